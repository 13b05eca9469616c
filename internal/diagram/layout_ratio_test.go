package diagram_test

import (
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

// Only the processor time of the test's own thread counts where the system tells it, and the least of several times, so what
// else a busy machine does changes nothing. Collecting garbage beforehand leaves none of other tests to this one.
func TestTenTimesAsManyThingsTakeLessThan20TimesAsLongToLayOut(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	least := func(stages int) time.Duration {
		j := long(rand.New(rand.NewPCG(7, uint64(stages))), stages)
		best := time.Hour
		for range 7 {
			runtime.GC()
			begun := spent()
			require.NotEmpty(t, diagram.Draw(j, diagram.Links{}).Boxes)
			best = min(best, spent()-begun)
		}
		return best
	}
	few, many := least(100), least(1000)
	ratio := float64(many) / float64(few)
	t.Logf("1,000 things in %v, 10,000 in %v: %.1f times as long", few, many, ratio)
	require.Less(t, ratio, 20.0, "a layout that looks at all pairs would take 100 times as long")
}

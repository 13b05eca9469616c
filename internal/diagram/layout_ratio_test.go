package diagram_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

// The shortest of several times is what it takes when nothing else runs, so a busy machine does not change the verdict.
func TestTenTimesAsManyThingsTakeFarLessThan100TimesAsLongToLayOut(t *testing.T) {
	shortest := func(stages int) time.Duration {
		j := long(rand.New(rand.NewPCG(7, uint64(stages))), stages)
		best := time.Hour
		for range 5 {
			begun := time.Now()
			require.NotEmpty(t, diagram.Draw(j, diagram.Links{}).Boxes)
			best = min(best, time.Since(begun))
		}
		return best
	}
	few, many := shortest(100), shortest(1000)
	t.Logf("1,000 things in %v, 10,000 in %v: %.1f times as long", few, many, float64(many)/float64(few))
	require.Less(t, float64(many)/float64(few), 40.0, "a layout that looks at all pairs would take 100 times as long")
}

//go:build unix

package modelfile_test

import (
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
)

// spent gives the least processor time that some work takes this program of a few tries. What else the machine does hardly
// counts.
func spent(t *testing.T, work func()) time.Duration {
	used := func() time.Duration {
		var u syscall.Rusage
		require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	least := time.Hour
	for range 2 {
		before := used()
		work()
		least = min(least, used()-before)
	}
	return least
}

// What takes time with the square of its size takes 64 times as long for eight times as much; what is read once takes eight
// times as long.
func TestWhatABombTakesGrowsWithItsSizeAndNoFaster(t *testing.T) {
	const part, most, noise = 8, 30, 20 * time.Millisecond
	compare := func(one bomb, files func(text string) fstest.MapFS) {
		if len(one.text) < 1<<17 {
			return // it unfolds, which is counted instead
		}
		t.Run(one.name, func(t *testing.T) {
			little := spent(t, func() { problems(t, files(one.text[:len(one.text)/part])) })
			whole := spent(t, func() { problems(t, files(one.text)) })
			require.Less(t, whole, most*max(little, noise), "an eighth takes %s", little)
		})
	}
	for _, one := range bombs() {
		compare(one, func(text string) fstest.MapFS { return fstest.MapFS{"a.yaml": {Data: []byte(text)}} })
	}
	for _, one := range bombsInTables() {
		compare(one, organisations)
	}
}

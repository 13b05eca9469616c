//go:build unix

package modelfile_test

import (
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
)

// spent gives the processor time that some work takes this program. What else the machine does hardly counts.
func spent(t *testing.T, work func()) time.Duration {
	used := func() time.Duration {
		var u syscall.Rusage
		require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	work()
	return used() - before
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
			var little, whole time.Duration
			for range 3 { // something else may have come in between
				little = max(noise, spent(t, func() { problems(t, files(one.text[:len(one.text)/part])) }))
				if whole = spent(t, func() { problems(t, files(one.text)) }); whole < most*little {
					return
				}
			}
			require.Less(t, whole, most*little, "an eighth takes %s", little)
		})
	}
	for _, one := range bombs() {
		compare(one, func(text string) fstest.MapFS { return fstest.MapFS{"a.yaml": {Data: []byte(text)}} })
	}
	for _, one := range bombsInTables() {
		compare(one, organisations)
	}
}

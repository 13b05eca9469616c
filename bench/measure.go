package main

import (
	"slices"
	"time"
)

// row is a figure and what it is held against.
type row struct {
	what, figure   string
	against, floor string
	ratio          float64
}

// rounds is how often each thing is timed.
const rounds = 200

// pairs runs two things in turn, so that both meet the same state of the machine, and gives the median time of each.
func pairs(a, b func() error) (medianA, medianB time.Duration, err error) {
	timesA, timesB := make([]time.Duration, rounds), make([]time.Duration, rounds)
	for i := range rounds + rounds/10 + 1 { // the first tenth warms up and is overwritten
		if timesA[i%rounds], err = timed(a); err != nil {
			return 0, 0, err
		}
		if timesB[i%rounds], err = timed(b); err != nil {
			return 0, 0, err
		}
	}
	return median(timesA), median(timesB), nil
}

func timed(f func() error) (time.Duration, error) {
	start := time.Now()
	err := f()
	return time.Since(start), err
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

// compared makes a row of two medians.
func compared(what string, a time.Duration, against string, b time.Duration) row {
	return row{what: what, figure: short(a), against: against, floor: short(b), ratio: float64(a) / float64(b)}
}

func short(d time.Duration) string {
	switch {
	case d < 100*time.Microsecond:
		return d.Round(10 * time.Nanosecond).String()
	case d < 100*time.Millisecond:
		return d.Round(time.Microsecond).String()
	}
	return d.Round(time.Millisecond).String()
}

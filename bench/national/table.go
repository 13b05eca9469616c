package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// table gathers figures: a row for each thing measured, a column for each size of model.
type table struct {
	sizes []string
	rows  []*row
}

type row struct {
	what   string
	shown  []string
	values []float64
}

// begin begins the column of a size.
func (t *table) begin(size string) { t.sizes = append(t.sizes, size) }

func (t *table) add(what string, value float64, shown string) {
	for _, r := range t.rows {
		if r.what == what {
			r.shown, r.values = append(r.shown, shown), append(r.values, value)
			return
		}
	}
	t.rows = append(t.rows, &row{what: what, shown: []string{shown}, values: []float64{value}})
}

func (t *table) count(what string, n int) { t.add(what, float64(n), strconv.Itoa(n)) }

func (t *table) time(what string, d time.Duration) { t.add(what, float64(d), short(d)) }

// spread adds the median of some times and the one that 99 of 100 do not pass.
func (t *table) spread(what string, times []time.Duration) {
	slices.Sort(times)
	t.time(what+", p50", times[len(times)/2])
	t.time(what+", p99", times[len(times)*99/100])
}

func (t *table) print(out io.Writer) {
	line := func(cells ...string) { fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | ")) }
	line(append(append([]string{"what"}, t.sizes...), "largest to smallest")...)
	line(slices.Repeat([]string{"---"}, len(t.sizes)+2)...)
	for _, r := range t.rows {
		line(append(append([]string{r.what}, r.shown...), r.ratio())...)
	}
}

// ratio gives how many times as much as for the smallest model it is for the largest, nothing where that cannot be said.
func (r *row) ratio() string {
	if r.values[0] == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", r.values[len(r.values)-1]/r.values[0])
}

func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return d.Round(100 * time.Nanosecond).String()
	case d < 100*time.Millisecond:
		return d.Round(10 * time.Microsecond).String()
	}
	return d.Round(time.Millisecond).String()
}

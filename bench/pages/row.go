package main

import (
	"fmt"
	"time"
)

// heading is the head of the table of what was measured.
const heading = `| page | new: median | 99 of 100 within | slowest | said to be worked out at first, and 99 of 100 of these there within | processor, 99 of 100 within | again: median | against a page of words |
|---|---|---|---|---|---|---|---|`

// row is what was measured of a kind of page, where a page of words takes so long.
func row(w way, took times, words time.Duration) string {
	name, of := w.page, len(took.fresh)
	if w.once {
		name += " *"
	}
	if w.file {
		name += " (a file)"
	}
	if took.refused > 0 {
		name += fmt.Sprintf(" (%d of %d refused as too much)", took.refused, of)
	}
	if took.wrong > 0 {
		name += fmt.Sprintf(" (%d of %d told what is wrong)", took.wrong, of)
	}
	later := "none"
	if n := len(took.later); n > 0 {
		later = fmt.Sprintf("%d of %d, %v", n, of, middle(took.later, 99))
	}
	again := middle(took.again, 50)
	return fmt.Sprintf("| %s | %v | %v | %v | %s | %v | %v | %.1f |",
		name, middle(took.fresh, 50), middle(took.fresh, 99), middle(took.fresh, 100), later, middle(took.processor, 99), again, float64(again)/float64(words))
}

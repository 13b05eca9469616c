package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Rows that are held against what is wanted.
const (
	readFiles    = "read from model files, with all checks"
	loadMemory   = "load from memory"
	memory       = "memory, with those indexes"
	memoryNode   = "memory for a node, with those indexes"
	memoryLink   = "memory for a relationship"
	change       = "a change of 30 elements and relationships, until a question shows it"
	firstChange  = "the first change of 30 elements and relationships"
	impact       = "impact of a business capability that about 60 stages rest on"
	impactAnswer = "nodes in an answer to that"
	p50, p99     = ", p50", ", p99"
)

// printWanted prints what was found, for the largest model, beside what is wanted. It judges nothing.
func (t *table) printWanted(out io.Writer) {
	largest := func(what string) string { return t.row(what).shown[len(t.sizes)-1] }
	ratio := func(what string) string { return t.row(what).ratio() }
	var anchored []*row
	for _, q := range questions {
		if q.anchored {
			anchored = append(anchored, t.row(q.what+p99))
		}
	}
	slices.SortFunc(anchored, func(a, b *row) int { return int(a.values[len(a.values)-1] - b.values[len(b.values)-1]) })
	worst := anchored[len(anchored)-1]
	for _, line := range [][]string{
		{"wanted", "found"},
		{"---", "---"},
		{"load in at most 15 s", largest(loadMemory) + " from memory, " + largest(readFiles) + " to read model files before that"},
		{"small memory, stated", largest(memoryNode) + " for a node with its indexes, " + largest(memoryLink) + " for a relationship; " + largest(memory) + " in all"},
		{"a small change applied and visible in at most 50 ms", "p50 " + largest(change+p50) + ", p99 " + largest(change+p99) + ", the first one " + largest(firstChange)},
		{"anchored questions with p99 of at most 5 ms", fmt.Sprintf("%s to %s, the last for *%s*", anchored[0].shown[len(t.sizes)-1], worst.shown[len(t.sizes)-1], strings.TrimSuffix(worst.what, p99))},
		{"the impact question at most 1.5 times slower from 1 % to 100 %", ratio(impact+p50) + " times, with an answer " + ratio(impactAnswer) + " times as large"},
	} {
		fmt.Fprintf(out, "| %s |\n", strings.Join(line, " | "))
	}
}

// row gives the row of what was measured.
func (t *table) row(what string) *row {
	return t.rows[slices.IndexFunc(t.rows, func(r *row) bool { return r.what == what })]
}

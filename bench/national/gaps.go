package main

import (
	"context"
	"fmt"
	"syscall"
	"time"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/generate"
	"github.com/carejourney/carejourney/queries"
)

// gapRules asks every gap rule that comes with the program once, as of the day of the model, and then what a page of gaps asks for: the
// worst fifty with all that people see of them, how many there are on each journey, and the gaps of one journey.
func (w *world) gapRules(ctx context.Context, t *table) error {
	full, err := schema.Full()
	if err != nil {
		return err
	}
	if w.rules, err = gaps.Read(full, queries.Gaps()); err != nil {
		return err
	}
	scope := gaps.Scope{AsOf: generate.Day}
	before, used, start := inUse(), processorTime(), time.Now()
	found, err := w.engine.Gaps(ctx, scope)
	if err != nil {
		return err
	}
	t.time(fmt.Sprintf("all %d gap rules", len(w.rules)), time.Since(start))
	t.time("processor time for that", processorTime()-used)
	t.count("gaps", len(found.Findings))
	t.count("gap rules left out", len(found.TooLarge)+len(found.Skipped))
	held := inUse() - before
	t.add("memory for what was found", float64(held), fmt.Sprintf("%.1f MB", float64(held)/1e6))
	start = time.Now()
	for i := range min(len(found.Findings), shownOnAPage) {
		found.Findings[i].Told()
	}
	t.time(fmt.Sprintf("what people see of the worst %d", shownOnAPage), time.Since(start))
	start = time.Now()
	gaps.TallyJourneys(found.Findings)
	t.time("gaps counted by journey", time.Since(start))
	start = time.Now()
	scope.Journey = w.any("Journey")
	if _, err := w.engine.Gaps(ctx, scope); err != nil {
		return err
	}
	t.time("gaps of a journey after that", time.Since(start))
	return nil
}

// shownOnAPage is how many gaps are told.
const shownOnAPage = 50

// processorTime is how long processors have worked for this process.
func processorTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

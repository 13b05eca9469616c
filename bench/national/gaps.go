package main

import (
	"context"
	"fmt"
	"time"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/queries"
)

// gapRules asks every gap rule that comes with the program once, and says how long it took and what was found. It is asked of
// the smallest model only: what is found names every journey it touches, which grows faster than the model.
func (w *world) gapRules(ctx context.Context) (string, error) {
	full, err := schema.Full()
	if err != nil {
		return "", err
	}
	rules, err := gaps.Read(full, queries.Gaps())
	if err != nil {
		return "", err
	}
	w.rules = rules
	start := time.Now()
	found, err := w.engine.Gaps(ctx, gaps.Scope{})
	if err != nil {
		return "", err
	}
	first := time.Since(start)
	start = time.Now()
	if _, err := w.engine.Gaps(ctx, gaps.Scope{Journey: w.any("Journey")}); err != nil {
		return "", err
	}
	return fmt.Sprintf("All %d gap rules over the smallest model: %s for %d gaps; those of one journey after that: %s.",
		len(rules), short(first), len(found.Findings), short(time.Since(start))), nil
}

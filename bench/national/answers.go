package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
)

// answers are worked out in Go from a part of the graph, so that they take longer than a walk.
var answers = []question{
	{"routes of a journey, once round each loop", `query($id: ID!) { journey(id: $id) { routesBetween(from: CONTACT, to: TREATMENT, rounds: 1) { shortest { days } longest { days } } } }`, about("Journey"), false, false},
	{"encounters of a journey", `query($id: ID!) { journey(id: $id) { encounters { rows { id coverage } cells { row column } } } }`, about("Journey"), false, false},
	{"a clock, 10,000 people", `query($id: ID!) { waitingTimeTarget(id: $id) { targetPath { probability stages { id runsOut } } } }`, about("WaitingTimeTarget"), false, false},
	{"reach of the groups that take a journey", `query($id: ID!) { journey(id: $id) { reach { reaches firstBlocked { id } openBy { stage { id } } } } }`, about("Journey"), false, false},
	{"what a journey asks again", `query($id: ID!) { journey(id: $id) { recordOnce { askedAgain { why } readBeforeRecorded { why } } } }`, about("Journey"), false, false},
	{"boundaries a person crosses in an area", `query($id: ID!, $area: ID) { journey(id: $id) { boundaries(area: $area) { crossed } } }`, inAnArea, false, false},
	{"single points of failure of a journey in an area", `query($id: ID!, $area: ID) { journey(id: $id) { singlePoints(area: $area) { on { id } cuts } } }`, inAnArea, false, false},
	{"what if an application went, on one journey", `query($id: ID!, $journey: ID) { whatIf(remove: [$id], journey: $journey) { why stages { closed } } }`, onAJourney("Application"), false, false},
	{"what if an organisation went, on all journeys", `query($id: ID!) { whatIf(remove: [$id]) { why stagesBroken { closed } } }`, about("Organisation"), false, false},
	{"what if an application went, on all journeys", `query($id: ID!) { whatIf(remove: [$id]) { why stagesBroken { closed } } }`, about("Application"), false, false},
	{"two applications compared", `query($a: ID!, $b: ID!) { compare(a: $a, b: $b) { parts { part both { id } onlyA { id } } } }`, twoOf("Application"), false, false},
	{"two organisations compared, with all below them", `query($a: ID!, $b: ID!) { compare(a: $a, b: $b) { parts { part both { id } onlyA { id } } } }`, twoOf("Organisation"), false, false},
	{"the longest run two journeys share", `query($a: ID!, $b: ID!) { sharedRun(a: $a, b: $b) { length } }`, twoOf("Journey"), false, false},
	{"the fewest applications for two journeys", `query($a: ID!, $b: ID!) { fewestApplications(journeys: [$a, $b]) { exact keep { id } } }`, twoOf("Journey"), false, false},
	{"suppliers on a journey", `query($journey: ID) { suppliers(journey: $journey) { why } }`, onAJourney("Application"), false, false},
	{"candidates for reuse on all journeys", `{ reuse(journeys: 5, applications: 5) { businessCapability { id } } }`, nothing, false, false},
	{"the life course over all journeys", `{ lifeCourse { rows { id } cells { stages } } }`, nothing, false, false},
	{"everything signalled to be moved off, on all journeys", `{ disinvestment { why stagesBroken { closed } } }`, nothing, false, false},
}

func inAnArea(w *world) map[string]any {
	return map[string]any{"id": w.any("Journey"), "area": w.areas[w.rand.IntN(len(w.areas))]}
}

func onAJourney(kind string) func(w *world) map[string]any {
	return func(w *world) map[string]any { return map[string]any{"id": w.any(kind), "journey": w.any("Journey")} }
}

func twoOf(kind string) func(w *world) map[string]any {
	return func(w *world) map[string]any { return map[string]any{"a": w.any(kind), "b": w.any(kind)} }
}

// tooMuch reports whether an answer was refused because it would read or work out too much.
func tooMuch(err error) bool {
	var all gqlerror.List
	return errors.As(err, &all) && len(all) > 0 && all[0].Extensions["code"] == string(model.LimitExceeded)
}

// timesWorkedOut is how often every answer is asked for.
const timesWorkedOut = 20

// costly are answers about everything, or about a great deal: those are also asked once with no limit on what they may cost.
var costly = []string{
	"single points of failure of a journey in an area", "what if an organisation went, on all journeys", "suppliers on a journey",
	"the fewest applications for two journeys", "candidates for reuse on all journeys", "the life course over all journeys",
	"everything signalled to be moved off, on all journeys",
}

// withoutLimit asks costly answers once each, and notes how long they take and how much memory passes through.
func (w *world) withoutLimit(ctx context.Context, t *table) error {
	for _, q := range answers {
		if !slices.Contains(costly, q.what) {
			continue
		}
		var before, after runtime.MemStats
		var took time.Duration
		runtime.ReadMemStats(&before)
		if _, err := w.askOf(ctx, w.unlimited, q.query, q.variables(w), &took); err != nil {
			return err
		}
		runtime.ReadMemStats(&after)
		t.time(q.what+", at any cost", took)
		mb := float64(after.TotalAlloc-before.TotalAlloc) / 1e6
		t.add(q.what+", at any cost, memory allotted", mb, fmt.Sprintf("%.0f MB", mb))
	}
	return nil
}

// workedOut asks for every answer a few times. One that would read more than an operation may is refused, which is what is
// noted then: nobody gets an answer that costs without bound.
func (w *world) workedOut(ctx context.Context, t *table) error {
	for _, q := range answers {
		took, refused := make([]time.Duration, timesWorkedOut), 0
		for i := range took {
			if _, err := w.ask(ctx, q.query, q.variables(w), &took[i]); tooMuch(err) {
				refused++
			} else if err != nil {
				return err
			}
		}
		t.spread(q.what, took)
		t.count(q.what+", refused as too much, of 20", refused)
	}
	return nil
}

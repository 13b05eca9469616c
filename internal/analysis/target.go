package analysis

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Target is what the way to a waiting time target is worked out from, as the schema names it for
// WaitingTimeTarget.targetPath.
type Target struct {
	Days             float64         `json:"days"`
	ThresholdPercent *float64        `json:"thresholdPercent"`
	StartsAt         []Ref           `json:"startsAt"`
	StopsAt          []Ref           `json:"stopsAt"`
	Journeys         []TargetJourney `json:"journeys"`
}

// TargetJourney is a journey on which the clock starts or stops.
type TargetJourney struct {
	Stages []TargetStage `json:"stages"`
}

// TargetStage is a stage with how long people wait there.
type TargetStage struct {
	RoutedStage
	Median *float64 `json:"median"` // days, nil where nobody knows
	P90    *float64 `json:"p90Days"`
}

// zOf90 is how many standard deviations above the mean of a normal distribution 9 in 10 lie below.
const zOf90 = 1.2815515655446004

// usualThreshold is the share of people for whom a target without a threshold is to be met.
const usualThreshold = 0.9

const (
	mostRuns  = 100_000
	mostSteps = 1_000 // stages one person passes before they count as lost: a circle that nobody leaves
)

// Waited is what came out for the people who walked.
type Waited struct {
	Finished, Met int         // people whose clock stopped, and stopped in time
	Days          []float64   // of those whose clock stopped, from the least
	Stages        []WaitStage // inside the clock, in the order of the journeys
}

// WaitStage is a stage and what happened there.
type WaitStage struct {
	TargetStage
	Passed  int // people who passed it while the clock ran
	InTime  int // of those, who were through it before the days ran out
	RunsOut int // people whose days ran out here
}

// sampler gives how long people wait at a stage: log-normal with the median and the 90th percentile of the stage. Where
// the 90th percentile is not known or not above the median, everybody waits the median; where neither is known, nobody waits.
func (s TargetStage) sampler() func(*rand.Rand) float64 {
	if s.Median == nil || *s.Median <= 0 {
		return func(*rand.Rand) float64 { return 0 }
	}
	median := *s.Median
	if s.P90 == nil || *s.P90 <= median {
		return func(*rand.Rand) float64 { return median }
	}
	sigma := math.Log(*s.P90/median) / zOf90
	return func(r *rand.Rand) float64 { return median * math.Exp(sigma*r.NormFloat64()) }
}

// TargetPath answers WaitingTimeTarget.targetPath from its needs and its arguments runs and seed.
func TargetPath(ctx context.Context, needs Needs, args map[string]any) (map[string]any, error) {
	var t Target
	if err := needs.Into(&t); err != nil {
		return nil, fmt.Errorf("read what the way to a target needs: %w", err)
	}
	runs, seed := number(args, "runs"), number(args, "seed")
	if runs < 1 || runs > mostRuns {
		return nil, badInput("runs must be from 1 to %d; it is %d.", mostRuns, runs)
	}
	waited, err := t.walk(ctx, runs, uint64(seed))
	if err != nil {
		return nil, err
	}
	return t.fields(waited, runs), nil
}

// peopleBetween is how many people walk until somebody looks whether the answer is still wanted. It takes well below a
// millisecond, even where each of them goes round a circle as often as is looked at.
const peopleBetween = 16

// Walk lets people walk one by one from where the clock starts, each waiting at every stage and going on as the shares of
// the ways say, round loops too, until the clock stops or they leave. The clock stops when a stage that stops it begins;
// one that starts and stops at the same stage runs while that one lasts. The same seed gives the same walks.
func (t Target) Walk(runs int, seed uint64) Waited {
	waited, _ := t.walk(context.Background(), runs, seed) // which is never done
	return waited
}

func (t Target) walk(ctx context.Context, runs int, seed uint64) (Waited, error) {
	w := newWalk(t)
	r := rand.New(rand.NewPCG(seed, uint64(runs)))
	var out Waited
	if len(w.starts) > 0 && len(w.inside) > 0 {
		for i := range runs {
			if i%peopleBetween == 0 {
				if err := ctx.Err(); err != nil {
					return Waited{}, err
				}
			}
			if days, ok := w.person(r); ok {
				out.Finished++
				out.Days = append(out.Days, days)
				if days <= t.Days {
					out.Met++
				}
			}
		}
	}
	slices.Sort(out.Days)
	for _, at := range w.inside {
		out.Stages = append(out.Stages, *w.seen[at])
	}
	return out, nil
}

// walk is a target made ready for people to walk.
type walk struct {
	target Target
	seen   []*WaitStage
	wait   []func(*rand.Rand) float64
	ways   [][]sharedWay
	starts []int
	stops  []bool
	inside []int
}

func newWalk(t Target) *walk {
	var j RoutedJourney
	w := &walk{target: t}
	known := map[string]bool{}
	for _, tj := range t.Journeys {
		for _, s := range tj.Stages {
			if !known[s.ID] {
				known[s.ID] = true
				j.Stages = append(j.Stages, s.RoutedStage)
				w.seen, w.wait = append(w.seen, &WaitStage{TargetStage: s}), append(w.wait, s.sampler())
			}
		}
	}
	g := newGraph(j.plain())
	w.stops = g.marked(t.StopsAt)
	for i, start := range g.marked(t.StartsAt) {
		if start {
			w.starts = append(w.starts, i)
		}
	}
	flat, loops := newLoops(j, true)
	w.ways = flat.ways
	for _, l := range loops {
		w.ways[l.from] = append(w.ways[l.from], l.way)
	}
	stages := make([]ClockStage, len(j.Stages))
	for i, s := range j.plain().Stages {
		stages[i] = ClockStage{Stage: s}
	}
	for _, s := range InsideOf(Clock{StartsAt: t.StartsAt, StopsAt: t.StopsAt, Journeys: []ClockJourney{{stages}}}) {
		w.inside = append(w.inside, g.place[s.ID])
	}
	return w
}

// person walks once, and gives how long it took until the clock stopped, false where it never did.
func (w *walk) person(r *rand.Rand) (float64, bool) {
	at, days := w.starts[0], 0.0
	if len(w.starts) > 1 {
		at = w.starts[r.IntN(len(w.starts))]
	}
	once := w.stops[at]
	for range mostSteps {
		before := days
		days += w.wait[at](r)
		seen := w.seen[at]
		seen.Passed++
		if days <= w.target.Days {
			seen.InTime++
		} else if before <= w.target.Days {
			seen.RunsOut++
		}
		if once {
			return days, true
		}
		next := w.on(at, r)
		if next < 0 {
			return 0, false
		}
		if at = next; w.stops[at] {
			return days, true
		}
	}
	return 0, false
}

// on gives the next stage, -1 where the person leaves.
func (w *walk) on(at int, r *rand.Rand) int {
	left := r.Float64()
	for _, way := range w.ways[at] {
		if left -= way.share; left < 0 {
			return way.to
		}
	}
	return -1
}

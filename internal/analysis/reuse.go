package analysis

import (
	"fmt"
	"slices"
)

// Reused is a business capability that several journeys need and several applications support.
type Reused struct {
	Named
	OnJourneys     total   `json:"onJourneys"`
	ByApplications total   `json:"byApplications"`
	Journeys       []Named `json:"journeys"`     // where they are asked for
	Applications   []Named `json:"applications"` // likewise
}

// Reuse answers Query.reuse from its needs: the candidates, those of most journeys first, then those of most applications.
func Reuse(needs Needs) ([]map[string]any, error) {
	var read struct {
		Met struct {
			Nodes []Reused `json:"nodes"`
		} `json:"businessCapabilities"`
	}
	if err := needs.Into(&read); err != nil {
		return nil, fmt.Errorf("read what reuse needs: %w", err)
	}
	found := read.Met.Nodes
	slices.SortStableFunc(found, func(a, b Reused) int {
		if by := b.OnJourneys.Count - a.OnJourneys.Count; by != 0 {
			return by
		}
		return b.ByApplications.Count - a.ByApplications.Count
	})
	answer := make([]map[string]any, len(found))
	for i, r := range found {
		answer[i] = map[string]any{
			"businessCapability": named(r.Named), "journeys": names(r.Journeys), "applications": names(r.Applications),
			"why": fmt.Sprintf("%s is met on %s, and supported by %s.", r.Name,
				counted(r.OnJourneys.Count, "journey", "journeys"), counted(r.ByApplications.Count, "separate application", "separate applications")),
		}
	}
	return answer, nil
}

// RunJourney is a journey whose runs are compared, as the schema names it for Query.sharedRun.
type RunJourney struct {
	Named
	Stages []RunStage `json:"stages"`
}

// RunStage is a stage and the business capabilities met there.
type RunStage struct {
	Stage
	Name string  `json:"name"`
	Met  []Named `json:"enabledBy"`
}

// RunStep is a stage of one journey and a stage of another at which the same is met.
type RunStep struct{ A, B int }

// ways gives the ways on between stages, without loops and ways back.
func (j RunJourney) ways() *shares {
	stages := make([]Stage, len(j.Stages))
	for i, s := range j.Stages {
		stages[i] = s.Stage
	}
	return waysBetween(stages)
}

// SharedRun gives the longest run of stages, one after the other in both journeys, at each of which a person meets a
// business capability that is the same in both. Of equals it is the one that begins earliest.
func SharedRun(a, b RunJourney) []RunStep {
	inA, inB := a.ways(), b.ways()
	length, next := map[RunStep]int{}, map[RunStep]RunStep{}
	for _, i := range slices.Backward(inA.order) {
		for _, k := range slices.Backward(inB.order) {
			if len(common(a.Stages[i].Met, b.Stages[k].Met)) == 0 {
				continue
			}
			here := RunStep{i, k}
			length[here] = 1
			for _, on := range inA.ways[i] {
				for _, also := range inB.ways[k] {
					step := RunStep{on.to, also.to}
					if l := length[step]; l > 0 && (l+1 > length[here] || l+1 == length[here] && earlier(step, next[here])) {
						length[here], next[here] = l+1, step
					}
				}
			}
		}
	}
	var best RunStep
	for here, l := range length {
		if l > length[best] || l == length[best] && earlier(here, best) {
			best = here
		}
	}
	var run []RunStep
	for l := length[best]; l > 0; l-- {
		run = append(run, best)
		best = next[best]
	}
	return run
}

func earlier(a, b RunStep) bool { return a.A < b.A || a.A == b.A && a.B < b.B }

// common gives what is in both lists, in the order of the first.
func common(a, b []Named) []Named {
	var both []Named
	for _, n := range a {
		if containsNamed(b, n.ID) {
			both = append(both, n)
		}
	}
	return both
}

// QuerySharedRun answers Query.sharedRun from its needs; null where one of the journeys is not there.
func QuerySharedRun(needs Needs) (any, error) {
	var read struct{ A, B *RunJourney }
	if err := needs.Into(&read); err != nil {
		return nil, fmt.Errorf("read what a shared run needs: %w", err)
	}
	if read.A == nil || read.B == nil {
		return nil, nil
	}
	steps := []map[string]any{}
	for _, s := range SharedRun(*read.A, *read.B) {
		a, b := read.A.Stages[s.A], read.B.Stages[s.B]
		steps = append(steps, map[string]any{
			"a": named(Named{a.ID, a.Name}), "b": named(Named{b.ID, b.Name}), "businessCapabilities": names(common(a.Met, b.Met)),
		})
	}
	return map[string]any{"a": named(read.A.Named), "b": named(read.B.Named), "length": len(steps), "steps": steps}, nil
}

package analysis

import (
	"fmt"
)

// HandedJourney is what the missing handoffs of a journey are worked out from, as the schema names it for
// Journey.missingHandoffs.
type HandedJourney struct {
	Stages []HandedStage `json:"stages"`
}

// HandedStage is a Stage, who sees the person there, and which stages it hands off to.
type HandedStage struct {
	Stage
	Name          string  `json:"name"`
	StageType     string  `json:"stageType"`
	Organisations []Named `json:"organisations"`
	HandoffsOut   []struct {
		To Ref `json:"to"`
	} `json:"handoffsOut"`
}

// MissingHandoff is a way between stages that needs a handoff and has none.
type MissingHandoff struct{ From, To HandedStage }

// MissingHandoffs answers Journey.missingHandoffs from its needs.
func MissingHandoffs(needs Needs) ([]map[string]any, error) {
	var j HandedJourney
	if err := needs.Into(&j); err != nil {
		return nil, fmt.Errorf("read what the missing handoffs of a journey need: %w", err)
	}
	answer := []map[string]any{}
	for _, m := range MissingHandoffsOf(j) {
		answer = append(answer, map[string]any{"from": m.From.fields(), "to": m.To.fields()})
	}
	return answer, nil
}

func (s HandedStage) fields() map[string]any {
	return map[string]any{"id": s.ID, "name": s.Name, "organisations": names(s.Organisations)}
}

// names gives nodes under the names of the schema.
func names(nodes []Named) []map[string]any {
	fields := make([]map[string]any, len(nodes))
	for i, n := range nodes {
		fields[i] = map[string]any{"id": n.ID, "name": n.Name}
	}
	return fields
}

// MissingHandoffsOf gives the ways between stages of the journey, in its order, where both stages have organisations,
// no organisation is at both, and no handoff leads from one to the other. Where somebody stays with the person there is
// nothing to hand off, nobody hands off a person who notices something or gets in touch by themselves (SYMPTOM, and on
// to CONTACT), and of stages without organisations nobody can say. Loops are no ways on.
func MissingHandoffsOf(j HandedJourney) []MissingHandoff {
	place := make(map[string]int, len(j.Stages))
	at := make([]map[string]bool, len(j.Stages))
	for i, s := range j.Stages {
		place[s.ID] = i
		at[i] = make(map[string]bool, len(s.Organisations))
		for _, o := range s.Organisations {
			at[i][o.ID] = true
		}
	}
	var missing []MissingHandoff
	for i, s := range j.Stages {
		handed := make(map[string]bool, len(s.HandoffsOut))
		for _, h := range s.HandoffsOut {
			handed[h.To.ID] = true
		}
		for _, w := range s.Next.Edges {
			to, inside := place[w.Node.ID]
			if !inside || w.Properties.Loop || handed[w.Node.ID] || len(at[i]) == 0 || len(at[to]) == 0 {
				continue
			}
			alone := s.StageType == "SYMPTOM" || j.Stages[to].StageType == "CONTACT"
			if !alone && !anyOf(j.Stages[to].Organisations, at[i]) {
				missing = append(missing, MissingHandoff{From: s, To: j.Stages[to]})
			}
		}
	}
	return missing
}

func anyOf(nodes []Named, known map[string]bool) bool {
	for _, n := range nodes {
		if known[n.ID] {
			return true
		}
	}
	return false
}

package analysis

import (
	"fmt"
	"slices"
)

// ReachJourney is what the reach of groups of people is worked out from, as the schema names it for Journey.reach.
type ReachJourney struct {
	Groups []ReachGroup `json:"personGroups"`
	Stages []ReachStage `json:"stages"`
}

// ReachGroup is a group of people and what it cannot use.
type ReachGroup struct {
	Named
	Size      *int     `json:"size"`
	CannotUse []string `json:"cannotUse"`
	Barriers  []string `json:"barriers"`
}

// ReachStage is a stage, how a person is in contact there, and the ways on.
type ReachStage struct {
	Named
	StageType   string            `json:"stageType"`
	Touchpoints []ReachTouchpoint `json:"touchpoints"`
	Next        struct {
		Edges []struct {
			Properties struct {
				Loop      bool    `json:"loop"`
				Condition *string `json:"condition"`
			} `json:"properties"`
			Node Ref `json:"node"`
		} `json:"edges"`
	} `json:"nextConnection"`
}

// ReachTouchpoint is a contact of a person.
type ReachTouchpoint struct {
	Named
	Channel    string  `json:"channel"`
	Visibility *string `json:"visibility"`
}

// resolution is the type of stage at which a journey has come to a good end.
const resolution = "RESOLUTION"

// Reach is how far a group of people gets, by the places of stages.
type Reach struct {
	Reaches bool
	Blocked []int // stages that offer no contact the group can use
	First   int   // the first of them that the group comes to, where it does not reach the end; -1 for none
	Open    []int // the fewest of them that would have to be opened; nil where even all of them would not do
}

// JourneyReach answers Journey.reach from its needs and its argument without.
func JourneyReach(needs Needs, args map[string]any) ([]map[string]any, error) {
	var j ReachJourney
	if err := needs.Into(&j); err != nil {
		return nil, fmt.Errorf("read what the reach of groups of people needs: %w", err)
	}
	without := texts(args, "without")
	ways := newReachWays(j.Stages)
	answer := []map[string]any{}
	for _, g := range j.Groups {
		g.CannotUse = slices.Concat(g.CannotUse, without)
		answer = append(answer, j.fields(g, j.along(ways, g)))
	}
	return answer, nil
}

// Of finds out whether the group can get from a start of the journey to a stage where it is resolved or ends. A stage is
// open where nobody sees the person, or where at least one contact the person sees is by a channel the group can use. A
// way is closed where its condition is one of the group's barriers. Ways back are no use: they lead to where one has been.
func (j ReachJourney) Of(g ReachGroup) Reach { return j.along(newReachWays(j.Stages), g) }

// along does that with ways that were found before.
func (j ReachJourney) along(w *reachWays, g ReachGroup) Reach {
	r := Reach{First: -1}
	closed := make([]bool, len(j.Stages))
	for i, s := range j.Stages {
		if closed[i] = !s.openTo(g); closed[i] {
			r.Blocked = append(r.Blocked, i)
		}
	}
	route := w.cheapest(closed, g)
	r.Reaches = route.found && len(route.opened) == 0
	if r.Reaches {
		return r
	}
	if route.found {
		r.Open = route.opened
	}
	r.First = w.firstMet(closed, g)
	return r
}

func (s ReachStage) openTo(g ReachGroup) bool {
	seen := 0
	for _, t := range s.Touchpoints {
		if t.seen() {
			seen++
			if !slices.Contains(g.CannotUse, t.Channel) {
				return true
			}
		}
	}
	return seen == 0
}

// seen reports whether the person sees the contact. Where nobody has said so, they do.
func (t ReachTouchpoint) seen() bool { return t.Visibility == nil || *t.Visibility == "FRONTSTAGE" }

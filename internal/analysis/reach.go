package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
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

	shut bool // closed to everybody
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
	answer := []map[string]any{}
	for _, g := range j.Groups {
		g.CannotUse = slices.Concat(g.CannotUse, without)
		answer = append(answer, j.fields(g, j.Of(g)))
	}
	return answer, nil
}

// Of finds out whether the group can get from a start of the journey to a stage where it is resolved or ends. A stage is
// open where nobody sees the person, or where at least one contact the person sees is by a channel the group can use. A
// way is closed where its condition is one of the group's barriers. Ways back are no use: they lead to where one has been.
func (j ReachJourney) Of(g ReachGroup) Reach {
	r := Reach{First: -1}
	closed := make([]bool, len(j.Stages))
	for i, s := range j.Stages {
		if closed[i] = !s.openTo(g); closed[i] {
			r.Blocked = append(r.Blocked, i)
		}
	}
	w := newReachWays(j, g)
	route := w.cheapest(closed)
	r.Reaches = route.found && len(route.opened) == 0
	if r.Reaches {
		return r
	}
	if route.found {
		r.Open = route.opened
	}
	r.First = w.firstMet(closed)
	return r
}

func (s ReachStage) openTo(g ReachGroup) bool {
	if s.shut {
		return false
	}
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

// reachWays is the ways a group can go, without those that lead back.
type reachWays struct {
	ways   [][]int
	order  []int // stages so that every way leads to a later one
	starts []int
	goal   []bool
}

func newReachWays(j ReachJourney, g ReachGroup) *reachWays {
	n := len(j.Stages)
	stages := make([]Stage, n)
	open := map[[2]string]bool{}
	for i, s := range j.Stages {
		stages[i].ID = s.ID
		for _, e := range s.Next.Edges {
			way := Way{Node: e.Node}
			way.Properties.Loop = e.Properties.Loop
			stages[i].Next.Edges = append(stages[i].Next.Edges, way)
			open[[2]string{s.ID, e.Node.ID}] = e.Properties.Condition == nil || !containsFold(g.Barriers, *e.Properties.Condition)
		}
	}
	all := waysBetween(stages)
	w := &reachWays{ways: make([][]int, n), order: all.order, goal: make([]bool, n)}
	for i, s := range j.Stages {
		w.goal[i] = s.StageType == resolution || len(all.ways[i]) == 0
		if all.start[i] {
			w.starts = append(w.starts, i)
		}
		for _, way := range all.ways[i] {
			if open[[2]string{s.ID, j.Stages[way.to].ID}] {
				w.ways[i] = append(w.ways[i], way.to)
			}
		}
	}
	return w
}

func containsFold(list []string, text string) bool {
	return slices.ContainsFunc(list, func(item string) bool { return strings.EqualFold(item, text) })
}

// opening is a way to a stage and the closed stages on it.
type opening struct {
	found  bool
	opened []int
}

func (o opening) better(than opening) bool {
	if !than.found {
		return true
	}
	return cmp.Or(cmp.Compare(len(o.opened), len(than.opened)), slices.Compare(o.opened, than.opened)) < 0
}

// cheapest gives the way from a start to a goal that passes the fewest closed stages, of equals the one that passes
// earlier ones.
func (w *reachWays) cheapest(closed []bool) opening {
	to := make([]opening, len(w.ways))
	for _, start := range w.starts {
		to[start].found = true
	}
	var best opening
	for _, at := range w.order {
		here := to[at]
		if !here.found {
			continue
		}
		if closed[at] {
			here.opened = append(slices.Clone(here.opened), at)
		}
		if w.goal[at] && here.better(best) {
			best = here
		}
		for _, next := range w.ways[at] {
			if here.better(to[next]) {
				to[next] = here
			}
		}
	}
	return best
}

// firstMet gives the first closed stage, in the order of the journey, that the group comes to; -1 where there is none.
func (w *reachWays) firstMet(closed []bool) int {
	met := make([]bool, len(w.ways))
	for _, start := range w.starts {
		met[start] = true
	}
	for _, at := range w.order {
		if met[at] && !closed[at] {
			for _, next := range w.ways[at] {
				met[next] = true
			}
		}
	}
	for at := range met {
		if met[at] && closed[at] {
			return at
		}
	}
	return -1
}

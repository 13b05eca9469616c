package diagram

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Flow is how many people go which way through a journey. It is worked out from the shares of the ways, not counted: of
// every 1,000 people who start, or of the people of one group. A stage that people come back to counts every visit.
type Flow struct {
	Shown
	Group  *FlowGroup  // who is followed; nil for every 1,000 people
	Groups []FlowGroup // who can be followed
	Start  float64
	Stages []FlowStage
	Ways   []FlowWay
}

// FlowGroup is a group of people who take the journey.
type FlowGroup struct {
	Ref
	People float64 // who take the journey; 0 where it is not known
}

// FlowStage is a stage with the people who come to it.
type FlowStage struct {
	Ref
	Number int
	Phase  string
	Starts float64 // who begin here
	Comes  float64 // all who come here, those who begin here too
	Ends   float64 // who go no further in this journey
	Exits  []Exit  // into other journeys; how many take them is not known
}

// FlowWay is a way with the people who take it.
type FlowWay struct {
	Way
	People float64
}

// leastPeople is the smallest number of people of a group that is told: a smaller one might point at somebody.
const leastPeople = 8

// toldBy is the number to whose multiples the people of a group are rounded.
const toldBy = 5

type flowAnswer struct {
	Version int64
	Journey *struct {
		answerHead
		Groups struct {
			Edges []struct {
				Properties struct{ Share *float64 }
				Node       struct {
					Ref
					Size *float64
				}
			}
		} `json:"personGroupsConnection"`
		Stages struct {
			Edges []struct{ Node answerStage }
		} `json:"stagesConnection"`
	}
}

// ReadFlow makes a Flow of the answer to the question journey-flow, for the group of people with an id or, where it is
// empty, for every 1,000 people. It fails with NOT_FOUND where the answer has no journey or no such group, and with
// BAD_USER_INPUT where nobody knows how many people of the group there are.
func ReadFlow(data []byte, group string) (*Flow, error) {
	var a flowAnswer
	if err := decode("journey-flow", data, &a); err != nil {
		return nil, err
	}
	if a.Journey == nil {
		return nil, ErrNoJourney
	}
	f := &Flow{Shown: a.Journey.shown(a.Version), Start: 1000}
	for _, e := range a.Journey.Groups.Edges {
		g := FlowGroup{Ref: e.Node.Ref}
		if e.Node.Size != nil && e.Properties.Share != nil {
			g.People = *e.Node.Size * *e.Properties.Share
		}
		f.Groups = append(f.Groups, g)
	}
	if err := f.follow(group); err != nil {
		return nil, err
	}
	ways := &Journey{}
	place := map[string]int{}
	for i, e := range a.Journey.Stages.Edges {
		place[e.Node.ID] = i
	}
	for i, e := range a.Journey.Stages.Edges {
		f.Stages = append(f.Stages, FlowStage{Ref: e.Node.Ref, Number: i + 1, Phase: e.Node.Phase})
		ways.readWays(i, &e.Node, func(id string) int {
			if at, ok := place[id]; ok {
				return at
			}
			return -1
		})
	}
	for _, e := range ways.Exits {
		f.Stages[e.From].Exits = append(f.Stages[e.From].Exits, e)
	}
	for _, w := range ways.Ways {
		f.Ways = append(f.Ways, FlowWay{Way: w})
	}
	f.spread()
	return f, nil
}

// follow chooses whom the flow follows.
func (f *Flow) follow(group string) error {
	if group == "" {
		return nil
	}
	i := slices.IndexFunc(f.Groups, func(g FlowGroup) bool { return g.ID == group || g.ID == "person-group:"+group })
	switch {
	case i < 0:
		return model.Errorf(model.NotFound, "No group of people %q takes this journey.", group)
	case f.Groups[i].People <= 0:
		return model.Errorf(model.BadUserInput, "Nobody has said how many people %q are, or how many of them take this journey.", f.Groups[i].Name)
	}
	f.Group, f.Start = &f.Groups[i], f.Groups[i].People
	return nil
}

// mostVisits bounds how often people can come back, so that a loop that nobody leaves has an end.
const mostVisits = 2000

// spread works out how many people come to every stage and take every way. Ways on whose share is not known share what
// the others leave; of ways back whose share is not known nothing is known, and nobody is sent along them.
func (f *Flow) spread() {
	in, out := make([][]int, len(f.Stages)), make([][]int, len(f.Stages)) // indexes of ways
	begins := make([]bool, len(f.Stages))
	for i := range begins {
		begins[i] = true
	}
	for k, w := range f.Ways {
		out[w.From] = append(out[w.From], k)
		in[w.To] = append(in[w.To], k)
		if !w.Back {
			begins[w.To] = false
		}
	}
	starts := 0
	for _, b := range begins {
		if b {
			starts++
		}
	}
	share := make([]float64, len(f.Ways))
	for i := range f.Stages {
		if begins[i] {
			f.Stages[i].Starts = f.Start / float64(starts)
		}
		f.shareOut(out[i], share)
	}
	// One walk from the first stage to the last settles the ways on; every further walk settles one more time round the
	// loops.
	for range mostVisits {
		moved := 0.0
		for i := range f.Stages {
			now := f.Stages[i].Starts
			for _, k := range in[i] {
				now += f.Ways[k].People
			}
			moved = max(moved, now-f.Stages[i].Comes)
			f.Stages[i].Comes = now
			for _, k := range out[i] {
				f.Ways[k].People = now * share[k]
			}
		}
		if moved < f.Start*1e-9 {
			break
		}
	}
	for i := range f.Stages {
		f.Stages[i].Ends = f.Stages[i].Comes
		for _, k := range out[i] {
			f.Stages[i].Ends -= f.Ways[k].People
		}
	}
}

// shareOut gives every way out of a stage the part of the people who take it.
func (f *Flow) shareOut(out []int, share []float64) {
	rest, unknown := 1.0, 0
	for _, k := range out {
		switch w := f.Ways[k]; {
		case w.Share >= 0:
			share[k] = w.Share
			rest -= w.Share
		case !w.Back:
			unknown++
		}
	}
	for _, k := range out {
		if w := f.Ways[k]; w.Share < 0 && !w.Back {
			share[k] = max(0, rest) / float64(unknown)
		}
	}
}

// People says how many people there are, and of a group never so few that they might be known.
func (f *Flow) People(n float64) string {
	if f.Group != nil {
		switch {
		case n < 0.5:
			return "0"
		case n < leastPeople:
			return "fewer than " + strconv.Itoa(leastPeople)
		}
		return model.Thousands(int(f.told(n)))
	}
	switch {
	case n < 0.05:
		return "0"
	case n < 1:
		return "under 1"
	}
	return model.Thousands(int(n + 0.5))
}

// About says what the flow shows and where it comes from.
func (f *Flow) About() About {
	variables := map[string]any{"journey": f.ID}
	if f.Group != nil {
		variables["group"] = f.Group.ID
	}
	return about("flow", f.Name+": how many people go which way", f.status(), variables)
}

// Summary says whom the flow follows and how it is worked out.
func (f *Flow) Summary() string {
	whom := "Of every 1,000 people who start"
	if f.Group != nil {
		whom = fmt.Sprintf("Of %s people in the group “%s”", f.People(f.Start), f.Group.Name)
	}
	unknown := 0
	for _, w := range f.Ways {
		if w.Back && w.Share < 0 {
			unknown++
		}
	}
	said := whom + ", worked out from the shares of the ways. A stage that people come back to counts every visit."
	if unknown > 0 {
		said += fmt.Sprintf(" How many take %s back is not known.", count(unknown, "way", "ways"))
	}
	return said
}

// tables gives the ways and the stages with their people.
func (f *Flow) tables() []sheet {
	ways := [][]string{{"from", "from stage", "to", "to stage", "people", "direction", "condition"}}
	for _, w := range f.Ways {
		people, direction := f.People(w.People), "on"
		if w.Back {
			direction = "back"
			if w.Share < 0 {
				people = "not known"
			}
		}
		from, to := &f.Stages[w.From], &f.Stages[w.To]
		ways = append(ways, []string{strconv.Itoa(from.Number), from.Name, strconv.Itoa(to.Number), to.Name, people, direction, w.Condition})
	}
	stages := [][]string{{"stage", "name", "people begin", "people come", "people end here or leave for", "other journeys", "id"}}
	for i := range f.Stages {
		s := &f.Stages[i]
		var leads []string
		for _, e := range s.Exits {
			leads = append(leads, e.To.Name)
		}
		stages = append(stages, []string{strconv.Itoa(s.Number), s.Name, f.People(s.Starts), f.People(s.Comes), f.People(s.Ends), strings.Join(leads, "; "), s.ID})
	}
	return []sheet{{name: "Ways", rows: ways}, {name: "Stages", rows: stages}}
}

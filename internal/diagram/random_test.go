package diagram_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
)

// hostile are names that try to be more than names.
var hostile = []string{
	`<script>alert(1)</script>`, `]]><g onload="x">`, `javascript:alert(1)`, "right \u202e to left", "bell \x07 and null \x00", `"quotes" & 'more'`,
	`=HYPERLINK("http://x")`, "two\nlines", `back\slash"`, "end\n  subgraph x", "\xff\xfe broken",
	"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "👩‍⚕️ 看护 отделение", "",
	"مرحبا \u200f שלום", strings.Repeat("four hundred characters ", 17), "--\n> :::", "|pipe|{{brace}}",
	"a name that goes on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on and on",
}

// random makes a journey of so many stages with all sorts of things, or almost nothing, at each.
func random(r *rand.Rand, stages int) *diagram.Journey {
	name := func(i int) string {
		if r.IntN(6) == 0 {
			return hostile[r.IntN(len(hostile))]
		}
		return fmt.Sprintf("Thing %d%s", i, []string{"", " of a kind", " with a rather longer name"}[r.IntN(3)])
	}
	ref := func(kind string, of int) diagram.Ref {
		i := r.IntN(of)
		return diagram.Ref{ID: fmt.Sprintf("%s:%d", kind, i), Name: name(i)}
	}
	some := func(kind string, most int) []diagram.Ref {
		var list []diagram.Ref
		for range r.IntN(most + 1) {
			list = append(list, ref(kind, 3*most))
		}
		return list
	}
	j := &diagram.Journey{Ref: diagram.Ref{ID: "journey:r", Name: name(0)}, Description: name(1), Version: 7, Reviewed: "2026-11-23", Illustrative: r.IntN(2) == 0}
	for i := range stages {
		s := diagram.Stage{
			Ref: diagram.Ref{ID: fmt.Sprintf("stage:%d", i), Name: name(i)}, Number: i + 1, Description: name(i), Type: "Treatment", Phase: fmt.Sprint("Phase ", i/4), Timing: name(i),
			Main: some("c", 3), Supporting: some("c", 8), Services: some("s", 7), Organisations: some("o", 5), Applications: some("a", 7), Standards: some("t", 9),
		}
		for k := range r.IntN(7) {
			s.Contacts = append(s.Contacts, diagram.Contact{Ref: ref("k", 20), Channel: fmt.Sprint("Way ", k), Digital: r.IntN(2) == 0, Seen: r.IntN(5) > 0})
		}
		for range r.IntN(4) {
			s.Feelings = append(s.Feelings, diagram.Feeling{Group: ref("g", 4), Emotion: r.IntN(5) - 2})
		}
		for range r.IntN(3) {
			s.Insights = append(s.Insights, diagram.Insight{Ref: ref("i", 9), Kind: []string{"PAIN_POINT", "NEED"}[r.IntN(2)]})
		}
		for lane := diagram.LaneOther; lane <= diagram.LaneApplication; lane++ {
			if r.IntN(8) == 0 {
				s.Gaps = append(s.Gaps, diagram.Gap{Lane: lane, Words: "no " + lane.Name()})
			}
		}
		j.Stages = append(j.Stages, s)
	}
	randomWays(r, j, name)
	return j
}

func randomWays(r *rand.Rand, j *diagram.Journey, name func(int) string) {
	n := len(j.Stages)
	for i := range j.Stages {
		for range r.IntN(4) {
			w := diagram.Way{From: i, To: r.IntN(n), Condition: name(i), Share: float64(r.IntN(120)-20) / 100}
			w.Back = w.To <= i
			j.Ways = append(j.Ways, w)
		}
		if r.IntN(4) == 0 {
			j.Exits = append(j.Exits, diagram.Exit{From: i, To: diagram.Ref{ID: "journey:other", Name: name(i)}, Condition: name(i)})
		}
		if r.IntN(2) == 0 {
			h := diagram.Handoff{Ref: diagram.Ref{ID: fmt.Sprint("handoff:", i), Name: name(i)}, From: i, To: r.IntN(n+1) - 1, ToName: name(i), Transport: name(i)}
			if r.IntN(2) == 0 {
				h.Standards = []diagram.Ref{{ID: "standard:x", Name: name(i)}}
			}
			j.Handoffs = append(j.Handoffs, h)
		}
		if r.IntN(6) == 0 {
			c := diagram.Clock{Ref: diagram.Ref{ID: fmt.Sprint("clock:", i), Name: name(i)}, Days: r.IntN(100), From: i, To: -1}
			if r.IntN(4) > 0 {
				c.To = i + r.IntN(n-i)
			}
			j.Clocks = append(j.Clocks, c)
		}
	}
}

// pictures makes a picture of every sort out of invented journeys with hostile names.
func pictures(seed uint64) []diagram.Picture {
	r := rand.New(rand.NewPCG(seed, 9))
	j, other := random(r, 7), random(r, 5)
	m := &diagram.Matrix{Shown: diagram.Shown{Ref: diagram.Ref{ID: "journey:m", Name: hostile[seed%uint64(len(hostile))]}}, Measure: diagram.Measures()[seed%2]}
	f := &diagram.Flow{Shown: diagram.Shown{Ref: diagram.Ref{ID: "journey:f", Name: j.Name}}, Start: 1000}
	for i, s := range j.Stages {
		m.Stages = append(m.Stages, diagram.MatrixStage{Ref: s.Ref, Number: i + 1})
		f.Stages = append(f.Stages, diagram.FlowStage{Ref: s.Ref, Number: i + 1, Comes: float64(r.IntN(1000)), Ends: float64(r.IntN(100))})
		row := diagram.MatrixRow{Ref: s.Ref, Group: s.Name}
		for range j.Stages {
			row.Cells = append(row.Cells, diagram.MatrixCell{Met: r.IntN(2) == 0, Known: r.IntN(4) > 0, Figure: r.IntN(9), Target: r.IntN(4), Band: diagram.Band(r.IntN(4)), Main: r.IntN(2) == 0})
		}
		m.Rows = append(m.Rows, row)
	}
	for _, w := range j.Ways {
		f.Ways = append(f.Ways, diagram.FlowWay{Way: w, People: float64(r.IntN(300))})
	}
	return []diagram.Picture{j, m, f, diagram.Compare(j, other)}
}

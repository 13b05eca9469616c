package rules_test

import (
	"fmt"
	"testing"

	"github.com/carejourney/carejourney/internal/rules"
)

// national is a graph of the size of a national model: 100,000 stages in 1,000 journeys, and a deep tree.
func national(b *testing.B) *graph {
	g := &graph{m: vocabulary(b)}
	for j := range 1_000 {
		journey := fmt.Sprintf("journey:%d", j)
		g.add("Journey", journey)
		for s := range 100 {
			stage := fmt.Sprintf("stage:%d/%d", j, s)
			g.add("Stage", stage)
			g.link(journey, "HAS_STAGE", stage, "order", int64(s))
			if s > 0 {
				g.link(fmt.Sprintf("stage:%d/%d", j, s-1), "NEXT", stage)
			}
		}
	}
	for i := range 1_000 {
		g.add("BusinessCapability", fmt.Sprintf("business-capability:%d", i))
		if i > 0 {
			g.link(fmt.Sprintf("business-capability:%d", i), "PART_OF", fmt.Sprintf("business-capability:%d", i-1))
		}
	}
	return g
}

func BenchmarkSmallChangeOfANationalModel(b *testing.B) {
	g := national(b)
	v := rules.NewGraph(g.elements, g.links)
	touched := rules.Touched{
		Elements: []string{"stage:500/50", "business-capability:999"},
		Links: []rules.LinkID{
			{Type: g.m.Relationship("HAS_STAGE"), From: "journey:500", To: "stage:500/50"},
			{Type: g.m.Relationship("NEXT"), From: "stage:500/50", To: "stage:500/51"},
			{Type: g.m.Relationship("PART_OF"), From: "business-capability:999", To: "business-capability:998"},
		},
	}
	for b.Loop() {
		if found := rules.Check(g.m, v, touched); len(found) > 0 {
			b.Fatal(found)
		}
	}
}

func BenchmarkReferenceToNothingInANationalModel(b *testing.B) {
	g := national(b)
	g.link("stage:500/50", "NEXT", "stage:500/missing-stage")
	v := rules.NewGraph(g.elements, g.links)
	touched := rules.Touched{Links: []rules.LinkID{
		{Type: g.m.Relationship("NEXT"), From: "stage:500/50", To: "stage:500/missing-stage"},
	}}
	for b.Loop() {
		if len(rules.Check(g.m, v, touched)) != 1 {
			b.Fatal("one reference leads to nothing")
		}
	}
}

func BenchmarkWholeNationalModel(b *testing.B) {
	g := national(b)
	for b.Loop() {
		if found := rules.CheckWhole(g.m, rules.NewGraph(g.elements, g.links)); len(found) > 0 {
			b.Fatal(found)
		}
	}
}

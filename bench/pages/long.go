package main

import (
	"slices"
	"strconv"

	"github.com/carejourney/carejourney/internal/generate"
	"github.com/carejourney/carejourney/internal/model"
)

// long adds a journey of 60 stages with something in every lane.
func long(m *model.Model, made *generate.Graph) {
	add := func(kind, id, name string, props model.Props) {
		props["name"] = name
		made.Elements = append(made.Elements, model.Element{ID: id, Kind: m.Kind(kind), Props: props})
	}
	join := func(kind, from, to string, props model.Props) {
		made.Links = append(made.Links, model.Link{Type: m.Relationship(kind), From: from, To: to, Props: props})
	}
	add("Journey", "journey:long", "A long journey", model.Props{"journeyKind": "LONG_TERM"})
	add("PersonGroup", "person-group:long", "People who take it", model.Props{"size": int64(10_000)})
	join("TRAVELS", "person-group:long", "journey:long", model.Props{"share": 1.0})
	for i := range 60 {
		n := strconv.Itoa(i)
		stage := "stage:long/" + n
		add("Stage", stage, "Stage "+n, model.Props{"stageType": "CONSULT", "phase": "Phase " + strconv.Itoa(i/10), "timing": "week " + n})
		add("Touchpoint", "touchpoint:long/"+n, "Contact "+n, model.Props{"channel": "WEB"})
		add("Insight", "insight:long/"+n, "Finding "+n, model.Props{"insightKind": "NEED"})
		add("BusinessCapability", "business-capability:long/"+n, "Ability "+n, model.Props{})
		add("ServiceType", "service-type:long/"+n, "Kind of service "+n, model.Props{})
		add("Standard", "standard:long/"+n, "Standard "+n, model.Props{})
		join("HAS_STAGE", "journey:long", stage, model.Props{"order": int64(i + 1)})
		join("HAS_TOUCHPOINT", stage, "touchpoint:long/"+n, model.Props{"order": int64(1)})
		join("PROVIDED_THROUGH", "touchpoint:long/"+n, "service-type:long/"+n, nil)
		join("FOUND_AT", "insight:long/"+n, stage, nil)
		join("ENABLES", "business-capability:long/"+n, stage, model.Props{"role": "PRIMARY"})
		join("REALISES", "service-type:long/"+n, "business-capability:long/"+n, model.Props{"coverage": "FULL"})
		join("APPLIES_TO", "standard:long/"+n, "service-type:long/"+n, model.Props{"obligation": "MUST"})
		join("EXPERIENCES", "person-group:long", stage, model.Props{"emotion": int64(i%5 - 2)})
		if i > 0 {
			join("NEXT", "stage:long/"+strconv.Itoa(i-1), stage, model.Props{"share": 0.9, "loop": false})
		}
	}
}

// areasOf is how many of so many organisations are areas, as the generator makes them.
func areasOf(organisations int) int { return max(organisations/100, 1) }

// areas gives those that others lie in the role by which the pages know an area.
func areas(made *generate.Graph) {
	first := slices.IndexFunc(made.Elements, func(e model.Element) bool { return e.Kind.Name == "Organisation" })
	last := first
	for last < len(made.Elements) && made.Elements[last].Kind.Name == "Organisation" {
		last++
	}
	for i := first; i < first+areasOf(last-first); i++ {
		made.Elements[i].Props["primaryRole"], made.Elements[i].Props["active"] = "RO261", true
	}
}

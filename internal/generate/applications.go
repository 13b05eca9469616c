package generate

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// applications makes applications. The first ones are those that very many services rest on.
func (g *maker) applications() {
	ids := g.all("application")
	for i, id := range ids {
		g.element("Application", id, title(i, "Software for", anyOf(g, topics), anyOf(g, forms)), g.reviewed(model.Props{
			"productRef": "PRD" + number(i), "lifecycleStatus": g.as(statuses), "national": i < len(ids)/100, "investmentSignal": g.as(signals),
		}))
		kind := g.favourite(g.all("application-type"), mild)
		g.link("INSTANCE_OF", id, kind, nil)
		must := g.binding[kind]
		g.links("RUNS_ON", id, g.favourites(g.all("technology"), 3, mild), nil)
		for _, provided := range g.favourites(g.all("application-capability"), 8, mild) {
			claim := g.as(claims)
			g.link("PROVIDES", id, provided, model.Props{"claim": claim})
			if claim == "PASSED_FULL" || claim == "PASSED_PARTIAL" {
				must = append(slices.Clip(must), g.binding[provided]...)
			}
		}
		looked := g.favourites(g.all("standard"), 2, steep)
		for _, standard := range must {
			if !slices.Contains(looked, standard) && g.chance(99) { // nobody has looked at the others
				looked = append(looked, standard)
			}
		}
		for _, standard := range looked {
			g.link("CONFORMS_TO", id, standard, g.oneAs("conformance", conformances))
		}
		if g.chance(20) {
			g.link("FOLLOWS", id, g.favourite(g.all("principle"), mild), g.oneAs("rating", ratings))
		}
		for _, other := range g.favourites(ids[:i], min(i, 3), steep) {
			g.link("INTERFACES_WITH", id, other, nil)
		}
	}
	for _, id := range g.all("information-object") {
		if g.chance(80) {
			g.link("RECORDS", g.favourite(ids, steep), id, kept)
		}
	}
}

package generate

import "github.com/carejourney/carejourney/internal/model"

// applications makes applications. The first ones are those that very many services rest on.
func (g *maker) applications() {
	ids := g.all("application")
	for i, id := range ids {
		g.element("Application", id, title(i, "Software for", anyOf(g, topics), anyOf(g, forms)), model.Props{
			"productRef": "PRD" + number(i), "lifecycleStatus": g.value("LifecycleStatus"), "national": i < len(ids)/100,
		})
		g.link("INSTANCE_OF", id, g.favourite(g.all("application-type"), mild), nil)
		g.links("RUNS_ON", id, g.favourites(g.all("technology"), 3, mild), nil)
		for _, provided := range g.favourites(g.all("application-capability"), 8, mild) {
			g.link("PROVIDES", id, provided, g.one("claim", "Claim"))
		}
		for _, standard := range g.favourites(g.all("standard"), 5, steep) {
			g.link("CONFORMS_TO", id, standard, g.one("conformance", "Conformance"))
		}
		for _, other := range g.favourites(ids[:i], min(i, 3), steep) {
			g.link("INTERFACES_WITH", id, other, nil)
		}
	}
}

package generate

import "github.com/carejourney/carejourney/internal/model"

// organisations makes organisations: the first hundredth are areas and those who run many others.
func (g *maker) organisations() {
	ids := g.all("organisation")
	areas := ids[:max(len(ids)/100, 1)]
	for i, id := range ids {
		g.element("Organisation", id, title(i, "Example", anyOf(g, bodies)), model.Props{
			"odsCode": "Z" + number(i), "active": !g.chance(3),
		})
		g.link("INSTANCE_OF", id, g.favourite(g.all("organisation-type"), mild), nil)
		deploys := 1 // most are surgeries, pharmacies and care homes
		if g.chance(20) {
			deploys = 2 + g.rand.IntN(5)
		}
		g.links("DEPLOYS", id, g.favourites(g.all("application"), deploys, steep), g.one("status", "DeploymentStatus"))
		if i < len(areas) {
			continue
		}
		g.link("IN_GEOGRAPHY_OF", id, g.favourite(areas, mild), nil)
		g.link("COMMISSIONED_BY", id, g.favourite(areas, steep), nil)
		if g.chance(80) {
			g.link("SUBDIVISION_OF", id, g.favourite(ids[:i], mild), nil)
		}
	}
	for _, id := range g.all("application") {
		g.link("SUPPLIES", g.favourite(ids, steep), id, nil)
	}
}

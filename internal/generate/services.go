package generate

import "github.com/carejourney/carejourney/internal/model"

// services makes services, each of a type, run by an organisation and resting on applications.
func (g *maker) services() {
	for i, id := range g.all("service") {
		g.element("Service", id, title(i, anyOf(g, topics), anyOf(g, forms)), g.reviewed(model.Props{
			"careSettings": g.values("CareSetting"), "channels": g.values("Channel"), "accessRoutes": g.values("AccessRoute"), "level": g.level(),
		}))
		g.link("INSTANCE_OF", id, g.favourite(g.all("service-type"), mild), nil)
		g.links("REALISES", id, g.favourites(g.met(), 1, mild), g.oneAs("coverage", coverages))
		for _, by := range g.favourites(g.all("organisation"), 1+g.rand.IntN(2), mild) {
			g.link("OFFERS", by, id, nil)
		}
		rests := 1 + g.rand.IntN(2)
		if g.chance(1) {
			rests = 0 // on paper
		}
		for _, application := range g.favourites(g.all("application"), rests, steep) {
			g.link("SUPPORTS", application, id, g.one("criticality", "Criticality"))
		}
		if g.chance(30) {
			g.link("RECORDS", id, g.favourite(g.all("information-object"), steep), handled)
		}
	}
}

// level gives where a service is run: few of them for the whole country.
func (g *maker) level() string {
	switch chosen := g.rand.Float64(); {
	case chosen < 0.01:
		return "NATIONAL"
	case chosen < 0.2:
		return "REGIONAL"
	}
	return "LOCAL"
}

// handled are the properties of records and reads where nothing is special.
var handled = model.Props{"master": false, "reKeyed": false}

// kept are those of the place where information is kept.
var kept = model.Props{"master": true, "reKeyed": false}

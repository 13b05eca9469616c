package generate

import (
	"slices"
	"time"

	"github.com/carejourney/carejourney/internal/model"
)

// registers makes the short lists that everything else refers to.
func (g *maker) registers() {
	g.plain("OrganisationType", "organisation-type", "Kind of organisation", nil)
	g.plain("ApplicationType", "application-type", "Kind of application", nil)
	g.plain("Principle", "principle", "Principle", nil)
	g.plain("PersonGroup", "person-group", "People with", func(i int) model.Props {
		return model.Props{"size": int64(5_000_000 / (i + 1))}
	})
	g.plain("Outcome", "outcome", "Better", nil)
	g.plain("InformationObject", "information-object", "Record of", func(int) model.Props { return g.one("sensitivity", "Sensitivity") })
	g.plain("Technology", "technology", "Technology for", func(int) model.Props {
		return model.Props{"technologyKind": g.value("TechnologyKind"), "lifecycleStatus": g.as(statuses), "investmentSignal": g.as(signals)}
	})
	g.plain("Standard", "standard", "Standard for", func(i int) model.Props {
		props := model.Props{"ref": "STD" + number(i), "standardType": g.value("StandardType"), "standardStatus": g.as(inForce)}
		props["conformanceDate"] = Day.AddDate(0, 48-g.rand.IntN(60), 0).Format(time.DateOnly)
		return g.reviewed(props)
	})
	g.businessCapabilities()
	g.plain("ApplicationCapability", "application-capability", "Software for", func(i int) model.Props {
		return g.reviewed(model.Props{
			"ref": "AC" + number(i), "applicationCapabilityStatus": g.value("ApplicationCapabilityStatus"), "careSettings": g.values("CareSetting"),
		})
	})
	for _, id := range g.all("application-capability") {
		g.links("SUPPORTS", id, g.favourites(g.all("business-capability"), 3, mild), nil)
	}
	g.serviceTypes()
	for _, to := range []string{"business-capability", "application-capability", "service-type", "application-type"} {
		how := obligations
		if to == "business-capability" || to == "service-type" {
			how = weaker
		}
		for _, id := range g.all(to) {
			for _, standard := range g.favourites(g.all("standard"), 2, steep) {
				obligation := g.as(how)
				g.link("APPLIES_TO", standard, id, model.Props{"obligation": obligation})
				if obligation == "MUST" {
					g.binding[id] = append(g.binding[id], standard)
				}
			}
		}
	}
}

// plain makes all elements of a kind, with a name and what props gives.
func (g *maker) plain(kind, prefix, first string, props func(i int) model.Props) {
	for i, id := range g.all(prefix) {
		values := model.Props{}
		if props != nil {
			values = props(i)
		}
		g.element(kind, id, title(i, first, anyOf(g, topics)), values)
	}
}

// businessCapabilities makes a forest: a tenth stand at the top, the others below one made before them.
func (g *maker) businessCapabilities() {
	ids := g.all("business-capability")
	top := max(len(ids)/10, 1)
	level := make([]int64, len(ids))
	for i, id := range ids {
		parent := -1
		if level[i] = 1; i >= top {
			if parent = (i - top) / 4; level[parent] > 2 {
				parent %= top
			}
			level[i] = level[parent] + 1
		}
		g.element("BusinessCapability", id, title(i, anyOf(g, verbs), anyOf(g, things)), g.reviewed(model.Props{
			"ref": "BC" + number(i), "level": level[i], "audience": g.value("BusinessCapabilityAudience"),
			"maturity": g.value("BusinessCapabilityMaturity"), "targetMaturity": g.value("BusinessCapabilityMaturity"),
		}))
		if parent >= 0 {
			g.link("PART_OF", id, ids[parent], nil)
		}
	}
}

// met gives business capabilities in the order in which they are met: those at the bottom of the forest most often.
func (g *maker) met() []string {
	const key = "business-capability from below"
	if g.ids[key] == nil {
		g.ids[key] = slices.Clone(g.all("business-capability"))
		slices.Reverse(g.ids[key])
	}
	return g.ids[key]
}

func (g *maker) serviceTypes() {
	for i, id := range g.all("service-type") {
		g.element("ServiceType", id, title(i, anyOf(g, topics), anyOf(g, forms)), model.Props{
			"careSettings": g.values("CareSetting"), "channels": g.values("Channel"), "accessRoutes": g.values("AccessRoute"), "level": g.value("ServiceLevel"),
		})
		for _, realised := range g.favourites(g.met(), 2, mild) {
			g.link("REALISES", id, realised, g.oneAs("coverage", coverages))
		}
	}
}

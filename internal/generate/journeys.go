package generate

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// journeys makes journeys with everything that belongs to them alone, one after the other.
func (g *maker) journeys() {
	for i, id := range g.all("journey") {
		topic := anyOf(g, topics)
		props := g.reviewed(model.Props{
			"description": "An invented journey of a person with " + topic + " concerns.", "condition": topic,
			"journeyKind": g.value("JourneyKind"), "lifeStages": g.values("LifeStage"), "owner": "Example team for " + topic,
		})
		g.element("Journey", id, title(i, "Living with", topic), props)
		for _, group := range g.favourites(g.all("person-group"), 2, mild) {
			g.link("TRAVELS", group, id, nil)
		}
		g.link("AIMS_AT", id, g.favourite(g.all("outcome"), mild), nil)
		first := stagesBefore(i)
		stages := g.all("stage")[first : first+stagesOf(i)]
		written := []string{} // information that stages so far have written down
		for n := range stages {
			written = g.stage(id, first+n, n, len(stages), written)
		}
		g.ways(stages)
		g.handoff(i, stages)
		g.insight(i, stages)
		if i < g.sizes["waiting-time-target"] {
			g.target(i, stages)
		}
	}
	for i := len(g.all("journey")); i < g.sizes["waiting-time-target"]; i++ {
		g.target(i, g.all("stage"))
	}
}

// stage makes the stage numbered i, the nth of a journey, and gives what was written down on the journey by then.
func (g *maker) stage(journey string, i, n, of int, written []string) []string {
	id := g.all("stage")[i]
	g.element("Stage", id, title(i, anyOf(g, verbs), anyOf(g, things)), model.Props{
		"stageType": stageType[n*len(stageType)/of], "phase": phases[n*len(phases)/of],
		"careSettings": g.values("CareSetting"), "typicalDays": float64(g.rand.IntN(60)),
	})
	g.link("HAS_STAGE", journey, id, ordered(n+1))
	if !g.chance(1) { // of the others nobody has said what makes them work
		first := 0
		if g.chance(1) {
			first = 1 // nor what they are about
		}
		for role, enabling := range g.favourites(g.met(), 3, steep) {
			g.link("ENABLES", enabling, id, roles[min(first+role, 1)])
		}
	}
	if len(written) > 0 {
		g.link("READS", id, anyOf(g, written), handled)
	} else if g.chance(5) {
		g.link("READS", id, g.favourite(g.all("information-object"), steep), handled)
	}
	recorded := g.favourite(g.all("information-object"), steep)
	g.link("RECORDS", id, recorded, handled)
	if g.chance(50) {
		g.link("EXPERIENCES", g.favourite(g.all("person-group"), mild), id, g.one("evidence", "Evidence"))
	}
	if way := contacts[g.rand.IntN(len(contacts))]; getsInTouch(n, of) {
		g.touchpoint(id, 1, way[0], "FRONTSTAGE")
		g.touchpoint(id, 2, way[1], "FRONTSTAGE")
	} else {
		g.touchpoint(id, 1, g.as(channels), g.value("Visibility"))
	}
	return append(written, recorded)
}

// contacts are pairs of ways to get in touch or talk. Of the last, nobody can do either without a screen.
var contacts = [...][2]string{
	{"FACE_TO_FACE", "TELEPHONE"},
	{"FACE_TO_FACE", "NHS_APP"},
	{"TELEPHONE", "NHS_APP"},
	{"TELEPHONE", "WEB"},
	{"FACE_TO_FACE", "VIDEO"},
	{"TELEPHONE", "ONLINE_TRIAGE"},
	{"FACE_TO_FACE", "TELEPHONE"},
	{"FACE_TO_FACE", "WEB"},
	{"FACE_TO_FACE", "TELEPHONE"},
	{"WEB", "NHS_APP"},
}

// touchpoint makes a contact at a stage.
func (g *maker) touchpoint(stage string, place int, channel, visibility string) {
	i := g.contacts
	g.contacts++
	id := g.all("touchpoint")[i]
	g.element("Touchpoint", id, title(i, "Contact about", anyOf(g, topics)), model.Props{"channel": channel, "visibility": visibility})
	g.link("HAS_TOUCHPOINT", stage, id, ordered(place))
	through := g.all("service")
	if g.chance(20) {
		through = g.all("service-type")
	}
	g.link("PROVIDED_THROUGH", id, g.favourite(through, mild), nil)
}

var roles = [...]model.Props{{"role": "PRIMARY"}, {"role": "SUPPORTING"}}

// orders are the properties of relationships that have a place in a list, shared because there are so many.
var orders = func() (all [32]model.Props) {
	for i := range all {
		all[i] = model.Props{"order": int64(i)}
	}
	return all
}()

func ordered(place int) model.Props { return orders[place] }

// Shares of people who take a way on.
var (
	everybody = model.Props{"share": 1.0, "loop": false}
	most      = model.Props{"share": 0.75, "loop": false}
	few       = model.Props{"share": 0.25, "loop": false}
	again     = model.Props{"loop": true}
)

// ways joins the stages of a journey: one after the other, some left out by a few, and now and then back.
func (g *maker) ways(stages []string) {
	for n := range len(stages) - 1 {
		if n+2 < len(stages) && g.chance(15) {
			g.link("NEXT", stages[n], stages[n+1], most)
			g.link("NEXT", stages[n], stages[n+2], few)
		} else {
			g.link("NEXT", stages[n], stages[n+1], everybody)
		}
		if n > 1 && g.chance(5) {
			g.link("NEXT", stages[n], stages[n-1], again)
		}
	}
	if g.chance(20) {
		g.link("LEADS_TO", stages[len(stages)-1], g.favourite(g.all("journey"), mild), nil)
	}
}

func (g *maker) handoff(i int, stages []string) {
	id, from := g.all("handoff")[i], g.rand.IntN(len(stages)-1)
	g.element("Handoff", id, title(i, "Hand over", anyOf(g, things)), g.one("handoffKind", "HandoffKind"))
	g.link("HANDS_OFF", stages[from], id, nil)
	g.link("RECEIVED_AT", id, stages[from+1], nil)
	g.link("CARRIES", id, g.favourite(g.all("information-object"), mild), nil)
	if g.chance(90) {
		g.link("USES_STANDARD", id, g.favourite(g.all("standard"), steep), nil)
	}
}

func (g *maker) insight(i int, stages []string) {
	id := g.all("insight")[i]
	g.element("Insight", id, title(i, "What people say about", anyOf(g, topics)), model.Props{
		"insightKind": g.value("InsightKind"), "evidence": g.value("Evidence"),
	})
	g.link("FOUND_AT", id, anyOf(g, stages), nil)
	g.link("CONCERNS", id, g.favourite(g.all("person-group"), mild), nil)
}

func (g *maker) target(i int, stages []string) {
	id := g.all("waiting-time-target")[i]
	ends := []int{g.rand.IntN(len(stages)), g.rand.IntN(len(stages))}
	slices.Sort(ends)
	g.element("WaitingTimeTarget", id, title(i, "Wait for", anyOf(g, forms)), model.Props{
		"days": int64(7 * (1 + g.rand.IntN(18))), "thresholdPercent": float64(75 + g.rand.IntN(21)),
	})
	g.link("STARTS_AT", id, stages[ends[0]], nil)
	g.link("STOPS_AT", id, stages[ends[1]], nil)
}

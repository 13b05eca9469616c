package acceptance_test

import (
	"slices"
	"time"

	"github.com/carejourney/carejourney/internal/model"
)

func (w *world) providedTwice(id string) bool {
	if !w.is(id, "ApplicationCapability") {
		return false
	}
	users := map[string]int{}
	for _, l := range w.into(id, "PROVIDES") {
		if !passed(l) {
			continue
		}
		for _, organisation := range w.each([]string{l.From}, "DEPLOYS", false) {
			users[organisation]++
			if users[organisation] > 1 && w.usesOnAJourney(organisation) {
				return true
			}
		}
	}
	return false
}

// usesOnAJourney holds where an organisation uses anything that supports a service of a journey.
func (w *world) usesOnAJourney(organisation string) bool {
	used := w.each([]string{organisation}, "DEPLOYS", true)
	return slices.ContainsFunc(w.each(used, "SUPPORTS", true), w.serves)
}

// standardsMissing holds for an application or service of a journey that must meet a standard of which holds says that it is
// missing: by whether its day has passed, and by the results of assessments.
func (w *world) standardsMissing(id string, missing func(passed bool, results []string) bool) bool {
	var scope, applications []string
	switch {
	case w.is(id, "Application") && slices.ContainsFunc(w.each([]string{id}, "SUPPORTS", true), w.serves):
		applications = []string{id}
		scope = w.each(applications, "INSTANCE_OF", true)
		for _, l := range w.outOf(id, "PROVIDES") {
			if passed(l) {
				scope = append(scope, l.To)
			}
		}
	case w.serves(id):
		applications = w.each([]string{id}, "SUPPORTS", false)
		kinds := w.each([]string{id}, "INSTANCE_OF", true)
		scope = slices.Concat(kinds, w.each(append(kinds, id), "REALISES", true))
	}
	var toldOfKinds []string // of what an application must meet because of its kind, the application is told
	if w.is(id, "Service") {
		for _, kind := range w.each(applications, "INSTANCE_OF", true) {
			for _, l := range w.into(kind, "APPLIES_TO") {
				if text(l.Props["obligation"]) == "MUST" {
					toldOfKinds = append(toldOfKinds, l.From)
				}
			}
		}
	}
	for _, subject := range scope {
		for _, l := range w.into(subject, "APPLIES_TO") {
			if slices.Contains(toldOfKinds, l.From) {
				continue
			}
			must := text(l.Props["obligation"]) == "MUST" && w.prop(l.From, "standardStatus") != "RETIRED"
			day := w.prop(l.From, "conformanceDate")
			if must && len(applications) > 0 && missing(day != "" && day < asOf.Format(time.DateOnly), w.results(applications, l.From)) {
				return true
			}
		}
	}
	return false
}

// results are those of assessing applications against a standard.
func (w *world) results(applications []string, standard string) []string {
	var results []string
	for _, l := range w.into(standard, "CONFORMS_TO") {
		if result := text(l.Props["conformance"]); slices.Contains(applications, l.From) && result != "NOT_ASSESSED" {
			results = append(results, result)
		}
	}
	return results
}

func (w *world) handoffAcross(id string) bool {
	if !w.is(id, "Handoff") || len(w.outOf(id, "USES_STANDARD")) > 0 {
		return false
	}
	from := w.stageOrganisations(w.into(id, "HANDS_OFF")[0].From)
	to := w.stageOrganisations(w.outOf(id, "RECEIVED_AT")[0].To)
	return slices.ContainsFunc(to, func(o string) bool { return !slices.Contains(from, o) })
}

func (w *world) journey(stage string) string { return w.into(stage, "HAS_STAGE")[0].From }

func (w *world) handoffMissing(id string) bool {
	if !w.is(id, "Stage") || w.prop(id, "stageType") == "SYMPTOM" {
		return false
	}
	here := w.stageOrganisations(id)
	for _, l := range w.outOf(id, "NEXT") {
		there := w.stageOrganisations(l.To)
		handed := slices.ContainsFunc(w.each([]string{id}, "HANDS_OFF", true), func(h string) bool {
			return w.outOf(h, "RECEIVED_AT")[0].To == l.To
		})
		if l.Props["loop"] != true && !handed && w.prop(l.To, "stageType") != "CONTACT" && w.journey(id) == w.journey(l.To) &&
			len(here) > 0 && len(there) > 0 && !w.overlap(here, there) {
			return true
		}
	}
	return false
}

func (w *world) recordedTwice(id string) bool {
	if !w.is(id, "InformationObject") {
		return false
	}
	stages, master, again := 0, false, false
	for _, l := range w.into(id, "RECORDS") {
		if w.is(l.From, "Stage") {
			stages++
		}
		master = master || l.Props["master"] == true
		again = again || l.Props["reKeyed"] == true
	}
	return stages > 0 && (again || stages > 1 && !master)
}

func (w *world) readBeforeRecorded(id string) bool {
	if !w.is(id, "Stage") {
		return false
	}
	before := w.all([]string{id}, "NEXT", false)
	leading := w.into(w.journey(id), "LEADS_TO")
	for _, l := range leading {
		before = append(before, w.all([]string{l.From}, "NEXT", false)...)
	}
	for _, read := range w.each([]string{id}, "READS", true) {
		known := slices.ContainsFunc(w.into(read, "RECORDS"), func(l model.Link) bool {
			return slices.Contains(before, l.From) || !w.is(l.From, "Stage") && l.Props["master"] == true
		})
		if !known {
			return true
		}
	}
	return false
}

func (w *world) deadEnd(id string) bool {
	if !w.is(id, "Stage") {
		return false
	}
	ends := []string{"RESOLUTION", "ONGOING_MANAGEMENT", "END_OF_LIFE"}
	if !slices.Contains(ends, w.prop(id, "stageType")) && len(w.outOf(id, "NEXT")) == 0 && len(w.outOf(id, "LEADS_TO")) == 0 {
		return true
	}
	var starts []string
	first := ""
	lowest := ""
	for _, l := range w.outOf(w.journey(id), "HAS_STAGE") {
		if order := pad(text(l.Props["order"])); first == "" || order < lowest {
			first, lowest = l.To, order
		}
		entry := slices.Contains([]string{"SYMPTOM", "CONTACT", "PREVENT"}, w.prop(l.To, "stageType"))
		if entry && len(w.into(l.To, "NEXT")) == 0 {
			starts = append(starts, l.To)
		}
	}
	return !slices.Contains(w.all(append(starts, first), "NEXT", true), id)
}

func pad(number string) string { return ("0000000000" + number)[len(number):] }

// insideClockWithGap asks of every clock whether a person can be at the stage while it runs.
func (w *world) insideClockWithGap(id string) bool {
	if !w.is(id, "Stage") || !w.anyOfTheFirstSeven(id) {
		return false
	}
	for clock := range w.elements {
		if w.is(clock, "WaitingTimeTarget") && w.inside(clock, id) {
			return true
		}
	}
	return false
}

// inside looks for a way from a start to the stage that passes no stop, and from there for one to a stop.
func (w *world) inside(clock, stage string) bool {
	starts, stops := w.each([]string{clock}, "STARTS_AT", true), w.each([]string{clock}, "STOPS_AT", true)
	journeys := w.each(slices.Concat(starts, stops), "HAS_STAGE", false)
	open := func(id string) bool { return slices.Contains(journeys, w.journey(id)) }
	if !open(stage) {
		return false
	}
	running := slices.Clone(starts)
	for i := 0; i < len(running); i++ {
		if slices.Contains(stops, running[i]) && !slices.Contains(starts, running[i]) {
			continue
		}
		for _, l := range w.outOf(running[i], "NEXT") {
			if l.Props["loop"] != true && open(l.To) && !slices.Contains(running, l.To) {
				running = append(running, l.To)
			}
		}
	}
	ahead := []string{stage}
	for i := 0; i < len(ahead); i++ {
		for _, l := range w.outOf(ahead[i], "NEXT") {
			if l.Props["loop"] != true && open(l.To) && !slices.Contains(ahead, l.To) {
				ahead = append(ahead, l.To)
			}
		}
	}
	return slices.Contains(running, stage) && w.overlap(ahead, stops)
}

func (w *world) anyOfTheFirstSeven(stage string) bool {
	if len(w.into(stage, "ENABLES")) == 0 || w.supportingOnly(stage) {
		return true
	}
	for _, service := range w.stageServices(stage) {
		if len(w.into(service, "SUPPORTS")) == 0 {
			return true
		}
	}
	return slices.ContainsFunc(w.each([]string{stage}, "ENABLES", false), func(id string) bool {
		return len(w.realisers(id)) == 0 || w.notInFull(id) || w.withoutApplication(id) || w.nowhere(id)
	})
}

// nowhere holds where services realise a business capability, but none is national or of an organisation in any area.
func (w *world) nowhere(id string) bool {
	services := w.services(id)
	return len(services) > 0 && !slices.ContainsFunc(services, func(service string) bool {
		return w.prop(service, "level") == "NATIONAL" ||
			slices.ContainsFunc(w.each([]string{service}, "OFFERS", false), func(organisation string) bool {
				return slices.ContainsFunc(
					[]string{"COMMISSIONED_BY", "OPERATED_BY", "SUBDIVISION_OF", "IN_GEOGRAPHY_OF", "DIRECTED_BY", "PARTNER_TO"},
					func(kind string) bool { return len(w.outOf(organisation, kind)) > 0 })
			})
	})
}

// left holds for what is to be left with nothing to take its place.
func (w *world) left(id string) bool {
	return w.prop(id, "investmentSignal") == "DISINVEST" && len(w.outOf(id, "REPLACED_BY")) == 0
}

// alone holds where a node is the only one that some business capability of a journey has of its kind.
func (w *world) alone(id string, several bool) bool {
	for capability := range w.elements {
		if !w.met(capability) {
			continue
		}
		applications := w.applications(capability)
		only := map[string][]string{
			"Application": applications, "Technology": w.each(applications, "RUNS_ON", true),
			"Organisation": w.each(applications, "SUPPLIES", false), "Standard": w.each([]string{capability}, "APPLIES_TO", false),
		}[w.elements[id].Kind.Name]
		if len(only) == 1 && only[0] == id && (!several || w.is(id, "Application") || len(applications) > 1) {
			return true
		}
	}
	return false
}

func (w *world) singlePoint(id string) bool {
	return !w.is(id, "Standard") && !w.left(id) && w.alone(id, true)
}

func (w *world) restsOnLeft(id string) bool { return w.left(id) && w.alone(id, false) }

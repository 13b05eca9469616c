package acceptance_test

import (
	"slices"

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

// standardsMissing holds for an application or service of a journey that must meet a standard and has none of these
// results for it.
func (w *world) standardsMissing(id string, results ...string) bool {
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
	for _, subject := range scope {
		for _, l := range w.into(subject, "APPLIES_TO") {
			must := text(l.Props["obligation"]) == "MUST" && w.prop(l.From, "standardStatus") != "RETIRED"
			if must && len(applications) > 0 && !w.assessed(applications, l.From, results) {
				return true
			}
		}
	}
	return false
}

func (w *world) assessed(applications []string, standard string, results []string) bool {
	return slices.ContainsFunc(w.into(standard, "CONFORMS_TO"), func(l model.Link) bool {
		return slices.Contains(applications, l.From) && slices.Contains(results, text(l.Props["conformance"]))
	})
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

func (w *world) restsOnLeft(id string) bool {
	applications := w.applications(id)
	for _, only := range [][]string{
		applications, w.each(applications, "RUNS_ON", true), w.each([]string{id}, "APPLIES_TO", false),
	} {
		if w.met(id) && len(only) == 1 && w.prop(only[0], "investmentSignal") == "DISINVEST" && len(w.outOf(only[0], "REPLACED_BY")) == 0 {
			return true
		}
	}
	return false
}

package acceptance_test

import (
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// world is a graph that can only be walked link by link.
type world struct {
	elements map[string]model.Element
	from, to map[string][]model.Link
}

func newWorld(elements []model.Element, links []model.Link) *world {
	w := &world{elements: map[string]model.Element{}, from: map[string][]model.Link{}, to: map[string][]model.Link{}}
	for _, e := range elements {
		w.elements[e.ID] = e
	}
	for _, l := range links {
		w.from[l.From] = append(w.from[l.From], l)
		w.to[l.To] = append(w.to[l.To], l)
	}
	return w
}

func (w *world) is(id, kind string) bool { return w.elements[id].Kind.Name == kind }

func (w *world) prop(id, name string) string { return text(w.elements[id].Props[name]) }

func text(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// outOf gives the links of a type that start at a node, into those that end there.
func (w *world) outOf(id, kind string) []model.Link { return ofType(w.from[id], kind) }
func (w *world) into(id, kind string) []model.Link  { return ofType(w.to[id], kind) }

func ofType(links []model.Link, kind string) []model.Link {
	var found []model.Link
	for _, l := range links {
		if l.Type.Name == kind {
			found = append(found, l)
		}
	}
	return found
}

// each gives the nodes one link away from any of some nodes, each once.
func (w *world) each(ids []string, kind string, forward bool) []string {
	var found []string
	for _, id := range ids {
		links := w.into(id, kind)
		if forward {
			links = w.outOf(id, kind)
		}
		for _, l := range links {
			to := l.From
			if forward {
				to = l.To
			}
			if !slices.Contains(found, to) {
				found = append(found, to)
			}
		}
	}
	return found
}

// all gives some nodes and everything any number of links away from them.
func (w *world) all(ids []string, kind string, forward bool) []string {
	found := slices.Clone(ids)
	for i := 0; i < len(found); i++ {
		for _, id := range w.each(found[i:i+1], kind, forward) {
			if !slices.Contains(found, id) {
				found = append(found, id)
			}
		}
	}
	return found
}

func (w *world) parts(id string) []string { return w.all([]string{id}, "PART_OF", false) }

// met holds for business capabilities of a stage.
func (w *world) met(id string) bool {
	return w.is(id, "BusinessCapability") && len(w.outOf(id, "ENABLES")) > 0
}

// realisers are the services and kinds of service that realise a business capability or a part of it.
func (w *world) realisers(id string) []string { return w.each(w.parts(id), "REALISES", false) }

func (w *world) services(id string) []string {
	return w.only(w.all(w.realisers(id), "INSTANCE_OF", false), "Service")
}

func (w *world) only(ids []string, kind string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !w.is(id, kind) })
}

func (w *world) applications(id string) []string { return w.each(w.services(id), "SUPPORTS", false) }

func (w *world) supportingOnly(stage string) bool {
	enabled := w.into(stage, "ENABLES")
	return len(enabled) > 0 && !slices.ContainsFunc(enabled, func(l model.Link) bool { return text(l.Props["role"]) == "PRIMARY" })
}

func (w *world) notInFull(id string) bool {
	covered := 0
	for _, part := range w.parts(id) {
		for _, l := range w.into(part, "REALISES") {
			if text(l.Props["coverage"]) == "FULL" {
				return false
			}
			covered++
		}
	}
	return covered > 0
}

func (w *world) withoutApplication(id string) bool {
	for _, ability := range w.each(w.parts(id), "SUPPORTS", false) {
		if slices.ContainsFunc(w.into(ability, "PROVIDES"), passed) {
			return false
		}
	}
	return len(w.applications(id)) == 0
}

func passed(l model.Link) bool {
	return text(l.Props["claim"]) == "PASSED_FULL" || text(l.Props["claim"]) == "PASSED_PARTIAL"
}

// stageServices are the services a stage is met through.
func (w *world) stageServices(stage string) []string {
	provided := w.each(w.each([]string{stage}, "HAS_TOUCHPOINT", true), "PROVIDED_THROUGH", true)
	for _, ability := range w.each([]string{stage}, "ENABLES", false) {
		provided = append(provided, w.realisers(ability)...)
	}
	return w.only(w.all(provided, "INSTANCE_OF", false), "Service")
}

// serves holds for services that any stage is met through.
func (w *world) serves(id string) bool {
	if !w.is(id, "Service") {
		return false
	}
	kinds := w.all([]string{id}, "INSTANCE_OF", true)
	return len(w.each(kinds, "PROVIDED_THROUGH", false)) > 0 ||
		len(w.each(w.all(w.each(kinds, "REALISES", true), "PART_OF", true), "ENABLES", true)) > 0
}

func (w *world) stageOrganisations(stage string) []string {
	return w.each(w.stageServices(stage), "OFFERS", false)
}

func (w *world) overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(id string) bool { return slices.Contains(b, id) })
}

package diagram

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Filter narrows a map, or sets off a part of it. It needs the answer to a question of its own.
type Filter struct {
	Name      string // in addresses and on the command line
	Question  string
	Variables map[string]any
	apply     func(*Journey, []byte) error
}

// filter makes a filter with a value, which is noted on the journey that it is applied to.
func filter(name, value, question string, variables map[string]any, apply func(*Journey, []byte) error) Filter {
	return Filter{name, question, variables, func(j *Journey, data []byte) error {
		if err := apply(j, data); err != nil {
			return err
		}
		j.filters = append(j.filters, [2]string{name, value})
		return nil
	}}
}

// Filters are those among the options that need the answer to a question, in the order in which they are applied.
func (o Options) Filters(view, journey string) []Filter {
	if view != "map" {
		return nil // others are read from one answer
	}
	var list []Filter
	if o.Area != "" {
		list = append(list, filter("area", o.Area, "journey-in-area", o.in(journey, map[string]any{}), func(j *Journey, data []byte) error { return j.keepArea(data, o.Area) }))
	}
	if o.Group != "" {
		group := o.Group
		if !strings.Contains(group, ":") {
			group = "person-group:" + group
		}
		variables := map[string]any{"journey": journey, "groups": []any{group}}
		list = append(list, filter("group", o.Group, "reach", variables, func(j *Journey, data []byte) error { return j.goAs(data, o.Group) }))
	}
	if o.Trace != "" {
		list = append(list, o.TraceOf(journey, o.Trace))
	}
	return list
}

// Apply narrows a picture by the answer to the question of the filter. It fails with BAD_USER_INPUT where the value of the
// filter names nothing.
func (f Filter) Apply(p Picture, data []byte) error {
	j, ok := p.(*Journey)
	if !ok {
		return model.Errorf(model.BadUserInput, "Only a map can be narrowed by %s.", f.Name)
	}
	return f.apply(j, data)
}

// Said says in sentences what the map was narrowed to, so that nobody takes a part for the whole.
func (j *Journey) Said() []string {
	var list []string
	if j.Area != nil {
		list = append(list, j.AreaSaid())
	}
	if j.Going != nil {
		list = append(list, j.Going.Said())
	}
	if j.Traced != nil {
		list = append(list, j.Traced.Said())
	}
	if said := j.HiddenSaid(); said != "" {
		list = append(list, said)
	}
	return list
}

// AreaSaid says that only an area is shown.
func (j *Journey) AreaSaid() string {
	return "Only what is there in " + j.Area.Name + ", and what is run for the whole country. What is missing there is shown as a gap."
}

// HiddenSaid says which lanes the map leaves out, and nothing where it leaves out none.
func (j *Journey) HiddenSaid() string { return j.Hidden.said() }

// AnyService reports whether any service is shown.
func (j *Journey) AnyService() bool {
	return slices.ContainsFunc(j.Stages, func(s Stage) bool { return len(s.Services) > 0 })
}

// Things are what can be traced on the map, by lane.
type Things struct {
	Name   string
	Things []Ref
}

// Things lists everything on the map that can be traced, each once, in the order in which it is met.
func (j *Journey) Things() []Things {
	stages := Things{Name: "Stages"}
	for i := range j.Stages {
		stages.Things = append(stages.Things, j.Stages[i].Ref)
	}
	list := []Things{stages}
	for _, l := range []Lane{LaneBusiness, LaneService, LaneOrganisation, LaneApplication, LaneStandard} {
		var met refs
		for i := range j.Stages {
			if l == LaneBusiness {
				met.addAll(j.Stages[i].Main)
			}
			met.addAll(l.pick(&j.Stages[i]))
		}
		// The last entry of many standards leads to their stage, which is there already.
		met.list = slices.DeleteFunc(met.list, func(n Ref) bool { return strings.HasPrefix(n.ID, "stage:") })
		if len(met.list) > 0 {
			list = append(list, Things{l.Name(), met.list})
		}
	}
	return list
}

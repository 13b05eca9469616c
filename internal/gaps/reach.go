package gaps

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/plan"
)

// reach is what a finding touches, in a form in which it takes little to ask whether it touches one node: lists that nobody has
// read are not read for that.
type reach struct {
	refs   []Ref            // journeys and stages that are named
	groups []any            // person groups that are named
	unread []*execute.Views // of nodes of one kind, nothing else
	known  map[string]bool  // by id
	seen   map[any]bool     // views that were looked at: the same thing can be found in very many ways
}

// The kinds of what can be touched.
const (
	journeyKind = "Journey"
	stageKind   = "Stage"
	peopleKind  = "PersonGroup"
)

// reached gives what the finding touches.
func (s *story) reached() *reach {
	s.looked.Do(func() { s.reach = s.look() })
	return s.reach
}

func (s *story) look() *reach {
	r := &reach{seen: map[any]bool{}, known: map[string]bool{}}
	for _, p := range s.parts {
		r.add(p.subject.value)
		for _, v := range p.because {
			r.add(v)
		}
		r.addAbove(p.subject.above)
	}
	r.seen, r.known = nil, nil
	return r
}

// again notes a view and reports whether it was noted before.
func again(seen map[any]bool, v any) bool {
	switch v.(type) {
	case *execute.View, *execute.Views:
		if seen[v] {
			return true
		}
		seen[v] = true
	}
	return false
}

// leadsToMore reports whether what is on a list is touched, or leads to what is.
func leadsToMore(list *execute.Views) bool {
	return slices.ContainsFunc(leading, list.Has) || slices.Contains([]string{journeyKind, stageKind, peopleKind}, list.Unread())
}

// add adds a value and what its leading keys lead to.
func (r *reach) add(v any) {
	if again(r.seen, v) {
		return
	}
	if list, ok := v.(*execute.Views); ok && (list.Unread() == journeyKind || list.Unread() == stageKind) &&
		!slices.ContainsFunc(leading, list.Has) {
		r.unread = append(r.unread, list)
		return
	}
	if all, isList := items(v); isList {
		for _, item := range all {
			r.add(item)
		}
		return
	}
	r.addNode(v)
	for _, key := range leading {
		if next, known := get(v, key); known {
			r.add(next)
		}
	}
}

// addAbove adds a node that the subject was found in: the journey a stage was looked up in and its people, but not every other
// stage of it.
func (r *reach) addAbove(s *scope) {
	for ; s != nil; s = s.above {
		r.addNode(s.value)
		if strings.HasPrefix(text(s.value, "id"), journeyPrefix) {
			if groups, known := get(s.value, "personGroups"); known {
				r.add(groups)
			}
		}
	}
}

func (r *reach) addNode(v any) {
	id := text(v, "id")
	switch {
	case r.known[id]:
		return
	case strings.HasPrefix(id, peoplePrefix):
		r.groups = append(r.groups, v)
	case strings.HasPrefix(id, journeyPrefix), strings.HasPrefix(id, stagePrefix):
		r.refs = append(r.refs, Ref{id, text(v, "name")})
	default:
		return
	}
	r.known[id] = true
}

// among gives which nodes of a kind are on the lists that nobody has read. Of a list that cannot say so, because a rule asks for
// some of the nodes only, it gives the nodes themselves.
func (r *reach) among(kind string) (sets []plan.Set, some []Ref) {
	for _, list := range r.unread {
		if list.Unread() != kind {
			continue
		}
		if reached, ok := list.Reached(); ok {
			sets = append(sets, reached)
			continue
		}
		for _, item := range list.Items() {
			some = append(some, Ref{text(item, "id"), text(item, "name")})
		}
	}
	return sets, some
}

// all gives the journeys or the stages, each once, by id.
func (r *reach) all(kind, prefix string) []Ref {
	refs := []Ref{}
	for _, ref := range r.refs {
		if strings.HasPrefix(ref.ID, prefix) {
			refs = append(refs, ref)
		}
	}
	lists, some := r.among(kind)
	refs = append(refs, some...)
	if len(lists) > 0 {
		whole := plan.Set{Among: lists[0].Among, Bits: slices.Clone(lists[0].Bits)}
		for _, list := range lists[1:] {
			for i, word := range list.Bits {
				whole.Bits[i] |= word
			}
		}
		for place := range whole.Places() {
			refs = append(refs, Ref{whole.Among.IDs[place], whole.Among.Names[place]})
		}
	}
	slices.SortFunc(refs, func(a, b Ref) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(refs, func(a, b Ref) bool { return a.ID == b.ID })
}

// AllJourneys gives the journeys that a finding touches, by id, without telling it.
func (f *Finding) AllJourneys() []Ref {
	if f.story == nil {
		return f.Journeys
	}
	return f.story.reached().all(journeyKind, journeyPrefix)
}

// AllStages gives the stages that a finding touches, by id, without telling it.
func (f *Finding) AllStages() []Ref {
	if f.story == nil {
		return f.Stages
	}
	return f.story.reached().all(stageKind, stagePrefix)
}

// TouchesJourney reports whether a finding touches a journey, without telling it.
func (f *Finding) TouchesJourney(id string) bool {
	return strings.HasPrefix(id, journeyPrefix) && f.touches(id, journeyKind)
}

// TouchesStage reports whether a finding touches a stage, without telling it.
func (f *Finding) TouchesStage(id string) bool {
	return strings.HasPrefix(id, stagePrefix) && f.touches(id, stageKind)
}

func (f *Finding) touches(id, kind string) bool {
	is := func(ref Ref) bool { return ref.ID == id }
	if f.story == nil {
		return slices.ContainsFunc(f.Journeys, is) || slices.ContainsFunc(f.Stages, is)
	}
	r := f.story.reached()
	if slices.ContainsFunc(r.refs, is) {
		return true
	}
	lists, some := r.among(kind)
	return slices.ContainsFunc(lists, func(reached plan.Set) bool { return reached.Has(id) }) || slices.ContainsFunc(some, is)
}

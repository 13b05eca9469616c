package gaps

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// reach is what a finding touches, in a form in which it takes little to keep it and to ask whether it touches one node: lists that
// nobody has read are not read for that.
type reach struct {
	refs   []Ref       // journeys and stages that are named
	groups []People    // person groups that are named
	lists  []plan.Walk // of journeys or stages
}

// The kinds of what can be touched.
const (
	journeyKind = "Journey"
	stageKind   = "Stage"
	peopleKind  = "PersonGroup"
)

// reached gives what something touches that was found in some ways.
func reached(parts []evidence) reach {
	l := &looking{}
	for _, p := range parts {
		l.add(p.subject.value)
		for _, v := range p.because {
			l.add(v)
		}
		l.addAbove(p.subject.above)
	}
	return l.reach
}

// looking gathers a reach.
type looking struct {
	reach
	ids   once[string] // of what is named
	views once[any]    // that were looked at: the same thing can be found in very many ways
}

// once is what was met before.
type once[T comparable] struct {
	few  []T
	many map[T]bool
}

// again notes something and reports whether it was noted before.
func (o *once[T]) again(v T) bool {
	const few = 16
	switch {
	case o.many != nil:
		if o.many[v] {
			return true
		}
		o.many[v] = true
	case slices.Contains(o.few, v):
		return true
	case len(o.few) < few:
		o.few = append(o.few, v)
	default:
		o.many = map[T]bool{v: true}
		for _, known := range o.few {
			o.many[known] = true
		}
	}
	return false
}

// seen notes a view and reports whether it was noted before.
func (l *looking) seen(v any) bool {
	switch v.(type) {
	case *execute.View, *execute.Views:
		return l.views.again(v)
	}
	return false
}

// leadsToMore reports whether what is on a list is touched, or leads to what is.
func leadsToMore(list *execute.Views, walk plan.Walk) bool {
	return slices.ContainsFunc(leading, list.Has) || isTouched(walk.Kind()) || walk.Kind().Name == peopleKind
}

func isTouched(kind *model.Kind) bool { return kind.Name == journeyKind || kind.Name == stageKind }

// add adds a value and what its leading keys lead to.
func (l *looking) add(v any) {
	if l.seen(v) {
		return
	}
	if list, ok := v.(*execute.Views); ok && !slices.ContainsFunc(leading, list.Has) {
		if walk := list.Walk(); walk != nil && isTouched(walk.Kind()) {
			l.lists = append(l.lists, walk)
			return
		}
	}
	if all, isList := items(v); isList {
		for _, item := range all {
			l.add(item)
		}
		return
	}
	l.addNode(v)
	for _, key := range leading {
		if next, known := get(v, key); known {
			l.add(next)
		}
	}
}

// addAbove adds a node that the subject was found in: the journey a stage was looked up in and its people, but not every other
// stage of it.
func (l *looking) addAbove(s *scope) {
	for ; s != nil; s = s.above {
		l.addNode(s.value)
		if strings.HasPrefix(text(s.value, "id"), journeyPrefix) {
			if groups, known := get(s.value, "personGroups"); known {
				l.add(groups)
			}
		}
	}
}

func (l *looking) addNode(v any) {
	id := text(v, "id")
	isGroup := strings.HasPrefix(id, peoplePrefix)
	switch {
	case !isGroup && !strings.HasPrefix(id, journeyPrefix) && !strings.HasPrefix(id, stagePrefix), l.ids.again(id):
	case isGroup:
		l.groups = append(l.groups, peopleIn(v))
	default:
		l.refs = append(l.refs, Ref{id, text(v, "name")})
	}
}

// all gives the journeys or the stages, each once, by id. A list that cannot be read any more is left out.
func (r *reach) all(kind, prefix string) []Ref {
	refs := []Ref{}
	for _, ref := range r.refs {
		if strings.HasPrefix(ref.ID, prefix) {
			refs = append(refs, ref)
		}
	}
	var whole plan.Set
	for _, list := range r.lists {
		if list.Kind().Name != kind {
			continue
		}
		if set, err := list.Reached(whole.Bits); err == nil {
			whole = set
		}
	}
	for place := range whole.Places() {
		refs = append(refs, Ref{whole.Among.IDs[place], whole.Among.Names[place]})
	}
	slices.SortFunc(refs, func(a, b Ref) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(refs, func(a, b Ref) bool { return a.ID == b.ID })
}

// all gives the journeys or the stages that a finding touches, by id, without telling it.
func (f *Finding) all(kind, prefix string) []Ref {
	switch {
	case f.story != nil:
		return f.story.reach.all(kind, prefix)
	case kind == journeyKind:
		return f.Journeys
	}
	return f.Stages
}

package modelfile

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// finish gives the set, in an order that does not depend on the files.
func (r *reader) finish() *Set {
	for _, e := range r.elements {
		e.Set = r.set.ID
		r.set.Elements = append(r.set.Elements, e)
	}
	for _, l := range r.links {
		l.Set = r.set.ID
		r.set.Links = append(r.set.Links, l)
	}
	slices.SortFunc(r.set.Elements, func(a, b model.Element) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.set.Links, func(a, b model.Link) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Type.Index, b.Type.Index), cmp.Compare(a.To, b.To))
	})
	return r.set
}

// check looks at the graph as a whole, and notes what is wrong at the file it is in.
func (r *reader) check() {
	var elements []model.Element
	var links []model.Link
	var all rules.Touched
	for id, e := range r.elements {
		elements, all.Elements = append(elements, e), append(all.Elements, id)
	}
	for id, l := range r.links {
		links, all.Links = append(links, l), append(all.Links, id)
	}
	for _, v := range rules.Check(r.m, rules.NewGraph(elements, links), all) {
		if v.Subject.Field != "" && r.faulty[v.Subject] {
			continue
		}
		o, known := r.set.origin(v.Subject)
		if !known {
			continue
		}
		where := o.place(v.Subject.Field)
		if v.Other != nil {
			o, where, v.Message = r.later(o, where, v)
		}
		o.file.report(where, v.Rule, v.Message, v.Suggestion)
	}
}

// later gives the place of the second of two things that cannot be there together, and a message that names the first.
func (r *reader) later(o origin, where at, v rules.Violation) (origin, at, string) {
	other, known := r.set.origin(*v.Other)
	if !known {
		return o, where, v.Message
	}
	first := other.place(v.Other.Field)
	if cmp.Or(cmp.Compare(other.file.name, o.file.name), cmp.Compare(first.line, where.line), cmp.Compare(first.column, where.column)) > 0 {
		o, where, other, first = other, first, o, where
	}
	return o, where, fmt.Sprintf("%s; the first is at %s", v.Message, other.file.place(first))
}

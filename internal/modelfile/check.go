package modelfile

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// finish fills the set, in an order that does not depend on the files.
func (r *reader) finish() {
	set := r.set
	set.Elements, set.Links = make([]model.Element, 0, len(set.elementOrigins)), make([]model.Link, 0, len(set.linkOrigins))
	for _, w := range set.elementOrigins {
		w.what.Set = set.ID
		set.Elements = append(set.Elements, w.what)
	}
	for _, w := range set.linkOrigins {
		w.what.Set = set.ID
		set.Links = append(set.Links, w.what)
	}
	slices.SortFunc(set.Elements, func(a, b model.Element) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(set.Links, func(a, b model.Link) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Type.Index, b.Type.Index), cmp.Compare(a.To, b.To))
	})
}

// check looks at the graph as a whole, and notes what is wrong at the file it is in.
func (r *reader) check() {
	all := rules.Touched{Elements: make([]string, len(r.set.Elements)), Links: make([]rules.LinkID, len(r.set.Links))}
	for i, e := range r.set.Elements {
		all.Elements[i] = e.ID
	}
	for i, l := range r.set.Links {
		all.Links[i] = linkID(l)
	}
	graph := rules.NewGraph(r.set.Elements, r.set.Links)
	for _, v := range rules.Check(r.m, graph, all) {
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

package modelfile

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/rules"
)

// finish fills the set with what all pieces hold, in an order that does not depend on the files.
func (r *reader) finish(pieces []*piece) {
	r.set.all.pieces = pieces
	r.set.all.gatherLinks()
	r.set.Elements, r.set.Links = r.set.all.elements, r.set.all.links
}

// check looks at the graph as a whole, and notes what is wrong at the file it is in.
func (r *reader) check() {
	all := &r.set.all
	for _, v := range rules.CheckWhole(r.m, rules.Numbered(all.elements, all.links, all.ids, all.from, all.to)) {
		if v.Subject.Field != "" && slices.ContainsFunc(all.pieces, func(p *piece) bool { return p.faulty[v.Subject] }) {
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
	all.ids, all.from, all.to = nil, nil, nil // nobody needs them any more
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

package embedded

import (
	"fmt"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// load gives the snapshot that holds exactly the given graph, numbered in the order of its ids. It makes sure that the
// graph hangs together; that values fit their fields is for the caller to know.
func load(m *model.Model, elements []model.Element, links []model.Link) (*snapshot, error) {
	b := newBuilder(emptySnapshot(m))
	b.dict.grow(uint32(len(elements)))
	var problems []model.Problem
	report := func(rule, format string, args ...any) {
		problems = append(problems, model.Problem{Rule: rule, Message: fmt.Sprintf(format, args...)})
	}
	order := make([]int, len(elements))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int { return strings.Compare(elements[x].ID, elements[y].ID) })
	for _, i := range order {
		e := elements[i]
		switch {
		case malformed(m, model.PutElement{Element: e}) != "":
			report(rules.WrongKind, "%s", malformed(m, model.PutElement{Element: e}))
		case b.node(e.ID) != none:
			report("duplicate-id", "%s is there twice", e.ID)
		default:
			e.Props = filled(b.next.fields[e.Kind.Index], e.Props)
			b.put(b.add(e.ID, e.Kind.Index), e)
		}
	}
	for _, l := range links {
		if malformedType(m, l.Type) != "" {
			report(rules.WrongKind, "%s to %s: %s", l.From, l.To, malformedType(m, l.Type))
			continue
		}
		from, to := b.node(l.From), b.node(l.To)
		switch {
		case from == none || to == none:
			report(rules.UnknownRef, "%s from %s to %s leads from or to no element", l.Type.Name, l.From, l.To)
		case !l.Type.Joins(b.next.kind(from), b.next.kind(to)):
			report(rules.WrongKind, "%s cannot lead from %s to %s", l.Type.Name, l.From, l.To)
		default:
			l.Props = filled(l.Type.Properties, l.Props)
			b.connect(l, from, to, none)
		}
	}
	for i, d := range b.links {
		if at := d.repeated(); at != nil {
			report("duplicate-relationship", "%s is there twice from %s to %s", m.Relationships[i].Name,
				elementID(b, at.node), elementID(b, at.other))
		}
	}
	if len(problems) > 0 {
		return nil, &model.Error{Code: model.BadUserInput, Message: "the graph does not hang together", Problems: problems}
	}
	s := b.done()
	s.sorted, s.added = int32(len(s.pageKind))<<pageBits, 0
	for k := range s.used {
		s.used[k] = pageSize // a node added later goes to a page of its own, where the order of ids ends
	}
	return s, nil
}

func elementID(b *builder, n int32) string {
	id, _ := b.dict.value(b.ids.at(n)).(string)
	return id
}

// repeated gives a relationship that is there twice, nil for none.
func (d *linkDraft) repeated() *linkEdit {
	if d == nil {
		return nil
	}
	slices.SortFunc(d.edits, compareEdits)
	for i := 1; i < len(d.edits); i++ {
		if compareEdits(d.edits[i-1], d.edits[i]) == 0 {
			return &d.edits[i]
		}
	}
	return nil
}

// filled gives the values with those that the model gives where nothing else is said. It copies them only if need be.
func filled(fields []*model.Field, props model.Props) model.Props {
	for _, f := range fields {
		_, given := props[f.Property]
		_, whole := props[f.Property].(int64)
		if !given && f.Default != nil || whole && f.Type == model.Float {
			return merge(fields, nil, props)
		}
	}
	return props
}

// compacted gives the same version of the graph numbered anew, without free places and values that nothing has.
func (s *snapshot) compacted() *snapshot {
	var elements []model.Element
	var links []model.Link
	for k := range s.model.Kinds {
		for n := range s.nodes(k) {
			elements = append(elements, s.element(n))
			for _, t := range s.model.Relationships {
				to, numbers := s.links[t.Index].out.at(n)
				for i, other := range to {
					links = append(links, s.link(t, n, other, numbers[i]))
				}
			}
		}
	}
	next, err := load(s.model, elements, links)
	if err != nil {
		return s // cannot happen: a snapshot hangs together
	}
	next.version = s.version
	return next
}

// scattered reports whether so many nodes came since the graph was numbered that it is worth doing anew.
func (s *snapshot) scattered() bool {
	return int64(s.added) > s.size()/2+1024
}

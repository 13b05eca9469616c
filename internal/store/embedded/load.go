package embedded

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store/draft"
)

// load gives the snapshot that holds exactly the given graph, numbered in the order of its ids. It makes sure that the
// graph hangs together; that values fit their fields is for the caller to know.
func load(m *model.Model, elements []model.Element, links []model.Link) (*snapshot, error) {
	l := loader{m: m, b: newBuilder(emptySnapshot(m))}
	l.elements(elements)
	l.links(links)
	if len(l.problems) > 0 {
		return nil, &model.Error{Code: model.BadUserInput, Message: "the graph does not hang together", Problems: l.problems}
	}
	s := l.b.done()
	// Everything was touched: indexes begin with this graph, whatever its size.
	s.epoch, s.touched, s.coming, s.since = newEpoch(s), nil, nil, nil
	s.sorted, s.added = int32(len(s.pageKind))<<pageBits, 0
	for k := range s.used {
		s.used[k] = pageSize // a node added later goes to a page of its own, where the order of ids ends
	}
	return s, nil
}

// loader fills a builder and collects what does not hang together.
type loader struct {
	m        *model.Model
	b        *builder
	problems []model.Problem
}

func (l *loader) report(rule, format string, args ...any) {
	l.problems = append(l.problems, model.Problem{Rule: rule, Message: fmt.Sprintf(format, args...)})
}

func (l *loader) elements(elements []model.Element) {
	l.b.dict.grow(uint32(len(elements)))
	fillers := make([]filler, len(l.m.Kinds))
	for k := range fillers {
		fillers[k] = newFiller(l.b.next.fields[k])
	}
	order := make([]int, len(elements))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int { return strings.Compare(elements[x].ID, elements[y].ID) })
	for _, i := range order {
		e := elements[i]
		if text := draft.MalformedElement(l.m, e); text != "" {
			l.report(rules.WrongKind, "%s", text)
			continue
		}
		if l.b.node(e.ID) != none {
			l.report("duplicate-id", "%s is there twice", e.ID)
			continue
		}
		e.Props = fillers[e.Kind.Index].fill(e.Props)
		l.b.put(l.b.add(e.ID, e.Kind.Index), e)
	}
}

func (l *loader) links(links []model.Link) {
	fillers := make([]filler, len(l.m.Relationships))
	for t := range fillers {
		fillers[t] = newFiller(l.m.Relationships[t].Properties)
	}
	for _, link := range links {
		if text := draft.MalformedType(l.m, link.Type); text != "" {
			l.report(rules.WrongKind, "%s to %s: %s", link.From, link.To, text)
			continue
		}
		from, to := l.b.node(link.From), l.b.node(link.To)
		switch {
		case from == none || to == none:
			l.report(rules.UnknownRef, "%s from %s to %s leads from or to no element", link.Type.Name, link.From, link.To)
		case !link.Type.Joins(l.b.next.kind(from), l.b.next.kind(to)):
			l.report(rules.WrongKind, "%s cannot lead from %s to %s", link.Type.Name, link.From, link.To)
		default:
			link.Props = fillers[link.Type.Index].fill(link.Props)
			l.b.connect(link, from, to, none)
		}
	}
	repeated := make([]*linkEdit, len(l.b.links))
	var side sync.WaitGroup
	for i, d := range l.b.links {
		side.Go(func() { repeated[i] = d.repeated() }) // looking takes sorting, which is most of a load
	}
	side.Wait()
	for i, at := range repeated {
		if at != nil {
			l.report("duplicate-relationship", "%s is there twice from %s to %s", l.m.Relationships[i].Name,
				elementID(l.b, at.node), elementID(l.b, at.other))
		}
	}
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

// filler fills in the values that the model gives where nothing else is said.
type filler struct {
	fields []*model.Field
	some   []*model.Field // those that may need it
}

func newFiller(fields []*model.Field) filler {
	f := filler{fields: fields}
	for _, field := range fields {
		if field.Default != nil || field.Type == model.Float {
			f.some = append(f.some, field)
		}
	}
	return f
}

// fill gives the values with what was missing. It copies them only if need be.
func (f *filler) fill(props model.Props) model.Props {
	for _, field := range f.some {
		v, given := props[field.Property]
		if _, whole := v.(int64); !given && field.Default != nil || whole && field.Type == model.Float {
			return draft.Values(f.fields, nil, props)
		}
	}
	return props
}

// compacted gives the same version of the graph numbered anew, without free places and values that nothing has.
func (s *snapshot) compacted() *snapshot {
	all := s.content()
	next, err := load(s.model, all.Elements, all.Links)
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

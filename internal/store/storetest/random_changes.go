package storetest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// graph makes changes for a first graph that passes the rules: it makes one at random and takes out what breaks them.
func (s *source) graph() model.Changes {
	var elements []model.Element
	var ops []model.Change
	crowded := s.crowded()
	for _, k := range s.model.Kinds {
		n := 1 + s.IntN(max(2, 42/len(s.model.Kinds)))
		if k == crowded {
			n = 70 + s.IntN(80)
		}
		for i := range n {
			e := model.Element{ID: fmt.Sprintf("%s:%c%d", k.Prefix, "aBc"[i%3], i), Kind: k, Props: s.props(k.Fields)}
			elements = append(elements, e)
			ops = append(ops, model.PutElement{Element: e})
		}
	}
	for _, t := range s.model.Relationships {
		pairs := joinable(t, elements)
		many := min(len(pairs), 3*len(elements)/len(s.model.Kinds)+6)
		for range many/2 + s.IntN(many/2+1) {
			p := pick(s, pairs)
			ops = append(ops, model.PutLink{Link: model.Link{Type: t, From: p[0], To: p[1], Props: s.props(t.Properties)}})
		}
	}
	return s.passing(append(s.owners(elements), ops...))
}

// crowded gives a kind to have very many nodes of, seldom: enough for stores that do things differently then.
func (s *source) crowded() *model.Kind {
	if s.chance(88) {
		return nil
	}
	return pick(s, s.model.Kinds)
}

// joinable gives the pairs of elements that a type may join.
func joinable(t *model.Relationship, elements []model.Element) [][2]string {
	var pairs [][2]string
	for _, from := range elements {
		for _, to := range elements {
			if t.Joins(from.Kind, to.Kind) {
				pairs = append(pairs, [2]string{from.ID, to.ID})
			}
		}
	}
	return pairs
}

// owners makes a relationship for every to-one that must be there.
func (s *source) owners(elements []model.Element) []model.Change {
	var ops []model.Change
	for _, e := range elements {
		for _, rel := range e.Kind.Relations {
			if rel.Stored == nil || !rel.Required {
				continue
			}
			targets := slices.DeleteFunc(slices.Clone(elements), func(o model.Element) bool { return !rel.Target.Has(o.Kind) })
			l := model.Link{Type: rel.Stored, From: e.ID, To: pick(s, targets).ID, Props: s.props(rel.Stored.Properties)}
			if !rel.Out {
				l.From, l.To = l.To, l.From
			}
			ops = append(ops, model.PutLink{Link: l})
		}
	}
	return ops
}

// passing takes out changes until the rules have nothing against the rest.
func (s *source) passing(ops []model.Change) model.Changes {
	for {
		next := s.naive.graph.clone()
		for _, op := range ops {
			next.change(op)
		}
		problems := s.naive.problems(next, ops)
		if len(problems) == 0 {
			return model.Changes{Ops: ops}
		}
		guilty := map[int]bool{}
		for _, p := range problems {
			guilty[p.Path[0].(int)] = true
		}
		var rest []model.Change
		for i, op := range ops {
			if !guilty[i] {
				rest = append(rest, op)
			}
		}
		ops = rest
	}
}

// changes makes a few changes to the graph there is. Some batches break rules, some are made for another version.
func (s *source) changes() model.Changes {
	var c model.Changes
	for range 1 + s.IntN(6) {
		c.Ops = append(c.Ops, s.change())
	}
	if s.chance(60) {
		c = s.passing(c.Ops)
	}
	c.DryRun = s.chance(10)
	if s.chance(20) {
		expected := s.naive.version - model.Version(oneIf(s.chance(25)))
		c.Expected = &expected
	}
	return c
}

func (s *source) change() model.Change {
	switch n := s.IntN(20); {
	case n < 4:
		k := pick(s, s.model.Kinds)
		id := fmt.Sprintf("%s:%s", k.Prefix, pick(s, []string{"a0", "B1", "c2", "n1", "n2"}))
		return model.PutElement{Element: model.Element{ID: id, Kind: k, Props: s.props(k.Fields)}, Merge: s.chance(30)}
	case n < 9:
		e, ok := s.element()
		if !ok {
			return model.DeleteElement{ID: "nothing"}
		}
		e.Props = s.merging(e.Kind.Fields)
		return model.PutElement{Element: e, Merge: true}
	case n < 11:
		return model.DeleteElement{ID: s.id()}
	case n < 15:
		return s.newLink()
	default:
		l, ok := s.link()
		if !ok {
			return s.newLink()
		}
		if s.chance(50) {
			return model.DeleteLink{Type: l.Type, From: l.From, To: l.To}
		}
		l.Props = s.merging(l.Type.Properties)
		return model.PutLink{Link: l, Merge: true}
	}
}

// merging makes values for few of the fields, and takes a few away.
func (s *source) merging(fields []*model.Field) model.Props {
	props := s.props(fields)
	for _, f := range plainFields(fields) {
		switch {
		case s.chance(60):
			delete(props, f.Property)
		case s.chance(20):
			props[f.Property] = nil
		}
	}
	return props
}

// newLink makes a relationship between nodes that the type may join, now and then between any.
func (s *source) newLink() model.Change {
	t := pick(s, s.model.Relationships)
	from, to := s.id(), s.id()
	if pairs := joinable(t, s.elements()); len(pairs) > 0 && s.chance(95) {
		p := pick(s, pairs)
		from, to = p[0], p[1]
	}
	return model.PutLink{Link: model.Link{Type: t, From: from, To: to, Props: s.props(t.Properties)}, Merge: s.chance(30)}
}

// elements gives the elements there are, by id.
func (s *source) elements() []model.Element {
	all := slices.Collect(maps.Values(s.naive.graph.elements))
	slices.SortFunc(all, func(a, b model.Element) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

func (s *source) element() (model.Element, bool) {
	all := s.elements()
	if len(all) == 0 {
		return model.Element{}, false
	}
	return pick(s, all), true
}

// id gives an id that is there, now and then one that is not.
func (s *source) id() string {
	if e, ok := s.element(); ok && s.chance(95) {
		return e.ID
	}
	return pick(s, s.model.Kinds).Prefix + ":nobody"
}

func (s *source) link() (model.Link, bool) {
	names := slices.SortedFunc(maps.Keys(s.naive.graph.links), func(a, b rules.LinkID) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Type.Index, b.Type.Index))
	})
	if len(names) == 0 {
		return model.Link{}, false
	}
	return s.naive.graph.links[pick(s, names)], true
}

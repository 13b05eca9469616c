package storetest

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store"
)

// Apply makes the changes in a copy of the graph and keeps the copy if it passes the rules.
func (n *naive) Apply(ctx context.Context, changes model.Changes) (store.Applied, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.ready(ctx); err != nil {
		return store.Applied{}, err
	}
	if changes.Expected != nil && *changes.Expected != n.version {
		return store.Applied{}, model.Errorf(model.Conflict, "the graph is at version %d, not %d", n.version, *changes.Expected)
	}
	next := n.graph.clone()
	for _, op := range changes.Ops {
		next.change(op)
	}
	if problems := n.problems(next, changes.Ops); len(problems) > 0 {
		return store.Applied{}, &model.Error{Code: model.BadUserInput, Message: "the changes break a rule", Problems: problems}
	}
	applied := difference(n.graph, next)
	if !changes.DryRun && applied.Created+applied.Updated+applied.Deleted > 0 {
		n.graph = next
		n.version++
	}
	applied.Version = n.version
	return applied, nil
}

func (g graph) change(op model.Change) {
	switch c := op.(type) {
	case model.PutElement:
		e := c.Element
		old, there := g.elements[e.ID]
		if there && c.Merge && e.Set == "" {
			e.Set = old.Set
		}
		e.Props = values(e.Kind.Fields, old.Props, e.Props, c.Merge)
		g.elements[e.ID] = e
	case model.PutLink:
		l := c.Link
		old, there := g.links[nameOf(l)]
		if there && c.Merge && l.Set == "" {
			l.Set = old.Set
		}
		l.Props = values(l.Type.Properties, old.Props, l.Props, c.Merge)
		g.links[nameOf(l)] = l
	case model.DeleteElement:
		delete(g.elements, c.ID)
		maps.DeleteFunc(g.links, func(name rules.LinkID, _ model.Link) bool { return name.From == c.ID || name.To == c.ID })
	case model.DeleteLink:
		delete(g.links, rules.LinkID{Type: c.Type, From: c.From, To: c.To})
	}
}

func nameOf(l model.Link) rules.LinkID { return rules.LinkID{Type: l.Type, From: l.From, To: l.To} }

// values gives what is kept after a put: no nil, no empty list, defaults for what is missing, floats for Float fields.
func values(fields []*model.Field, old, given model.Props, merge bool) model.Props {
	kept := model.Props{}
	if merge {
		maps.Copy(kept, old)
	}
	for property, v := range given {
		if list, isList := v.([]string); isList {
			v = slices.Clone(list)
		}
		kept[property] = v
	}
	maps.DeleteFunc(kept, func(_ string, v any) bool {
		list, isList := v.([]string)
		return v == nil || isList && len(list) == 0
	})
	rules.Defaults(fields, kept)
	wholeToFloat(fields, kept)
	return kept
}

func wholeToFloat(fields []*model.Field, props model.Props) {
	for _, f := range fields {
		if f.Embedded != nil {
			wholeToFloat(f.Embedded.Fields, props)
		}
		if whole, ok := props[f.Property].(int64); ok && f.Type == model.Float {
			props[f.Property] = float64(whole)
		}
	}
}

// difference counts what is created, updated and deleted between two graphs.
func difference(before, after graph) store.Applied {
	var a store.Applied
	changed := map[string]bool{}
	count(&a, before.elements, after.elements, func(id string) { changed[id] = true })
	count(&a, before.links, after.links, func(name rules.LinkID) { changed[name.From], changed[name.To] = true, true })
	a.Changed = slices.Sorted(maps.Keys(changed))
	return a
}

func count[K comparable, V any](a *store.Applied, before, after map[K]V, changed func(K)) {
	for name, now := range after {
		old, there := before[name]
		switch {
		case !there:
			a.Created++
		case !reflect.DeepEqual(old, now):
			a.Updated++
		default:
			continue
		}
		changed(name)
	}
	for name := range before {
		if _, there := after[name]; !there {
			a.Deleted++
			changed(name)
		}
	}
}

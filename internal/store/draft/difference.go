package draft

import (
	"cmp"
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store"
)

// Difference compares the graph before and after the changes. Effects are about elements first, in order of their ids, then
// about relationships, in order of types and of the ids at their ends: transactions that take locks in one order do not
// wait for each other in a circle. The versions of the step are left to the store.
func (d *Draft) Difference() store.Step {
	c := &counting{changed: map[string]bool{}}
	for _, id := range slices.Sorted(maps.Keys(d.elements)) {
		was, there := d.base.Element(id)
		c.element(id, was, there, d.elements[id].now)
	}
	for _, id := range slices.SortedFunc(maps.Keys(d.links), compareLinks) {
		was, there := d.base.Link(id)
		c.link(id, was, there, d.links[id].now)
	}
	c.step.Changed = slices.Sorted(maps.Keys(c.changed))
	return c.step
}

func compareLinks(x, y rules.LinkID) int {
	return cmp.Or(cmp.Compare(x.Type.Index, y.Type.Index), cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To))
}

// counting is a difference being taken.
type counting struct {
	step    store.Step
	changed map[string]bool
}

func (c *counting) element(id string, was model.Element, there bool, now *model.Element) {
	switch {
	case now == nil && !there:
		return
	case now == nil:
		c.gone(model.DeleteElement{ID: id})
	case there && was.Kind == now.Kind && was.Set == now.Set && sameProps(was.Props, now.Props):
		return
	default:
		c.put(model.PutElement{Element: *now}, !there)
	}
	c.changed[id] = true
}

func (c *counting) link(id rules.LinkID, was model.Link, there bool, now *model.Link) {
	switch {
	case now == nil && !there:
		return
	case now == nil:
		c.gone(model.DeleteLink{Type: id.Type, From: id.From, To: id.To})
	case there && was.Set == now.Set && sameProps(was.Props, now.Props):
		return
	default:
		c.put(model.PutLink{Link: *now}, !there)
	}
	c.changed[id.From], c.changed[id.To] = true, true
}

func sameProps(x, y model.Props) bool { return maps.EqualFunc(x, y, model.Same) }

func (c *counting) gone(change model.Change) {
	c.step.Deleted++
	c.step.Effects = append(c.step.Effects, store.Effect{Change: change})
}

func (c *counting) put(change model.Change, isNew bool) {
	if isNew {
		c.step.Created++
	} else {
		c.step.Updated++
	}
	c.step.Effects = append(c.step.Effects, store.Effect{Change: change, New: isNew})
}

package embedded

import (
	"cmp"
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store"
)

// difference compares the graph before and after the batch, and gives a builder that holds what comes after.
func (b *batch) difference() (store.Step, *builder) {
	d := &difference{batch: b, builder: newBuilder(b.s), changed: map[string]bool{}}
	for _, id := range slices.Sorted(maps.Keys(b.elements)) {
		d.element(id)
	}
	for _, id := range slices.SortedFunc(maps.Keys(b.links), compareLinks) {
		d.link(id)
	}
	for _, n := range d.gone {
		d.builder.remove(n)
	}
	d.step.Changed = slices.Sorted(maps.Keys(d.changed))
	return d.step, d.builder
}

func compareLinks(x, y rules.LinkID) int {
	return cmp.Or(cmp.Compare(x.Type.Index, y.Type.Index), cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To))
}

func equalElements(x, y model.Element) bool {
	return x.Kind == y.Kind && x.Set == y.Set && maps.EqualFunc(x.Props, y.Props, same)
}

// difference counts what became of a batch and builds it.
type difference struct {
	batch   *batch
	builder *builder
	step    store.Step
	changed map[string]bool
	gone    []int32 // nodes to remove once their relationships are
}

func (d *difference) effect(c model.Change, isNew bool) {
	d.step.Effects = append(d.step.Effects, store.Effect{Change: c, New: isNew})
}

func (d *difference) element(id string) {
	now, n := d.batch.elements[id].now, d.batch.s.node(id)
	switch {
	case now == nil && n == none:
		return
	case now == nil:
		d.step.Deleted++
		d.effect(model.DeleteElement{ID: id}, false)
		d.gone = append(d.gone, n)
	case n == none:
		d.step.Created++
		d.effect(model.PutElement{Element: *now}, true)
		d.builder.put(d.builder.add(id, now.Kind.Index), *now)
	case !equalElements(d.batch.s.element(n), *now):
		d.step.Updated++
		d.effect(model.PutElement{Element: *now}, false)
		d.builder.put(n, *now)
	default:
		return
	}
	d.changed[id] = true
}

func (d *difference) link(id rules.LinkID) {
	now := d.batch.links[id].now
	was, there := d.batch.before(id)
	from, to := d.builder.node(id.From), d.builder.node(id.To)
	switch {
	case now == nil && !there:
		return
	case now == nil:
		d.step.Deleted++
		d.effect(model.DeleteLink{Type: id.Type, From: id.From, To: id.To}, false)
		d.builder.disconnect(id.Type, from, to)
	case !there:
		d.step.Created++
		d.effect(model.PutLink{Link: *now}, true)
		d.builder.connect(*now, from, to, none)
	case was.Set != now.Set || !maps.EqualFunc(was.Props, now.Props, same):
		d.step.Updated++
		d.effect(model.PutLink{Link: *now}, false)
		d.builder.connect(*now, from, to, d.batch.s.links[id.Type.Index].out.find(from, to))
	default:
		return
	}
	d.changed[id.From], d.changed[id.To] = true, true
}

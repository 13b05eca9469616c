package neo4j

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store"
)

// difference is what to write, by kind and type, each in order of ids: transactions that take locks in one order do not
// wait for each other in a circle.
type difference struct {
	applied      store.Applied
	effects      []store.Effect
	newElements  [][]model.Element // by kind
	oldElements  [][]model.Element // by kind: elements that are there and change
	goneElements []string
	newLinks     [][]model.Link // by type
	oldLinks     [][]model.Link // by type: links that are there and change
	goneLinks    [][][]any      // by type: from and to
}

func newDifference(m *model.Model) *difference {
	return &difference{
		newElements: make([][]model.Element, len(m.Kinds)), oldElements: make([][]model.Element, len(m.Kinds)),
		newLinks: make([][]model.Link, len(m.Relationships)), oldLinks: make([][]model.Link, len(m.Relationships)),
		goneLinks: make([][][]any, len(m.Relationships)),
	}
}

// difference compares the graph before and after the changes.
func (d *draft) difference() *difference {
	diff := newDifference(d.base.model)
	changed := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(d.elements)) {
		was, there := d.base.Element(id)
		if diff.element(id, was, there, d.elements[id].now) {
			changed[id] = true
		}
	}
	for _, id := range slices.SortedFunc(maps.Keys(d.links), compareLinks) {
		was, there := d.base.Link(id)
		if diff.link(id, was, there, d.links[id].now) {
			changed[id.From], changed[id.To] = true, true
		}
	}
	diff.applied.Changed = slices.Sorted(maps.Keys(changed))
	return diff
}

func compareLinks(x, y rules.LinkID) int {
	return cmp.Or(cmp.Compare(x.Type.Index, y.Type.Index), cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To))
}

func (diff *difference) effect(c model.Change, isNew bool) {
	diff.effects = append(diff.effects, store.Effect{Change: c, New: isNew})
}

func (diff *difference) element(id string, was model.Element, there bool, now *model.Element) bool {
	switch {
	case now == nil && !there:
		return false
	case now == nil:
		diff.applied.Deleted++
		diff.goneElements = append(diff.goneElements, id)
		diff.effect(model.DeleteElement{ID: id}, false)
	case !there:
		diff.applied.Created++
		diff.newElements[now.Kind.Index] = append(diff.newElements[now.Kind.Index], *now)
		diff.effect(model.PutElement{Element: *now}, true)
	case was.Kind == now.Kind && was.Set == now.Set && reflect.DeepEqual(was.Props, now.Props):
		return false
	default:
		diff.applied.Updated++
		diff.oldElements[now.Kind.Index] = append(diff.oldElements[now.Kind.Index], *now)
		diff.effect(model.PutElement{Element: *now}, false)
	}
	return true
}

func (diff *difference) link(id rules.LinkID, was model.Link, there bool, now *model.Link) bool {
	i := id.Type.Index
	switch {
	case now == nil && !there:
		return false
	case now == nil:
		diff.applied.Deleted++
		diff.goneLinks[i] = append(diff.goneLinks[i], []any{id.From, id.To})
		diff.effect(model.DeleteLink{Type: id.Type, From: id.From, To: id.To}, false)
	case !there:
		diff.applied.Created++
		diff.newLinks[i] = append(diff.newLinks[i], *now)
		diff.effect(model.PutLink{Link: *now}, true)
	case was.Set == now.Set && reflect.DeepEqual(was.Props, now.Props):
		return false
	default:
		diff.applied.Updated++
		diff.oldLinks[i] = append(diff.oldLinks[i], *now)
		diff.effect(model.PutLink{Link: *now}, false)
	}
	return true
}

// size is how many elements and links are written.
func (diff *difference) size() int {
	return diff.applied.Created + diff.applied.Updated + diff.applied.Deleted
}

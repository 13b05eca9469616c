package neo4j

import "github.com/carejourney/carejourney/internal/model"

// parts gives the difference as several of no more than so many elements and links each, in the order in which they must
// be written: a part leaves no relationship without its ends, though what is whole only in the end may break rules before.
func (diff *difference) parts(m *model.Model, most int) []*difference {
	d := &dealer{model: m, most: most}
	for i := range m.Relationships {
		deal(d, diff.goneLinks[i], func(p *difference) *[][]any { return &p.goneLinks[i] })
	}
	deal(d, diff.goneElements, func(p *difference) *[]string { return &p.goneElements })
	for i := range m.Kinds {
		deal(d, diff.newElements[i], func(p *difference) *[]model.Element { return &p.newElements[i] })
		deal(d, diff.oldElements[i], func(p *difference) *[]model.Element { return &p.oldElements[i] })
	}
	for i := range m.Relationships {
		deal(d, diff.newLinks[i], func(p *difference) *[]model.Link { return &p.newLinks[i] })
		deal(d, diff.oldLinks[i], func(p *difference) *[]model.Link { return &p.oldLinks[i] })
	}
	return d.parts
}

// dealer fills one part after the other.
type dealer struct {
	model *model.Model
	most  int
	room  int // in the last part
	parts []*difference
}

// deal puts the items into the list of the last part, and of new ones where it is full.
func deal[T any](d *dealer, items []T, list func(part *difference) *[]T) {
	for len(items) > 0 {
		if d.room == 0 {
			d.parts, d.room = append(d.parts, newDifference(d.model)), d.most
		}
		n := min(d.room, len(items))
		into := list(d.parts[len(d.parts)-1])
		*into = append(*into, items[:n]...)
		items, d.room = items[n:], d.room-n
	}
}

// written is how many elements and links the difference writes.
func (diff *difference) written() int {
	n := len(diff.goneElements)
	for i := range diff.newElements {
		n += len(diff.newElements[i]) + len(diff.oldElements[i])
	}
	for i := range diff.newLinks {
		n += len(diff.goneLinks[i]) + len(diff.newLinks[i]) + len(diff.oldLinks[i])
	}
	return n
}

// ids gives the ids of everything the difference is about, some of them more than once.
func (diff *difference) ids() []string {
	ids := append([]string(nil), diff.goneElements...)
	for i := range diff.newElements {
		for _, elements := range [][]model.Element{diff.newElements[i], diff.oldElements[i]} {
			for _, e := range elements {
				ids = append(ids, e.ID)
			}
		}
	}
	for i := range diff.newLinks {
		for _, links := range [][]model.Link{diff.newLinks[i], diff.oldLinks[i]} {
			for _, l := range links {
				ids = append(ids, l.From, l.To)
			}
		}
		for _, ends := range diff.goneLinks[i] {
			for _, end := range ends {
				id, _ := end.(string)
				ids = append(ids, id)
			}
		}
	}
	return ids
}

package embedded

import (
	"maps"
	"slices"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
)

// builder makes the next snapshot from one. What it is told must already hold together: it checks nothing.
type builder struct {
	next  *snapshot
	dict  *dictionaryDraft
	ids   *columnDraft
	owner *columnDraft
	sets  *columnDraft
	nodes map[string]*columnDraft
	links []*linkDraft
	seen  []int32 // nodes touched
}

// linkDraft is the relationships of one type being changed.
type linkDraft struct {
	table   *linkTable
	sets    *columnDraft
	columns map[string]*columnDraft
	edits   []linkEdit // seen from the start
}

func newBuilder(s *snapshot) *builder {
	next := *s
	next.version++
	next.reached = newReachMemo()
	next.columns = maps.Clone(s.columns)
	next.pageKind, next.members = slices.Clone(s.pageKind), slices.Clone(s.members)
	next.used, next.live, next.links = slices.Clone(s.used), slices.Clone(s.live), slices.Clone(s.links)
	return &builder{
		next: &next, dict: s.dict.edit(), ids: s.ids.edit(), owner: s.owner.edit(), sets: s.sets.edit(),
		nodes: map[string]*columnDraft{}, links: make([]*linkDraft, len(s.links)),
	}
}

// node gives the node with that id, none where there is none.
func (b *builder) node(id string) int32 {
	c := b.dict.find(id)
	if c == 0 {
		return none
	}
	return int32(b.owner.at(int32(c))) - 1
}

// add makes a node without values. The id must be new.
func (b *builder) add(id string, kind int) int32 {
	s := b.next
	pages := s.members[kind]
	if len(pages) == 0 || s.used[kind] == pageSize {
		// Clipped, so that the older snapshot keeps its own list.
		pages = append(slices.Clip(pages), int32(len(s.pageKind)))
		s.members[kind], s.used[kind] = pages, 0
		s.pageKind = append(s.pageKind, int32(kind))
	}
	n := pages[len(pages)-1]<<pageBits | s.used[kind]
	s.used[kind]++
	s.live[kind]++
	s.added++
	c := b.dict.cell(id)
	b.ids.set(n, c)
	b.owner.set(int32(c), cell(n+1))
	b.seen = append(b.seen, n)
	return n
}

// put sets all values of a node.
func (b *builder) put(n int32, e model.Element) {
	b.sets.set(n, b.text(e.Set))
	for _, f := range b.next.fields[b.next.kindIndex(n)] {
		b.set(n, f.Property, e.Props[f.Property])
	}
	b.seen = append(b.seen, n)
}

func (b *builder) set(n int32, property string, v any) {
	c := b.dict.cell(v)
	draft := b.nodes[property]
	if draft == nil {
		if c == 0 && b.next.columns[property].at(n) == 0 {
			return
		}
		draft = b.next.columns[property].edit()
		b.nodes[property] = draft
	}
	draft.set(n, c)
}

func (b *builder) text(s string) cell {
	if s == "" {
		return 0
	}
	return b.dict.cell(s)
}

// remove takes a node away. Its relationships must be taken away by the caller.
func (b *builder) remove(n int32) {
	b.put(n, model.Element{})
	b.owner.set(int32(b.ids.at(n)), 0)
	b.ids.set(n, 0)
	b.next.live[b.next.kindIndex(n)]--
}

func (b *builder) linksOf(t *model.Relationship) *linkDraft {
	d := b.links[t.Index]
	if d == nil {
		table := *b.next.links[t.Index]
		table.columns = maps.Clone(table.columns)
		d = &linkDraft{table: &table, sets: table.sets.edit(), columns: map[string]*columnDraft{}}
		b.links[t.Index] = d
	}
	return d
}

// connect makes a relationship, or changes the values of the one numbered link.
func (b *builder) connect(l model.Link, from, to, link int32) {
	d := b.linksOf(l.Type)
	if link == none {
		link = d.table.made
		d.table.made++
		d.edits = append(d.edits, linkEdit{from, to, link})
	}
	d.sets.set(link, b.text(l.Set))
	for _, f := range l.Type.Properties {
		c := b.dict.cell(l.Props[f.Property])
		draft := d.columns[f.Property]
		if draft == nil {
			draft = d.table.columns[f.Property].edit()
			d.columns[f.Property] = draft
		}
		draft.set(link, c)
	}
}

// disconnect takes a relationship away.
func (b *builder) disconnect(t *model.Relationship, from, to int32) {
	d := b.linksOf(t)
	d.edits = append(d.edits, linkEdit{from, to, none})
}

// done gives the finished snapshot. The builder must not be used afterwards.
func (b *builder) done() *snapshot {
	s := b.next
	s.dict, s.ids, s.owner, s.sets = b.dict.done(), b.ids.done(), b.owner.done(), b.sets.done()
	for property, draft := range b.nodes {
		s.columns[property] = draft.done()
	}
	kindOf := func(page int) int { return int(s.pageKind[page]) }
	var side sync.WaitGroup
	for i, d := range b.links {
		if d == nil {
			continue
		}
		s.links[i] = d.table
		if len(d.edits) < manyEdits {
			d.done(kindOf)
			continue
		}
		side.Go(func() { d.done(kindOf) })
	}
	side.Wait()
	s.nextEpoch(b.seen)
	return s
}

// manyEdits is from how many changed relationships on a type is finished beside the others, which a load does and a usual
// change does not.
const manyEdits = 10_000

// done finishes the relationships of one type, in their table.
func (d *linkDraft) done(kindOf func(page int) int) {
	d.table.sets = d.sets.done()
	for property, draft := range d.columns {
		d.table.columns[property] = draft.done()
	}
	d.table.out = d.table.out.merged(d.edits, kindOf)
	for j, e := range d.edits {
		d.edits[j] = linkEdit{e.other, e.node, e.link}
	}
	d.table.in = d.table.in.merged(d.edits, kindOf)
}

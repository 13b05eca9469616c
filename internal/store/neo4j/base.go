package neo4j

import (
	"context"
	"iter"
	"slices"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store/draft"
)

// base is the part of the graph, as it is before some changes, that was read so far in their transaction. What is asked
// for and was not read yet is read then; what is surely needed is read beforehand, many at once. The transaction holds
// the lock that all writers take, so that nothing read changes.
type base struct {
	ctx   context.Context //nolint:containedctx // a view of the graph has no other way to reach the database
	tx    driver.ExplicitTransaction
	model *model.Model
	err   error // the first failure to read; everything asked for later counts as not there

	elements map[string]*model.Element // nil for what is not there
	links    map[rules.LinkID]*model.Link
	ends     map[end][]rules.LinkID // complete where there is an entry
	whole    map[string]bool        // elements of which all links were read
}

// end is one end of the relationships of a type.
type end struct {
	id  string
	t   *model.Relationship
	out bool
}

var _ draft.Base = (*base)(nil)

func newBase(ctx context.Context, tx driver.ExplicitTransaction, m *model.Model) *base {
	return &base{
		ctx: ctx, tx: tx, model: m, elements: map[string]*model.Element{}, links: map[rules.LinkID]*model.Link{},
		ends: map[end][]rules.LinkID{}, whole: map[string]bool{},
	}
}

// rows runs a statement and gives its records.
func (b *base) rows(text string, params map[string]any) [][]any {
	if b.err != nil {
		return nil
	}
	result, err := b.tx.Run(b.ctx, text, params)
	if err != nil {
		b.err = err
		return nil
	}
	records, err := result.Collect(b.ctx)
	if err != nil {
		b.err = err
		return nil
	}
	rows := make([][]any, len(records))
	for i, r := range records {
		rows[i] = r.Values
	}
	return rows
}

// readElements reads the elements with the ids.
func (b *base) readElements(ids []string) {
	var unknown []string
	for _, id := range ids {
		if _, known := b.elements[id]; !known {
			b.elements[id] = nil
			unknown = append(unknown, id)
		}
	}
	for part := range slices.Chunk(unknown, batchSize) {
		for _, row := range b.rows(cypher.ReadElements, map[string]any{"ids": part}) {
			id, _ := row[0].(string)
			b.elements[id] = b.element(id, row[1], row[2])
		}
	}
}

func (b *base) element(id string, labels, properties any) *model.Element {
	names, _ := labels.([]any)
	all, _ := properties.(map[string]any)
	k := kindOf(b.model, names)
	if k == nil {
		return nil
	}
	props, set := values(all)
	return &model.Element{ID: id, Kind: k, Set: set, Props: props}
}

// readLinks reads the relationships of the types at the elements; of all types where none are given.
func (b *base) readLinks(ids []string, types []*model.Relationship, out bool) {
	var there []string
	for _, id := range ids {
		if e := b.elements[id]; e != nil && !b.whole[id] {
			there = append(there, id)
		}
	}
	for _, id := range there {
		for _, t := range types {
			if _, known := b.ends[end{id, t, out}]; !known {
				b.ends[end{id, t, out}] = []rules.LinkID{}
			}
		}
	}
	text := cypher.ReadLinks(types, out)
	for part := range slices.Chunk(there, batchSize) {
		for _, row := range b.rows(text, map[string]any{"ids": part}) {
			b.link(row, out)
		}
	}
}

// link notes a relationship read from one of its ends.
func (b *base) link(row []any, out bool) {
	name, _ := row[0].(string)
	t := b.model.Relationship(name)
	if t == nil {
		return
	}
	near, _ := row[1].(string)
	far, _ := row[2].(string)
	id := rules.LinkID{Type: t, From: near, To: far}
	if !out {
		id.From, id.To = far, near
	}
	if b.links[id] == nil {
		all, _ := row[3].(map[string]any)
		props, set := values(all)
		b.links[id] = &model.Link{Type: t, From: id.From, To: id.To, Set: set, Props: props}
	}
	at := end{near, t, out}
	if !slices.Contains(b.ends[at], id) {
		b.ends[at] = append(b.ends[at], id)
	}
}

// readNamed reads relationships by their names.
func (b *base) readNamed(names []rules.LinkID) {
	byType := make([][][]any, len(b.model.Relationships))
	for _, id := range names {
		if _, known := b.links[id]; !known {
			b.links[id] = nil
			byType[id.Type.Index] = append(byType[id.Type.Index], []any{id.From, id.To})
		}
	}
	for i, rows := range byType {
		t := b.model.Relationships[i]
		text := cypher.ReadNamed(t)
		for part := range slices.Chunk(rows, batchSize) {
			for _, row := range b.rows(text, map[string]any{"rows": part}) {
				from, _ := row[0].(string)
				to, _ := row[1].(string)
				all, _ := row[2].(map[string]any)
				props, set := values(all)
				b.links[rules.LinkID{Type: t, From: from, To: to}] = &model.Link{Type: t, From: from, To: to, Set: set, Props: props}
			}
		}
	}
}

// readAll reads every relationship at the elements.
func (b *base) readAll(ids []string) {
	for _, out := range []bool{true, false} {
		b.readLinks(ids, b.model.Relationships, out)
	}
	for _, id := range ids {
		b.whole[id] = true
	}
}

// Element gives an element as it is in the database.
func (b *base) Element(id string) (model.Element, bool) {
	if _, known := b.elements[id]; !known {
		b.readElements([]string{id})
	}
	if e := b.elements[id]; e != nil {
		return *e, true
	}
	return model.Element{}, false
}

// Link gives a relationship as it is in the database.
func (b *base) Link(id rules.LinkID) (model.Link, bool) {
	if _, known := b.links[id]; !known {
		b.readNamed([]rules.LinkID{id})
	}
	if l := b.links[id]; l != nil {
		return *l, true
	}
	return model.Link{}, false
}

// Links gives the relationships of a type at an element as they are in the database.
func (b *base) Links(id string, t *model.Relationship, out bool) iter.Seq[model.Link] {
	return func(yield func(model.Link) bool) {
		if _, there := b.Element(id); !there {
			return
		}
		if _, known := b.ends[end{id, t, out}]; !known {
			b.readLinks([]string{id}, []*model.Relationship{t}, out)
		}
		for _, link := range b.ends[end{id, t, out}] {
			if !yield(*b.links[link]) {
				return
			}
		}
	}
}

// Holders gives the elements of the kind that have the value in a unique field.
func (b *base) Holders(kind *model.Kind, key *model.Field, value any) []string {
	text := cypher.ReadHolders(kind, key)
	var ids []string
	for _, row := range b.rows(text, map[string]any{"value": value}) {
		id, _ := row[0].(string)
		ids = append(ids, id)
	}
	return ids
}

// IDs gives the id of every element in the database.
func (b *base) IDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, row := range b.rows(cypher.ReadIDs, nil) {
			id, _ := row[0].(string)
			if !yield(id) {
				return
			}
		}
	}
}

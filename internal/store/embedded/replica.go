package embedded

import (
	"context"
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

var _ store.Exporter = (*Store)(nil)

// Export gives the whole graph.
func (st *Store) Export(ctx context.Context) (model.Version, model.Content, error) {
	if err := st.enter(ctx); err != nil {
		return 0, model.Content{}, err
	}
	defer st.leave()
	s := st.now.Load()
	return s.version, s.content(), nil
}

// Part gives those of the elements that are there, and the links from one of them to another.
func (st *Store) Part(ctx context.Context, ids []string) (model.Content, error) {
	if err := st.enter(ctx); err != nil {
		return model.Content{}, err
	}
	defer st.leave()
	return st.now.Load().part(ids), nil
}

// Replace makes the store hold exactly the graph, as the version. It checks what Load does, and changes nothing where
// the graph does not hang together.
func (st *Store) Replace(ctx context.Context, version model.Version, graph model.Content) error {
	if err := st.enter(ctx); err != nil {
		return err
	}
	defer st.leave()
	st.writing.Lock()
	defer st.writing.Unlock()
	s, err := load(st.now.Load().model, graph.Elements, graph.Links)
	if err != nil {
		return err
	}
	s.version = version
	st.moved(s, nil, model.Changes{})
	return nil
}

// Follow makes changes that another store has made already, as its version. The rules of the model are not asked again,
// only whether the graph hangs together. Nothing is changed, and the error is model.Conflict, where it would not, or
// where something else becomes of the changes than is expected: then the two stores did not hold the same before.
func (st *Store) Follow(ctx context.Context, version model.Version, changes []model.Change, expected *store.Applied) (store.Applied, error) {
	if err := st.enter(ctx); err != nil {
		return store.Applied{}, err
	}
	defer st.leave()
	st.writing.Lock()
	defer st.writing.Unlock()
	b := newBatch(st.now.Load())
	for i, change := range changes {
		if text := malformed(b.s.model, change); text != "" {
			return store.Applied{}, model.Errorf(model.Conflict, "change %d cannot be followed: %s", i, text)
		}
		b.make(i, change)
	}
	if text := b.loose(); text != "" {
		return store.Applied{}, model.Errorf(model.Conflict, "the changes cannot be followed: %s", text)
	}
	step, next := b.difference()
	applied := step.Applied
	applied.Version = version
	if expected != nil && !equalApplied(applied, *expected) {
		return store.Applied{}, model.Errorf(model.Conflict, "the changes do something else here than where they were made")
	}
	s := next.done()
	s.version = version
	if s.scattered() {
		s = s.compacted()
	}
	step.Version = version
	st.warmNext(st.moved(s, &step, model.Changes{}), s)
	return applied, nil
}

func equalApplied(x, y store.Applied) bool {
	return x.Created == y.Created && x.Updated == y.Updated && x.Deleted == y.Deleted && slices.Equal(x.Changed, y.Changed)
}

// loose says what in the graph that would be does not hang together, "" for nothing.
func (b *batch) loose() string {
	for _, id := range slices.Sorted(maps.Keys(b.elements)) {
		now, n := b.elements[id].now, b.s.node(id)
		if now != nil && n != none && b.s.kind(n) != now.Kind {
			return id + " would be of another kind"
		}
	}
	for _, id := range slices.SortedFunc(maps.Keys(b.links), compareLinks) {
		if b.links[id].now == nil {
			continue
		}
		if !b.joined(id) {
			return id.Type.Name + " cannot lead from " + id.From + " to " + id.To
		}
	}
	return ""
}

// content gives everything there is.
func (s *snapshot) content() model.Content {
	var c model.Content
	for k := range s.model.Kinds {
		for n := range s.nodes(k) {
			c.Elements = append(c.Elements, s.element(n))
			c.Links = s.linksFrom(c.Links, n, func(int32) bool { return true })
		}
	}
	return c
}

// part gives those of the elements that are there, and the links from one of them to another.
func (s *snapshot) part(ids []string) model.Content {
	var c model.Content
	within := make(map[int32]bool, len(ids))
	for _, id := range ids {
		if n := s.node(id); n != none {
			within[n] = true
		}
	}
	for _, n := range slices.Sorted(maps.Keys(within)) {
		c.Elements = append(c.Elements, s.element(n))
		c.Links = s.linksFrom(c.Links, n, func(other int32) bool { return within[other] })
	}
	return c
}

// linksFrom appends the links that start at a node and end where they may.
func (s *snapshot) linksFrom(links []model.Link, n int32, may func(other int32) bool) []model.Link {
	for _, t := range s.model.Relationships {
		to, numbers := s.links[t.Index].out.at(n)
		for i, other := range to {
			if may(other) {
				links = append(links, s.link(t, n, other, numbers[i]))
			}
		}
	}
	return links
}

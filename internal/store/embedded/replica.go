package embedded

import (
	"context"
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/draft"
)

var _ store.Exporter = (*Store)(nil)

// Export gives the whole graph.
func (st *Store) Export(ctx context.Context) (model.Version, model.Content, error) {
	if err := st.door.Enter(ctx); err != nil {
		return 0, model.Content{}, err
	}
	defer st.door.Leave()
	s := st.now.Load()
	return s.version, s.content(), nil
}

// Part gives those of the elements that are there, and the links from one of them to another.
func (st *Store) Part(ctx context.Context, ids []string) (model.Content, error) {
	if err := st.door.Enter(ctx); err != nil {
		return model.Content{}, err
	}
	defer st.door.Leave()
	return st.now.Load().part(ids), nil
}

// Replace makes the store hold exactly the graph, as the version. It checks what Load does, and changes nothing where
// the graph does not hang together.
func (st *Store) Replace(ctx context.Context, version model.Version, graph model.Content) error {
	if err := st.door.Enter(ctx); err != nil {
		return err
	}
	defer st.door.Leave()
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
	if err := st.door.Enter(ctx); err != nil {
		return store.Applied{}, err
	}
	defer st.door.Leave()
	st.writing.Lock()
	defer st.writing.Unlock()
	before := st.now.Load()
	if problems := draft.Malformed(before.model, changes); len(problems) > 0 {
		return store.Applied{}, model.Errorf(model.Conflict, "change %v cannot be followed: %s", problems[0].Path[0], problems[0].Message)
	}
	d := before.draft()
	d.Make(changes)
	if text := d.Loose(); text != "" {
		return store.Applied{}, model.Errorf(model.Conflict, "the changes cannot be followed: %s", text)
	}
	step := d.Difference()
	applied := step.Applied
	applied.Version = version
	if expected != nil && !equalApplied(applied, *expected) {
		return store.Applied{}, model.Errorf(model.Conflict, "the changes do something else here than where they were made")
	}
	s := before.changed(step.Effects).done()
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

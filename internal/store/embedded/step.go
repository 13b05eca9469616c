package embedded

import (
	"context"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store"
)

// ApplyThen makes a batch as Apply does, and asks keep before anybody can see it. Where keep gives an error, nothing
// is changed and that is the error. It is asked about dry runs and batches that change nothing too, and never twice at once.
func (st *Store) ApplyThen(ctx context.Context, changes model.Changes, keep func(store.Step) error) (store.Applied, error) {
	if err := st.enter(ctx); err != nil {
		return store.Applied{}, err
	}
	defer st.leave()
	st.writing.Lock()
	defer st.writing.Unlock()
	s := st.now.Load()
	if changes.Expected != nil && *changes.Expected != s.version {
		return store.Applied{}, model.Errorf(model.Conflict,
			"the graph is at version %d, not %d: read it again and repeat the change", s.version, *changes.Expected)
	}
	b := newBatch(s)
	if err := b.makeAll(changes.Ops); err != nil {
		return store.Applied{}, err
	}
	if err := ctx.Err(); err != nil {
		return store.Applied{}, err
	}
	step, next := b.difference()
	step.Before, step.Version = s.version, s.version
	stays := changes.DryRun || len(step.Effects) == 0
	if !stays {
		s = next.done()
		step.Version = s.version
	}
	if err := keep(step); err != nil {
		return store.Applied{}, err
	}
	if stays {
		return step.Applied, nil
	}
	if s.scattered() {
		s = s.compacted()
	}
	st.warmNext(st.moved(s, &step, changes), s)
	return step.Applied, nil
}

// Resume gives a store that holds a graph as it was kept: a content, what changed since, and the version it had then.
// As in Load, only what a graph needs to hang together is checked.
func Resume(m *model.Model, content model.Content, since []model.Change, version model.Version) (*Store, error) {
	s := emptySnapshot(m)
	if len(content.Elements)+len(content.Links) > 0 {
		var err error
		if s, err = load(m, content.Elements, content.Links); err != nil {
			return nil, err
		}
	}
	if len(since) > 0 {
		var err error
		if s, err = s.with(since); err != nil {
			return nil, err
		}
	}
	s.version = version
	st := &Store{}
	st.now.Store(s)
	if s.size() >= worthWarming {
		st.warm(s.epoch, s.usual())
	}
	return st, nil
}

// with gives the snapshot after some changes, without asking whether rules allow them.
func (s *snapshot) with(changes []model.Change) (*snapshot, error) {
	b := newBatch(s)
	for i, change := range changes {
		if text := malformed(s.model, change); text != "" {
			return nil, model.Errorf(model.BadUserInput, "%s", text)
		}
		b.make(i, change)
	}
	for id, p := range b.links {
		if p.now != nil && !b.joined(id) {
			return nil, model.Errorf(model.BadUserInput, "%s leads from %s to %s, and one of them is not there", id.Type.Name, id.From, id.To)
		}
	}
	_, next := b.difference()
	after := next.done()
	if after.scattered() {
		after = after.compacted()
	}
	return after, nil
}

// joined reports whether both ends of a relationship would be there, of kinds that it joins.
func (b *batch) joined(id rules.LinkID) bool {
	from, found := b.Element(id.From)
	to, also := b.Element(id.To)
	return found && also && id.Type.Joins(from.Kind, to.Kind)
}

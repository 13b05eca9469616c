package embedded

import (
	"context"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/draft"
)

// ApplyThen makes a batch as Apply does, and asks keep before anybody can see it. Where keep gives an error, nothing
// is changed and that is the error. It is asked about dry runs and batches that change nothing too, and never twice at once.
func (st *Store) ApplyThen(ctx context.Context, changes model.Changes, keep func(store.Step) error) (store.Applied, error) {
	if err := st.door.Enter(ctx); err != nil {
		return store.Applied{}, err
	}
	defer st.door.Leave()
	st.writing.Lock()
	defer st.writing.Unlock()
	s := st.now.Load()
	if changes.Expected != nil && *changes.Expected != s.version {
		return store.Applied{}, model.Errorf(model.Conflict,
			"the graph is at version %d, not %d: read it again and repeat the change", s.version, *changes.Expected)
	}
	d := s.draft()
	problems := draft.Malformed(s.model, changes.Ops)
	if len(problems) == 0 {
		d.Make(changes.Ops)
		problems = d.Problems()
	}
	if err := draft.Refusal(problems); err != nil {
		return store.Applied{}, err
	}
	if err := ctx.Err(); err != nil {
		return store.Applied{}, err
	}
	step := d.Difference()
	step.Before, step.Version = s.version, s.version
	stays := changes.DryRun || len(step.Effects) == 0
	if !stays {
		s = s.changed(step.Effects).done()
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
	if problems := draft.Malformed(s.model, changes); len(problems) > 0 {
		return nil, model.Errorf(model.BadUserInput, "%s", problems[0].Message)
	}
	d := s.draft()
	d.Make(changes)
	if text := d.Loose(); text != "" {
		return nil, model.Errorf(model.BadUserInput, "%s", text)
	}
	after := s.changed(d.Difference().Effects).done()
	if after.scattered() {
		after = after.compacted()
	}
	return after, nil
}

package neo4j

import (
	"context"
	"errors"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/draft"
)

// commitTimeout is how long a commit may take. Until it is over, or that long after it was lost, readers wait.
const commitTimeout = 20 * time.Second

// keptOperations is how many versions back operations are remembered.
const keptOperations = 1000

// Apply makes a batch of changes in one transaction. Where the connection is lost in a way that leaves open whether it was
// made, the batch is tried again under the same name, and not made twice.
func (st *Store) Apply(ctx context.Context, changes model.Changes) (store.Applied, error) {
	return st.ApplyShown(ctx, changes, func(store.Step) {})
}

// ApplyShown is Apply, and shows what the batch comes to before it is made, and for a dry run instead.
func (st *Store) ApplyShown(ctx context.Context, changes model.Changes, show func(store.Step)) (store.Applied, error) {
	return st.apply(ctx, &batch{changes: changes, show: show})
}

func (st *Store) apply(ctx context.Context, b *batch) (store.Applied, error) {
	if err := st.door.Enter(ctx); err != nil {
		return store.Applied{}, err
	}
	defer st.door.Leave()
	st.writing.Lock()
	defer st.writing.Unlock()
	b.st, b.operation = st, st.config.OperationID()
	if err := st.writeInTime(ctx, b); err != nil {
		return store.Applied{}, err
	}
	if err := st.loadParts(ctx, b); err != nil {
		return store.Applied{}, st.failure(ctx, err)
	}
	if !b.changes.DryRun {
		st.forget(b.applied.Created + b.applied.Updated + b.applied.Deleted)
	}
	return b.applied, nil
}

// writeInTime makes the changes of a batch. A server that does not answer is given up a second after it should have.
func (st *Store) writeInTime(ctx context.Context, b *batch) error {
	ctx, cancel := context.WithTimeoutCause(ctx, st.config.WriteTimeout+time.Second, errTooLong)
	defer cancel()
	if err := st.again(ctx, func() error { return b.attempt(ctx) }); err != nil {
		return st.failure(ctx, err)
	}
	return nil
}

// batch is a batch of changes under way.
type batch struct {
	st        *Store
	changes   model.Changes
	show      func(store.Step)
	operation string
	committed bool // a commit was sent, so that the changes may be there
	applied   store.Applied

	largest int           // what is larger is not written but made parts; 0 for no bound
	parts   []*difference // what is left to write
	part    *difference   // what to write, for a batch that is part of another and was checked with it

	written, total int // what was written before this batch, and what there is to write in all
}

// attempt makes the changes or none.
func (b *batch) attempt(ctx context.Context) error {
	session := b.st.session(ctx, driver.AccessModeWrite)
	defer func() { _ = session.Close(context.WithoutCancel(ctx)) }()
	tx, err := session.BeginTransaction(ctx, driver.WithTxTimeout(b.st.config.WriteTimeout))
	if err != nil {
		return err
	}
	defer func() { _ = tx.Close(context.WithoutCancel(ctx)) }()
	done, diff, err := b.prepare(ctx, tx)
	if err != nil || done {
		return err
	}
	w := writer{ctx, tx, b.progress()}
	if err := w.writeAll(b.st.model, diff); err != nil {
		return err
	}
	if err := b.bump(w); err != nil {
		return err
	}
	return b.commit(ctx, tx)
}

// prepare takes the lock that lets one writer in, and finds out what there is to write. It is done where that is nothing.
func (b *batch) prepare(ctx context.Context, tx driver.ExplicitTransaction) (done bool, diff *difference, err error) {
	before := newBase(ctx, tx, b.st.model)
	rows := before.rows(cypher.TakeLock, map[string]any{"operation": b.operation})
	if before.err != nil {
		return false, nil, before.err
	}
	version, _ := rows[0][0].(int64)
	if made, ok := rows[0][1].(int64); ok && b.committed {
		b.applied.Version = model.Version(made)
		b.over(ctx)
		return true, nil, nil
	}
	if expected := b.changes.Expected; expected != nil && *expected != model.Version(version) {
		return false, nil, model.Errorf(model.Conflict,
			"the graph is at version %d, not %d: read it again and repeat the change", version, *expected)
	}
	if b.part != nil {
		b.applied = store.Applied{Version: model.Version(version) + 1, Changed: b.part.ids()}
		return false, b.part, nil
	}
	return b.work(before, model.Version(version))
}

// work finds out what the changes come to at the version.
func (b *batch) work(before *base, version model.Version) (done bool, diff *difference, err error) {
	if err := draft.Refusal(draft.Malformed(b.st.model, b.changes.Ops)); err != nil {
		return false, nil, err
	}
	before.prefetch(b.changes.Ops)
	d := draft.New(b.st.model, before)
	d.Make(b.changes.Ops)
	problems, step := d.Problems(), d.Difference()
	if before.err != nil {
		return false, nil, before.err
	}
	if err := draft.Refusal(problems); err != nil {
		return false, nil, err
	}
	diff = newDifference(b.st.model)
	diff.add(step.Effects)
	step.Before, step.Version = version, version
	b.applied, b.total = step.Applied, len(step.Effects)
	stays := b.changes.DryRun || b.total == 0
	if b.largest > 0 && b.total > b.largest && !stays {
		b.parts = diff.parts(b.st.model, b.largest)
	}
	if !stays {
		step.Version += model.Version(max(1, len(b.parts)))
	}
	b.show(step)
	if stays || len(b.parts) > 0 {
		return true, nil, nil
	}
	b.applied.Version++
	return false, diff, nil
}

// progress gives what is told of every statement written.
func (b *batch) progress() func(rows int) {
	tell := b.st.config.Progress
	if tell == nil {
		return func(int) {}
	}
	written := b.written
	return func(rows int) {
		written += rows
		tell(written, b.total)
	}
}

// bump moves the version, and remembers the operation for when the commit is lost.
func (b *batch) bump(w writer) error {
	return w.run(cypher.Bump, map[string]any{
		"operation": b.operation, "version": int64(b.applied.Version), "message": b.changes.Message, "by": b.changes.By, "how": b.changes.Operation,
		"changed": remembered(b.applied.Changed), "kept": keptOperations,
	})
}

// commit commits between two other transactions: one says that readers are to wait, as they could see a part of what is
// being committed, and one that it is over. Once begun it does not stop because the caller goes away.
func (b *batch) commit(ctx context.Context, tx driver.ExplicitTransaction) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(context.WithoutCancel(ctx), commitTimeout, errTooLong)
	defer cancel()
	params := map[string]any{"operation": b.operation, "while": commitTimeout.Milliseconds()}
	err := b.st.write(ctx, cypher.Announce, params)
	if err != nil {
		return err
	}
	b.committed = true
	if err := tx.Commit(ctx); err != nil {
		var refused *driver.Neo4jError
		if errors.As(err, &refused) {
			b.over(ctx)
		}
		return err
	}
	b.over(ctx)
	return nil
}

// over lets readers go on. They do so by themselves when the time is up.
func (b *batch) over(ctx context.Context) {
	err := b.st.write(ctx, cypher.Over, map[string]any{"operation": b.operation})
	if err != nil {
		b.st.config.Log.WarnContext(ctx, "readers wait until the mark of a change runs out", "error", err)
	}
}

package neo4j

import (
	"context"
	"maps"
	"slices"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

const (
	mostChanged     = 500   // ids of one batch that are remembered for those who follow
	mostFollowed    = 10000 // ids that are read at once for one who follows; for more it reads everything
	readingAttempts = 5     // how often a graph that changes meanwhile is read before writers are kept out
)

var (
	_ store.Historian = (*Store)(nil)
	_ store.Noticer   = (*Store)(nil)
)

// remembered gives what is kept of the ids that a batch changed, nil where they are too many.
func remembered(ids []string) any {
	if len(ids) > mostChanged {
		return nil
	}
	return ids
}

// Export reads everything that carries the labels and types of the model and fits it.
func (st *Store) Export(ctx context.Context) (model.Version, model.Content, error) {
	if err := st.door.Enter(ctx); err != nil {
		return 0, model.Content{}, err
	}
	defer st.door.Leave()
	ctx, cancel := context.WithTimeoutCause(ctx, st.config.WriteTimeout+time.Second, errTooLong)
	defer cancel()
	var x *extract
	version, err := st.whole(ctx, func(ask asker) error {
		x = newExtract(st.model)
		return ask(cypher.ReadGraph, nil, x.node)
	})
	if err != nil {
		return 0, model.Content{}, st.failure(ctx, err)
	}
	content := x.done()
	if x.unfit > 0 {
		st.config.Log.WarnContext(ctx, "what does not fit the model was left out", "number", x.unfit)
	}
	return version, content, nil
}

// Since reads what the operations after the version changed.
func (st *Store) Since(ctx context.Context, version model.Version) (store.Delta, bool, error) {
	if err := st.door.Enter(ctx); err != nil {
		return store.Delta{}, false, err
	}
	defer st.door.Leave()
	ctx, cancel := context.WithTimeoutCause(ctx, st.config.QueryTimeout+time.Second, errTooLong)
	defer cancel()
	var x *extract
	var ids []string
	var last model.Version
	now, err := st.whole(ctx, func(ask asker) (err error) {
		x = newExtract(st.model)
		if ids, last, err = changedSince(ask, version); err != nil || last == 0 {
			return err
		}
		return ask(cypher.ReadPart, map[string]any{"ids": ids}, x.node)
	})
	if err != nil {
		return store.Delta{}, false, st.failure(ctx, err)
	}
	return store.Delta{Version: now, IDs: ids, Content: x.done()}, last == now, nil
}

// changedSince gives the ids of what changed after the version, and the last version for which that is known; 0 where
// one in between is not.
func changedSince(ask asker, version model.Version) (ids []string, last model.Version, err error) {
	made, different := map[int64]bool{}, map[string]bool{}
	known := true
	err = ask(cypher.ReadOperations, map[string]any{"version": int64(version)}, func(row []any) {
		v, _ := row[0].(int64)
		changed, remembered := row[1].([]any)
		made[v], known = true, known && remembered
		for _, id := range texts(changed) {
			different[id] = true
		}
	})
	for made[int64(version)+1] {
		delete(made, int64(version)+1)
		version++
	}
	if err != nil || !known || len(made) > 0 || len(different) > mostFollowed {
		return nil, 0, err
	}
	return slices.Sorted(maps.Keys(different)), version, nil
}

// Notice makes a version without changing anything.
func (st *Store) Notice(ctx context.Context, version model.Version) (model.Version, error) {
	if err := st.door.Enter(ctx); err != nil {
		return 0, err
	}
	defer st.door.Leave()
	record, err := st.run(ctx, driver.AccessModeWrite, st.config.QueryTimeout, cypher.Notice,
		map[string]any{"operation": st.config.OperationID(), "version": int64(version)})
	if err != nil {
		return 0, st.failure(ctx, err)
	}
	if record == nil {
		return 0, model.Errorf(model.Conflict, "the graph is no longer at version %d", version)
	}
	next, _ := record[0].(int64)
	return model.Version(next), nil
}

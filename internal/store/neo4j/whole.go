package neo4j

import (
	"context"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/model"
)

// asker runs a statement and hands over its records one by one.
type asker func(text string, params map[string]any, each func(row []any)) error

// whole reads with several statements what belongs to one version, which it gives. Neo4j has no snapshots, so that the
// state of the graph is looked at before and after; where others write all the time they are kept out in the end.
func (st *Store) whole(ctx context.Context, read func(asker) error) (version model.Version, err error) {
	err = st.again(ctx, func() error {
		for attempt, wait := 1, 10*time.Millisecond; ; attempt, wait = attempt+1, 2*wait {
			var whole bool
			version, whole, err = st.reading(ctx, attempt > readingAttempts, read)
			if err != nil || whole {
				return err
			}
			if err := pause(ctx, wait); err != nil {
				return err
			}
		}
	})
	return version, err
}

// reading reads in one transaction, which one server answers, and says whether nobody wrote meanwhile. With the lock that
// writers take nobody can.
func (st *Store) reading(ctx context.Context, lock bool, read func(asker) error) (version model.Version, whole bool, err error) {
	mode := driver.AccessModeRead
	if lock {
		mode = driver.AccessModeWrite
	}
	session := st.session(ctx, mode)
	defer func() { _ = session.Close(context.WithoutCancel(ctx)) }()
	tx, err := session.BeginTransaction(ctx, driver.WithTxTimeout(st.config.WriteTimeout))
	if err != nil {
		return 0, false, err
	}
	defer func() { _ = tx.Close(context.WithoutCancel(ctx)) }()
	ask := func(text string, params map[string]any, each func([]any)) error {
		return records(ctx, tx, text, params, each)
	}
	if lock {
		err := ask(cypher.TakeLock, map[string]any{"operation": st.config.OperationID()}, func([]any) {})
		if err != nil {
			return 0, false, err
		}
	}
	before, quiet, err := state(ask)
	if err != nil || !quiet && !lock {
		return 0, false, err
	}
	if err := read(ask); err != nil {
		return 0, false, err
	}
	after, still, err := state(ask)
	return before, lock || still && before == after, err
}

// state gives the version, and whether nobody is committing a change.
func state(ask asker) (version model.Version, quiet bool, err error) {
	err = ask(cypher.ReadState, nil, func(row []any) {
		v, _ := row[0].(int64)
		version = model.Version(v)
		quiet, _ = row[1].(bool)
	})
	return version, quiet, err
}

// records runs a statement in a transaction.
func records(ctx context.Context, tx driver.ExplicitTransaction, text string, params map[string]any, each func(row []any)) error {
	result, err := tx.Run(ctx, text, params)
	if err != nil {
		return err
	}
	for result.Next(ctx) {
		each(result.Record().Values)
	}
	return result.Err()
}

package neo4j

import (
	"context"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// mostAttempts is how often something is tried that fails for reasons that pass.
const mostAttempts = 5

func (st *Store) session(ctx context.Context, mode driver.AccessMode) driver.SessionWithContext {
	return st.driver.NewSession(ctx, driver.SessionConfig{
		AccessMode: mode, DatabaseName: st.config.Database, BookmarkManager: st.bookmarks,
	})
}

// read runs a statement that changes nothing and gives one record. It costs one round trip, which a transaction of the
// driver's own making would not, and tries again where the driver says that it helps.
func (st *Store) read(ctx context.Context, text string, params map[string]any) (record []any, err error) {
	return st.readWithin(ctx, st.config.QueryTimeout, text, params)
}

// readWithin is read for what may take longer than a question.
func (st *Store) readWithin(ctx context.Context, timeout time.Duration, text string, params map[string]any) (record []any, err error) {
	err = st.again(ctx, func() error {
		record, err = st.run(ctx, driver.AccessModeRead, timeout, text, params)
		return err
	})
	return record, err
}

// write runs a statement in a transaction of its own. It must be one that may run twice.
func (st *Store) write(ctx context.Context, text string, params map[string]any) error {
	return st.again(ctx, func() error {
		_, err := st.run(ctx, driver.AccessModeWrite, st.config.WriteTimeout, text, params)
		return err
	})
}

// again repeats what fails for reasons that pass.
func (st *Store) again(ctx context.Context, try func() error) error {
	for attempt, wait := 1, 10*time.Millisecond; ; attempt, wait = attempt+1, 4*wait {
		err := try()
		if err == nil || attempt == mostAttempts || !passes(err) || ctx.Err() != nil {
			return err
		}
		st.config.Log.WarnContext(ctx, "trying Neo4j again", "attempt", attempt, "error", err)
		if err := pause(ctx, wait); err != nil {
			return err
		}
	}
}

// run runs a statement and gives its first record, nil where there is none.
func (st *Store) run(ctx context.Context, mode driver.AccessMode, timeout time.Duration, text string, params map[string]any) ([]any, error) {
	session := st.session(ctx, mode)
	defer func() { _ = session.Close(context.WithoutCancel(ctx)) }()
	result, err := session.Run(ctx, text, params, driver.WithTxTimeout(timeout))
	if err != nil {
		return nil, err
	}
	records, err := result.Collect(ctx)
	if err != nil {
		return nil, err
	}
	if len(records) == 0 {
		return nil, nil
	}
	return records[0].Values, nil
}

// pause waits, or gives the error of the context.
func pause(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

package neo4j

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// Store is a graph in Neo4j.
type Store struct {
	model     *model.Model
	config    Config
	driver    driver.DriverWithContext
	bookmarks driver.BookmarkManager // so that every call sees what calls before it wrote, on whatever server

	planning *planning

	numbers atomic.Pointer[statistics]
	asking  sync.Mutex // held by the one call that reads the numbers anew

	writing sync.Mutex // held by the one Apply under way; others would only wait for locks in the database

	door store.Door // everything under way is inside
}

var (
	_ store.Store     = (*Store)(nil)
	_ store.Explainer = (*Store)(nil)
	_ store.Estimator = (*Store)(nil)
	_ store.Shower    = (*Store)(nil)
)

// Open connects to the database, and makes the constraints and indexes of the model that are not there yet. The error is
// model.Unavailable where the database cannot be reached or refuses the user, and model.NotFound where the constraints and
// indexes are missing and not to be made.
func Open(ctx context.Context, m *model.Model, c Config) (*Store, error) {
	c = c.withDefaults()
	d, err := c.connect()
	if err != nil {
		return nil, &model.Error{Code: model.BadUserInput, Message: "this is no address of a Neo4j server: write neo4j://host:7687", Err: err}
	}
	st := &Store{model: m, config: c, driver: d, bookmarks: driver.NewBookmarkManager(driver.BookmarkManagerConfig{}), planning: newPlanning()}
	err = st.makeSchema(ctx)
	if err == nil {
		err = st.readStatistics(ctx)
	}
	if err != nil {
		st.planning.end()
		_ = d.Close(context.WithoutCancel(ctx))
		return nil, st.failure(ctx, err)
	}
	return st, nil
}

// Execute answers a query with one statement, and again with the same one where somebody wrote meanwhile.
func (st *Store) Execute(ctx context.Context, q *plan.Query) (*plan.Result, error) {
	if err := st.door.Enter(ctx); err != nil {
		return nil, err
	}
	defer st.door.Leave()
	if err := plan.Validate(q); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, st.config.QueryTimeout+time.Second, errTooLong)
	defer cancel()
	s := cypher.Render(st.model, q, st.statistics(ctx))
	for wait := time.Millisecond; ; wait = min(2*wait, 50*time.Millisecond) {
		record, err := st.read(ctx, s.Text, s.Params)
		if err != nil {
			err = st.failure(ctx, err)
			if model.CodeOf(err) == model.LimitExceeded || errors.Is(context.Cause(ctx), errTooLong) {
				err = st.planLater(s.Text, s.Params, err)
			}
			return nil, err
		}
		st.planning.done(s.Text)
		result, whole, err := s.Read(record)
		if err != nil {
			return nil, st.failure(ctx, err)
		}
		if whole && q.MaxValues > 0 && result.Values(q) > q.MaxValues {
			return nil, plan.TooManyValues(q.MaxValues)
		}
		if whole {
			return result, nil
		}
		if err := pause(ctx, wait); err != nil {
			return nil, st.failure(ctx, err)
		}
	}
}

// Version gives the current version.
func (st *Store) Version(ctx context.Context) (model.Version, error) {
	if err := st.door.Enter(ctx); err != nil {
		return 0, err
	}
	defer st.door.Leave()
	record, err := st.read(ctx, cypher.ReadVersion, nil)
	if err != nil {
		return 0, st.failure(ctx, err)
	}
	version, _ := record[0].(int64)
	return model.Version(version), nil
}

// Close ends the connections.
func (st *Store) Close() error {
	if !st.door.Shut() {
		return nil
	}
	st.planning.end()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return st.driver.Close(ctx)
}

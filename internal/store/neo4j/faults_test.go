package neo4j_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/neo4jserver"
	"github.com/carejourney/carejourney/internal/neo4jtest"
	"github.com/carejourney/carejourney/internal/store/neo4j"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

const (
	// soon is how long the store may take to be of service again.
	soon = 5 * time.Second
	// limit is what the store is told a question may take, and deadline what it then takes at most: a second more, and
	// what a machine with other things to do may lose.
	limit, deadline = 2 * time.Second, 8 * time.Second
)

// patient is a store behind a line, with many routes.
type patient struct {
	*testing.T
	storetest.Builder
	line  *line
	store *neo4j.Store
}

func newPatient(t *testing.T) *patient {
	t.Helper()
	uri := neo4jtest.Empty(t)
	p := &patient{T: t, Builder: storetest.Builder{Model: storetest.Town()}, line: newLine(t, uri)}
	p.store = p.open(p.line.uri(), limit)
	var changes []model.Change
	for i := range 500 {
		changes = append(changes, p.Put(fmt.Sprintf("route:r%d", i), model.Props{"name": fmt.Sprintf("a route with a name %d", i)}))
	}
	_, err := p.store.Apply(t.Context(), model.Changes{Ops: changes})
	require.NoError(t, err)
	require.NoError(t, p.ask())
	return p
}

func (p *patient) open(uri string, limit time.Duration) *neo4j.Store {
	p.Helper()
	st, err := neo4j.Open(p.Context(), p.Model, neo4j.Config{
		URI: uri, QueryTimeout: limit, WriteTimeout: limit, Log: slog.New(slog.NewTextHandler(p.Output(), nil)),
	})
	require.NoError(p, err)
	p.Cleanup(func() { require.NoError(p, st.Close()) })
	return st
}

// ask asks for all routes, within the deadline.
func (p *patient) ask() error {
	p.Helper()
	begun := time.Now()
	r, err := p.store.Execute(p.Context(), storetest.Query(p.Root("Route", "id", "name")))
	require.Less(p, time.Since(begun), deadline)
	if err == nil {
		require.GreaterOrEqual(p, len(r.Roots[0].Rows), 500)
	}
	return err
}

// put changes one route, within the deadline.
func (p *patient) put(name string) error {
	p.Helper()
	begun := time.Now()
	_, err := p.store.Apply(p.Context(), model.Changes{Ops: []model.Change{p.Merge("route:r1", model.Props{"name": name})}})
	require.Less(p, time.Since(begun), deadline)
	return err
}

// typed says that the error is one that callers know, and no words of the driver.
func (p *patient) typed(err error, codes ...model.Code) {
	p.Helper()
	var known *model.Error
	require.ErrorAs(p, err, &known)
	require.Contains(p, codes, known.Code, "%v", err)
}

// recovers waits until both reading and writing work again.
func (p *patient) recovers(name string) {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.Context(), soon)
	defer cancel()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		err := errors.Join(p.ask(), p.put(name))
		if err == nil {
			return
		}
		select {
		case <-ctx.Done():
			require.NoError(p, err, "not of service again within %v", soon)
		case <-again.C:
		}
	}
}

func TestQuestionsEndInTimeHoweverBadTheLineIs(t *testing.T) {
	away := []model.Code{model.Unavailable, model.LimitExceeded}
	for _, c := range []struct {
		name, toxic, stream, attributes string
	}{
		{"more latency than the deadline allows", "latency", "downstream", `{"latency": 4000}`},
		{"a connection that is reset", "reset_peer", "downstream", `{"timeout": 0}`},
		{"an answer that breaks off", "limit_data", "downstream", `{"bytes": 3000}`},
		{"a black hole on the way back", "timeout", "downstream", `{"timeout": 0}`},
		{"a black hole on the way there", "timeout", "upstream", `{"timeout": 0}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPatient(t)
			before, err := p.store.Version(t.Context())
			require.NoError(t, err)
			p.line.spoil(c.toxic, c.stream, c.attributes)
			p.typed(p.ask(), away...)
			failed := p.put("another name")
			if failed != nil {
				p.typed(failed, away...)
			}
			p.line.mend()
			p.recovers("the last name")
			after, err := p.store.Version(t.Context())
			require.NoError(t, err)
			require.LessOrEqual(t, after, before+2, "no change is made twice")
		})
	}
}

func TestTwoSecondsOfLatencyOnlyDelayWhereTheDeadlineAllowsIt(t *testing.T) {
	p := newPatient(t)
	st, err := neo4j.Open(t.Context(), p.Model, neo4j.Config{URI: p.line.uri(), QueryTimeout: time.Minute})
	require.NoError(t, err)
	defer func() { require.NoError(t, st.Close()) }()
	p.line.spoil("latency", "downstream", `{"latency": 2000}`)
	r, err := st.Execute(t.Context(), storetest.Query(p.Root("Route", "id")))
	require.NoError(t, err)
	require.Len(t, r.Roots[0].Rows, 500)
}

func TestAChangeWhoseCommitIsCutIsMadeOnce(t *testing.T) {
	for _, c := range []struct{ name, attributes string }{
		{"before the server hears of it", `{"passed": false}`},
		{"after the server heard of it", `{"passed": true}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPatient(t)
			before, err := p.store.Version(t.Context())
			require.NoError(t, err)
			cuts.Store(1)
			p.line.spoil(inCommit, "upstream", c.attributes)
			applied, err := p.store.Apply(t.Context(), model.Changes{Ops: []model.Change{
				p.Put("route:new", model.Props{"name": "new"}), p.Put("stop:new", nil),
				p.Link("route:new", "HAS_STOP", "stop:new", model.Props{"order": int64(1)}),
			}})
			require.NoError(t, err)
			require.LessOrEqual(t, cuts.Load(), int32(0), "a commit was cut")
			require.Equal(t, before+1, applied.Version)
			require.Equal(t, 3, applied.Created)
			now, err := p.store.Version(t.Context())
			require.NoError(t, err)
			require.Equal(t, before+1, now)
			made := neo4jtest.Run(t, neo4jtest.URI(t), `MATCH (r:Route {id: 'route:new'})-[x:HAS_STOP]->(:Stop {id: 'stop:new'}) RETURN count(x)`, nil)
			require.EqualValues(t, 1, made[0].Values[0])
			remembered := neo4jtest.Run(t, neo4jtest.URI(t), `MATCH (o:CarejourneyOperation) RETURN count(o), count(DISTINCT o.version)`, nil)
			require.Equal(t, []any{int64(2), int64(2)}, remembered[0].Values)
			p.line.mend()
			p.recovers("after all")
		})
	}
}

func TestAServerThatIsKilledAndComesBackIsOfServiceAgain(t *testing.T) {
	neo4jtest.URI(t) // where there is none to share there is none of one's own either
	server, err := neo4jserver.StartProcess(neo4jserver.Version)
	if err != nil && os.Getenv("CI") != "true" {
		t.Skipf("SKIPPED: a server to kill is started from its jars only: %v", err)
	}
	require.NoError(t, err)
	defer server.Stop()
	b := storetest.Builder{Model: storetest.Town()}
	p := &patient{T: t, Builder: b}
	p.store = p.open(server.URI, time.Minute)
	put := func(name string) error {
		_, err := p.store.Apply(t.Context(), model.Changes{Ops: []model.Change{b.Merge("route:a", model.Props{"name": name})}})
		return err
	}
	names := func() ([]any, error) {
		r, err := p.store.Execute(t.Context(), storetest.Query(b.Root("Route", "name")))
		if err != nil {
			return nil, err
		}
		return []any{r.Version, r.Roots[0].Rows[0].Values[0]}, nil
	}
	require.NoError(t, put("kept"))
	_, err = names()
	require.NoError(t, err)

	require.NoError(t, server.Kill())
	begun := time.Now()
	_, err = names()
	p.typed(err, model.Unavailable, model.LimitExceeded)
	p.typed(put("lost"), model.Unavailable, model.LimitExceeded)
	require.Less(t, time.Since(begun), 2*deadline)

	require.NoError(t, server.Restart())
	begun = time.Now()
	got, err := names()
	for ; err != nil && time.Since(begun) < soon; got, err = names() {
		t.Logf("not yet: %v", err)
	}
	require.NoError(t, err)
	require.Equal(t, []any{model.Version(2), "kept"}, got)
	require.NoError(t, put("written again"))
}

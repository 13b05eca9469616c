package mirror_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/mirror"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

const (
	poll    = time.Second
	refresh = time.Minute
)

// clock stands still until it is moved, and hands out the mirror's ticks one by one.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	ticks map[time.Duration]chan time.Time
	asked map[time.Duration]chan struct{} // gets one whenever the mirror begins to wait
}

func newClock() *clock {
	c := &clock{now: time.Unix(1_000_000, 0), ticks: map[time.Duration]chan time.Time{}, asked: map[time.Duration]chan struct{}{}}
	for _, d := range []time.Duration{poll, refresh} {
		c.ticks[d], c.asked[d] = make(chan time.Time), make(chan struct{}, 1)
	}
	return c
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) After(d time.Duration) <-chan time.Time {
	c.asked[d] <- struct{}{}
	return c.ticks[d]
}

// pass moves the clock and lets the mirror do what it does after such an interval, to its end.
func (c *clock) pass(interval, later time.Duration) {
	c.mu.Lock()
	c.now = c.now.Add(later)
	c.mu.Unlock()
	<-c.asked[interval]
	c.ticks[interval] <- time.Time{}
	// The mirror waits again only when the step is done; what it said then is put back for the next step.
	<-c.asked[interval]
	c.asked[interval] <- struct{}{}
}

// scene is a mirror over a database with one route, and a clock that does not move by itself.
type scene struct {
	*testing.T
	storetest.Builder
	*clock
	db     *database
	mirror *mirror.Mirror
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{T: t, Builder: storetest.Builder{Model: storetest.Town()}, clock: newClock()}
	s.db = newDatabase(s.Model)
	s.write(s.Put("route:a", model.Props{"name": "a"}))
	var err error
	s.mirror, err = mirror.Open(t.Context(), s.Model, s.db, mirror.Options{Poll: poll, Refresh: refresh, Now: s.Now, After: s.After})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.mirror.Close()) })
	return s
}

// write changes the database as another server does.
func (s *scene) write(changes ...model.Change) {
	s.Helper()
	_, err := s.db.Apply(s.Context(), model.Changes{Ops: changes})
	require.NoError(s, err)
}

// shows checks the version of the mirror and the names of its routes.
func (s *scene) shows(version model.Version, names ...string) {
	s.Helper()
	r, err := s.mirror.Execute(s.Context(), storetest.Query(s.Root("Route", "name")))
	require.NoError(s, err)
	require.Equal(s, version, r.Version)
	require.Equal(s, version, s.mirror.Current())
	got := []string{}
	for _, row := range r.Roots[0].Rows {
		name, _ := row.Values[0].(string)
		got = append(got, name)
	}
	require.Equal(s, append([]string{}, names...), got)
}

package mirror_test

import (
	"io"
	"log/slog"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/neo4jtest"
	"github.com/carejourney/carejourney/internal/store/mirror"
	"github.com/carejourney/carejourney/internal/store/neo4j"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

// cable passes connections on to a server until it is cut.
type cable struct {
	address, to string

	mu     sync.Mutex
	listen net.Listener // nil while cut
	ends   []net.Conn
	busy   sync.WaitGroup
}

func newCable(t *testing.T, to string) *cable {
	t.Helper()
	c := &cable{address: "127.0.0.1:0", to: to}
	c.mend(t)
	t.Cleanup(c.cut)
	return c
}

// mend takes connections again, where it took them before.
func (c *cable) mend(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", c.address)
	require.NoError(t, err)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.listen, c.address = l, l.Addr().String()
	c.busy.Go(func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			if far, err := net.Dial("tcp", c.to); err == nil {
				c.join(l, near, far)
			} else {
				near.Close()
			}
		}
	})
}

// join passes on what either end says, unless the cable was cut meanwhile.
func (c *cable) join(l net.Listener, near, far net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.listen != l {
		near.Close()
		far.Close()
		return
	}
	c.ends = append(c.ends, near, far)
	for _, pair := range [][2]net.Conn{{near, far}, {far, near}} {
		c.busy.Go(func() {
			_, _ = io.Copy(pair[0], pair[1])
			pair[0].Close()
		})
	}
}

// cut ends all connections and takes no more.
func (c *cable) cut() {
	c.mu.Lock()
	if c.listen != nil {
		c.listen.Close()
	}
	for _, end := range c.ends {
		end.Close()
	}
	c.listen, c.ends = nil, nil
	c.mu.Unlock()
	c.busy.Wait()
}

// soon is how long the mirror may take to be of service again.
const soon = 5 * time.Second

func TestAMirrorGoesOnWhileNeo4jIsCutOffAndRecoversByItself(t *testing.T) {
	at, err := url.Parse(neo4jtest.Empty(t))
	require.NoError(t, err)
	line, b := newCable(t, at.Host), storetest.Builder{Model: storetest.Town()}
	source, err := neo4j.Open(t.Context(), b.Model, neo4j.Config{URI: "bolt://" + line.address})
	require.NoError(t, err)
	m, err := mirror.Open(t.Context(), b.Model, source, mirror.Options{Poll: 50 * time.Millisecond, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	require.NoError(t, err)
	defer func() { require.NoError(t, m.Close()) }()
	s := &scene{T: t, Builder: b, mirror: m}
	put := func(id, name string) error {
		_, err := m.Apply(t.Context(), model.Changes{Ops: []model.Change{b.Put(id, model.Props{"name": name})}})
		return err
	}
	require.NoError(t, put("route:a", "a"))
	require.True(t, m.Healthy())

	line.cut()
	require.Eventually(t, func() bool { return !m.Healthy() }, soon, 10*time.Millisecond)
	s.shows(2, "a")
	require.Equal(t, model.Unavailable, model.CodeOf(put("route:b", "b")))
	s.shows(2, "a")

	plainCypher(t, "CREATE (:Element:Route {id: 'route:c', name: 'c'}) WITH 1 AS one MATCH (g:CarejourneyGraph) SET g.version = g.version + 1")
	line.mend(t)
	require.Eventually(t, func() bool { return m.Healthy() && m.Current() == 3 }, soon, 10*time.Millisecond)
	s.shows(3, "a", "c")
	require.Less(t, m.Age(), soon)
	require.NoError(t, put("route:b", "b"))
	s.shows(4, "a", "b", "c")
}

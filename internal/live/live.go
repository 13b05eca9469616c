package live

import (
	"context"
	"iter"
	"log/slog"
	"net/netip"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/access"
)

// Config is what New needs. Stream, Who, Refuse and Log must be given.
type Config struct {
	// Stream answers an operation as often as there is something to say.
	Stream func(ctx context.Context, req graph.Request) iter.Seq[graph.Response]
	// Resolve gives a request its text where it names a document, or says why it is not answered. All are taken as they are where nil.
	Resolve func(graph.Request) (graph.Request, error)
	// Who gives who sends a token; of nobody where it is empty. It fails where they may not ask.
	Who func(token, address string) (access.Who, error)
	// Refuse notes that somebody was not let in.
	Refuse func(ctx context.Context, why error) *gqlerror.Error

	Log      *slog.Logger
	Origins  []string        // web origins whose pages may connect, besides our own
	Stopping <-chan struct{} // closed when the program is about to stop, nil for never

	Limits Limits
	After  func(time.Duration) <-chan time.Time // time.After where nil
}

// Limits bound what streams take. A zero bound is the one of DefaultLimits.
type Limits struct {
	Streams    int           // connections and event streams at once, from everybody
	PerAddress int           // the same from one address; an IPv6 network of 64 bits counts as one
	Operations int           // operations at once on one connection
	Message    int64         // bytes in one message of a client
	Init       time.Duration // in which a client must say what it wants
	Write      time.Duration // in which a client must take a message; one that does not is dropped
	Alive      time.Duration // of silence, after which it is looked whether somebody is still there
}

// DefaultLimits are the bounds where none are given.
var DefaultLimits = Limits{
	Streams: 1000, PerAddress: 100, Operations: 20, Message: 256 << 10, Init: 5 * time.Second, Write: 10 * time.Second, Alive: 15 * time.Second,
}

func or[T comparable](value, usual T) T {
	var zero T
	if value == zero {
		return usual
	}
	return value
}

// Live makes streams.
type Live struct {
	Config
	streams counted
}

// New makes a Live without streams.
func New(c Config) *Live {
	d := DefaultLimits
	c.Limits = Limits{
		Streams: or(c.Limits.Streams, d.Streams), PerAddress: or(c.Limits.PerAddress, d.PerAddress), Operations: or(c.Limits.Operations, d.Operations), Message: or(c.Limits.Message, d.Message),
		Init: or(c.Limits.Init, d.Init), Write: or(c.Limits.Write, d.Write), Alive: or(c.Limits.Alive, d.Alive),
	}
	if c.Resolve == nil {
		c.Resolve = func(req graph.Request) (graph.Request, error) { return req, nil }
	}
	if c.After == nil {
		c.After = time.After
	}
	return &Live{Config: c, streams: counted{from: map[netip.Prefix]int64{}}}
}

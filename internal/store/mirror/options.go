package mirror

import (
	"log/slog"
	"time"
)

// How long the mirror waits for its source before it counts as away. Reading the whole graph takes as long as the source
// lets it.
const (
	askingTakes  = 5 * time.Second  // for a version, or what changed since one
	readBackTime = 20 * time.Second // for reading back a change just made
)

// Options say how to follow the source. Zero values stand for the defaults.
type Options struct {
	Poll    time.Duration // how often the source is asked for its version, every second by default
	Refresh time.Duration // how often the whole graph is compared, every ten minutes by default, never where negative

	Log   *slog.Logger
	Now   func() time.Time                     // the clock
	After func(time.Duration) <-chan time.Time // time.After by default
}

func (o Options) withDefaults() Options {
	if o.Poll == 0 {
		o.Poll = time.Second
	}
	if o.Refresh == 0 {
		o.Refresh = 10 * time.Minute
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.After == nil {
		o.After = time.After
	}
	return o
}

package mirror

import (
	"log/slog"
	"sync"
	"time"
)

// health is what is known of how the copy and its source agree.
type health struct {
	log *slog.Logger
	now func() time.Time

	mu        sync.Mutex
	confirmed time.Time // GUARDED_BY(mu): when the copy was last known to be at the version of the source
	away      bool      // GUARDED_BY(mu): the last try to follow failed
}

// heard notes how a try to get in step ended that began when asked.
func (h *health) heard(asked time.Time, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case err != nil && !h.away:
		h.log.Warn("the source cannot be followed; what was read goes on being served", "error", err)
	case err == nil && h.away:
		h.log.Info("the source is followed again", "away", asked.Sub(h.confirmed))
	}
	h.away = err != nil
	if err == nil && asked.After(h.confirmed) {
		h.confirmed = asked
	}
}

// Age gives how long ago the copy was last known to be at the version of the source.
func (mi *Mirror) Age() time.Duration {
	mi.health.mu.Lock()
	defer mi.health.mu.Unlock()
	return max(0, mi.health.now().Sub(mi.health.confirmed))
}

// Healthy says whether the source could be followed when that was last tried.
func (mi *Mirror) Healthy() bool {
	mi.health.mu.Lock()
	defer mi.health.mu.Unlock()
	return !mi.health.away
}

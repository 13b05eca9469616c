package live

import (
	"net"
	"net/http"
	"net/netip"
	"sync"

	"github.com/carejourney/carejourney/internal/access"
)

// counted is how many streams there are, altogether and from each address.
type counted struct {
	mu      sync.Mutex
	open    int64                  // GUARDED_BY(mu): of everybody
	from    map[netip.Prefix]int64 // GUARDED_BY(mu): of addresses that have any
	refused int64                  // GUARDED_BY(mu): streams that were one too many
}

// Open gives how many streams there are.
func (l *Live) Open() int64 {
	l.streams.mu.Lock()
	defer l.streams.mu.Unlock()
	return l.streams.open
}

// Refused gives how many streams there were not, because of a bound on their number.
func (l *Live) Refused() int64 {
	l.streams.mu.Lock()
	defer l.streams.mu.Unlock()
	return l.streams.refused
}

// enter admits a stream, unless there are as many as there may be; then it answers the request. Who is admitted calls leave at
// the end.
func (l *Live) enter(w http.ResponseWriter, r *http.Request) (leave func(), admitted bool) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	address, status, message := access.Network(host), 0, ""
	c := &l.streams
	c.mu.Lock()
	switch {
	case c.open >= int64(l.Limits.Streams):
		status, message = http.StatusServiceUnavailable, "There are as many streams as there may be. Try again later."
	case c.from[address] >= int64(l.Limits.PerAddress):
		status, message = http.StatusTooManyRequests, "There are as many streams from your address as there may be. End one of them, or ask for several things over one connection."
	default:
		c.open++
		c.from[address]++
	}
	if status != 0 {
		c.refused++
	}
	c.mu.Unlock()
	if status != 0 {
		w.Header().Set("Retry-After", "5")
		http.Error(w, message, status)
		return nil, false
	}
	return func() { c.leave(address) }, true
}

func (c *counted) leave(address netip.Prefix) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open--
	if c.from[address]--; c.from[address] == 0 {
		delete(c.from, address)
	}
}

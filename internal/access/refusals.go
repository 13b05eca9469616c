package access

import (
	"math"
	"net/netip"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// What refusals cost an attacker little must cost us little too: a record is written to disk for each.
const (
	perAddress = 10          // refusals of one address within window that are told and recorded one by one
	altogether = 60          // the same for all addresses together
	window     = time.Minute // in which a whole allowance comes back
	addresses  = 10_000      // that are remembered, the one refused longest ago is forgotten first
)

// Refusals counts refusals by address. Somebody with a good token is never held up by them: a token is too long to be
// guessed, so that locking an address out would only hit those who share it.
type Refusals struct {
	now func() time.Time

	mu      sync.Mutex
	all     bucket                                // GUARDED_BY(mu): see Note
	each    *simplelru.LRU[netip.Prefix, *bucket] // GUARDED_BY(mu): of each address
	counted int64                                 // GUARDED_BY(mu): see Note
}

// bucket is an allowance that comes back evenly.
type bucket struct {
	left float64
	at   time.Time
}

func (b *bucket) take(now time.Time, most float64) bool {
	b.left = math.Min(most, b.left+now.Sub(b.at).Seconds()*most/window.Seconds())
	b.at = now
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

// NewRefusals counts from nothing.
func NewRefusals(now func() time.Time) *Refusals {
	r := &Refusals{now: now, all: bucket{left: altogether, at: now()}}
	r.each, _ = simplelru.NewLRU[netip.Prefix, *bucket](addresses, nil) // fails only for a size of nothing
	return r
}

// Note counts a refusal of an address. It is false where that address, or all together, were refused too often of late:
// then who asks is only turned away.
func (r *Refusals) Note(address string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counted++
	now, from := r.now(), Network(address)
	b, known := r.each.Get(from)
	if !known {
		b = &bucket{left: perAddress, at: now}
		r.each.Add(from, b)
	}
	return b.take(now, perAddress) && r.all.take(now, altogether)
}

// Counted gives how many refusals there were.
func (r *Refusals) Counted() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.counted
}

// Network gives what counts as one address: with IPv6 the network of a household or a machine, which has billions of them.
func Network(address string) netip.Prefix {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{}
	}
	ip, bits := ip.Unmap().WithZone(""), 32
	if ip.Is6() {
		bits = 64
	}
	p, _ := ip.Prefix(bits) // the bits fit the address
	return p
}

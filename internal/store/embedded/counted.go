package embedded

import "github.com/carejourney/carejourney/internal/model"

// tallyKey is a kind, and a field that its nodes are counted by.
type tallyKey struct {
	kind     int
	property string
}

// countAll counts all nodes of some kinds, and by fields where that is asked: from counts that were made once, and the nodes that were
// touched since.
func (r *run) countAll(c *collector, kinds []*model.Kind) {
	for _, k := range kinds {
		c.total += int(r.s.live[k.Index])
		for i := range c.facets {
			property := c.p.sel.Facets[i].Property
			for at, n := range r.s.epoch.tally(tallyKey{k.Index, property}).all() {
				c.facets[i].count(at, n)
			}
			r.tick(len(r.s.touched))
			r.s.recount(k.Index, property, &c.facets[i])
		}
	}
	for i := range c.facets {
		c.facets[i].tidy()
	}
}

// tally counts the nodes of a kind by a field, as they were when the indexes were begun.
func (e *epoch) tally(key tallyKey) *tally {
	e.mu.Lock()
	l := e.tallies[key]
	if l == nil {
		l = &lazy[*tally]{}
		e.tallies[key] = l
	}
	e.mu.Unlock()
	return l.get(func() *tally {
		t, col := &tally{}, e.base.column(key.property)
		for n := range e.base.nodes(key.kind) {
			t.add(col.at(n))
		}
		return t
	})
}

// recount makes counts those of the snapshot, which differs in the nodes that were touched.
func (s *snapshot) recount(kind int, property string, counts *tally) {
	before, col := s.epoch.base, s.column(property)
	was := before.column(property)
	for _, n := range s.touched {
		if before.holds(n, kind) {
			counts.count(was.at(n), -1)
		}
		if s.holds(n, kind) {
			counts.count(col.at(n), 1)
		}
	}
}

// holds reports whether there is a node of the kind at a place.
func (s *snapshot) holds(n int32, kind int) bool {
	return int(n>>pageBits) < len(s.pageKind) && int(s.kindIndex(n)) == kind && s.alive(n)
}

package embedded

import (
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// worthWarming is how many nodes a graph has whose indexes are made before anybody asks: a smaller one makes them in no
// time, and has often answered its only question by then.
const worthWarming = 10_000

// uses says which indexes are wanted.
type uses struct {
	keys    []indexKey
	tallies []tallyKey
	terms   bool
}

// usual gives what most questions need: names, unique fields, which every change looks at, words, and counts by what has few values.
func (s *snapshot) usual() uses {
	u := uses{terms: true}
	for _, k := range s.model.Kinds {
		for _, f := range k.Fields {
			if f.Name == nameField || f.Key {
				u.keys = append(u.keys, indexKey{k.Index, f.Property, false})
			}
			if f.Type == model.EnumType || f.Type == model.Boolean {
				u.tallies = append(u.tallies, tallyKey{k.Index, f.Property})
			}
		}
	}
	return u
}

// uses gives what was asked for so far.
func (e *epoch) uses() uses {
	e.mu.Lock()
	defer e.mu.Unlock()
	return uses{keys: slices.Collect(maps.Keys(e.indexes)), tallies: slices.Collect(maps.Keys(e.tallies)), terms: e.terms.asked.Load()}
}

// make makes indexes one after the other, which leaves other processors to those who ask, until it is told to stop.
func (e *epoch) make(u uses, stop func() bool) {
	for _, key := range u.keys {
		if stop() {
			return
		}
		e.index(key)
	}
	for _, key := range u.tallies {
		if stop() {
			return
		}
		e.tally(key)
	}
	if u.terms && !stop() {
		e.terms.get(e.base.makeTermIndex)
	}
	e.warm.Store(true)
}

// warm makes indexes in the background. Whoever needs one meanwhile waits for that one only.
func (st *Store) warm(e *epoch, u uses) {
	st.warming.Go(func() { e.make(u, func() bool { return st.now.Load() == nil }) })
}

// warmNext makes the indexes that a new snapshot will need because the one before it had them.
func (st *Store) warmNext(before, now *snapshot) {
	switch {
	case now.coming != nil && now.coming != before.coming:
		st.warm(now.coming, before.epoch.uses())
	case now.epoch != before.epoch && now.epoch != before.coming:
		st.warm(now.epoch, before.epoch.uses())
	}
}

// Settle waits until the indexes that are being made in the background are there. Nobody has to: it is for those who
// measure.
func (st *Store) Settle() { st.warming.Wait() }

package diagram

import (
	"cmp"
	"hash/fnv"
	"slices"
)

// organisationTints gives every kind of organisation a tint. It follows from the id, so that a kind looks the same on every
// map; where two would look alike on this one, that which is met at fewer stages takes the next tint that is free.
func organisationTints(j *Journey) map[string]int {
	var met refs
	stages := map[string]int{}
	for i := range j.Stages {
		met.addAll(j.Stages[i].Organisations)
		for _, n := range j.Stages[i].Organisations {
			stages[n.ID]++
		}
	}
	slices.SortStableFunc(met.list, func(a, b Ref) int {
		return cmp.Or(cmp.Compare(stages[b.ID], stages[a.ID]), cmp.Compare(a.ID, b.ID))
	})
	of := make(map[string]int, len(met.list))
	var taken [len(tints)]int
	take := func(n Ref, at int) {
		taken[at]++
		of[n.ID] = at
	}
	rest := slices.DeleteFunc(met.list, func(n Ref) bool {
		at := tintOf(n.ID)
		if taken[at] > 0 {
			return false
		}
		take(n, at)
		return true
	})
	for _, n := range rest {
		at := tintOf(n.ID)
		for least := slices.Min(taken[:]); taken[at] > least; {
			at = (at + 1) % len(tints)
		}
		take(n, at)
	}
	return of
}

// tintOf is the tint that an id asks for.
func tintOf(id string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id)) // never fails
	return int(h.Sum32()>>16) % len(tints)
}

package embedded

import (
	"errors"

	"github.com/carejourney/carejourney/internal/plan"
)

// fewLooked is how much a condition on related nodes may cost before anybody asks whether its members cost less, and has
// perhaps an index made for that.
const fewLooked = 64

// remembering makes a test of a condition on related nodes that finds all nodes it holds for once, by walking back from the
// far end. That is less to look at where the condition is checked on many nodes, such as whether they lie in an area, and
// more where it is checked on few. So nodes are looked at one by one until that has cost as much as finding all of them is
// expected to, or not at all where it is expected to cost less than looking at one. Before that, finding them is tried now and
// then for half of what was spent so far: of what is named by its id there is often far less than of others of its kind.
func (r *run) remembering(p plan.Related, look test) test {
	var members *nodeSet
	spent, enough, anchor := 0, float64(fewLooked), (*plan.Anchor)(nil)
	oneByOne, began := p.Quantifier != plan.Some, false // no other has members that can be found
	find := func() {
		found := r.backwards(anchor)
		if r.err != nil {
			return
		}
		members = r.set()
		for _, member := range found {
			members.add(member)
		}
	}
	return func(n, link int32) bool {
		if !began {
			began = true
			if anchor = plan.MembersFirst(p, r.args, r.s); anchor != nil {
				enough, spent = 0, 1
			}
		}
		switch {
		case oneByOne:
			return look(n, link)
		case members != nil:
			return members.has(n)
		case float64(spent) <= enough:
			before := r.work + r.ticks
			holds := look(n, link)
			spent += r.work + r.ticks - before
			return holds
		case anchor == nil:
			if anchor = plan.Members(p, r.args, r.s); anchor == nil {
				oneByOne = true
				return look(n, link)
			}
			if enough = min(anchor.Cost, worthTrying); float64(spent) <= enough {
				return look(n, link)
			}
		}
		if float64(spent) >= anchor.Cost || enough == 0 {
			find()
		} else if !r.within(spent/2, find) {
			enough = min(8*float64(spent), anchor.Cost)
			return look(n, link)
		}
		return r.err == nil && members.has(n)
	}
}

// worthTrying is how much looking at nodes one by one has cost when finding all is tried for the first time.
const worthTrying = unitsBetween

// within finds something for no more than so much, and a little. It reports whether it was found.
func (r *run) within(most int, find func()) bool {
	before := r.limit
	if r.limit = r.work + r.ticks + most; before > 0 {
		r.limit = min(r.limit, before)
	}
	find()
	r.limit = before
	if r.err == errEnough && (before == 0 || r.work+r.ticks <= before) { //nolint:errorlint // it is never wrapped
		r.err = nil
		return false
	}
	return r.err == nil
}

// errEnough ends what was to be found for no more than so much.
var errEnough = errors.New("looked at enough")

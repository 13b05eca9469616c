package embedded

import "github.com/carejourney/carejourney/internal/plan"

// fewLooked is how much a condition on related nodes may cost before anybody asks whether its members cost less, and has
// perhaps an index made for that.
const fewLooked = 64

// remembering makes a test of a condition on related nodes that finds all nodes it holds for once, by walking back from the
// far end. That is less to look at where the condition is checked on many nodes, such as whether they lie in an area, and
// more where it is checked on few. So nodes are looked at one by one until that has cost as much as finding all of them is
// expected to, or not at all where it is expected to cost less than looking at one.
func (r *run) remembering(p plan.Related, look test) test {
	var members *nodeSet
	spent, enough, anchor := 0, float64(fewLooked), (*plan.Anchor)(nil)
	oneByOne, began := p.Quantifier != plan.Some, false // no other has members that can be found
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
			if enough = anchor.Cost; float64(spent) <= enough {
				return look(n, link)
			}
		}
		members = r.set()
		for _, member := range r.backwards(anchor) {
			members.add(member)
		}
		return members.has(n)
	}
}

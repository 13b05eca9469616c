package embedded

import "github.com/carejourney/carejourney/internal/model"

// step takes a step from every node and puts where it leads behind next.
func (r *run) step(st model.Step, from, next []int32) []int32 {
	r.seen.reset()
	return r.seen.sorted(r.take(st, from, &r.seen, next))
}

// take takes a step from every node and puts where it leads, unless it is in the set already, into the set and behind next. Where the
// step is taken again and again the set and next have to be empty.
func (r *run) take(st model.Step, from []int32, set *nodeSet, next []int32) []int32 {
	if st.Repeat == model.ZeroOrMore {
		for _, n := range from {
			if set.add(n) {
				next = append(next, n)
			}
		}
	}
	i := len(next)
	for _, t := range st.Types {
		table := r.s.links[t.Index]
		next = r.neighbours(table.from(st.Out), table.from(!st.Out), from, set, next)
	}
	if st.Repeat == model.Once {
		return next
	}
	for ; i < len(next) && r.err == nil; i++ {
		for _, t := range st.Types {
			next = r.push(r.s.links[t.Index].from(st.Out), next[i:i+1], set, next)
		}
	}
	return next
}

// neighbours follows relationships of one type from some nodes, from whichever end is less to look at.
func (r *run) neighbours(ahead, back *adjacency, from []int32, set *nodeSet, next []int32) []int32 {
	if most := r.worthPulling(ahead, back, from); most > 0 {
		var done bool
		if next, done = r.pull(back, from, set, next, r.work+r.ticks+most); done {
			return next
		}
	}
	return r.push(ahead, from, set, next)
}

// push looks at all neighbours of each node.
func (r *run) push(ahead *adjacency, from []int32, set *nodeSet, next []int32) []int32 {
	for _, n := range from {
		to, _ := ahead.at(n)
		for _, other := range to {
			if set.add(other) {
				next = append(next, other)
			}
		}
		if r.tick(len(to)); r.err != nil {
			break
		}
	}
	return next
}

// fewPushed is how many nodes are never worth looking at from the other end.
const fewPushed = 256

// worthPulling gives how much it is to look at all that leads away from some nodes, where it is less to ask every node that a relationship
// of the type leads to whether it comes from one of them, as far as averages tell; 0 where it is not.
func (r *run) worthPulling(ahead, back *adjacency, from []int32) int {
	if len(from) < fewPushed {
		return 0
	}
	sources, links := r.s.ends(ahead)
	targets, _ := r.s.ends(back)
	if most := int64(len(from)) + links; targets > most {
		return 0
	}
	push, some := int64(len(from)), int64(0)
	for _, n := range from {
		if degree := ahead.degree(n); degree > 0 {
			push, some = push+degree, some+1
		}
	}
	if some == 0 || targets+min(links, targets*sources/some) >= push {
		return 0
	}
	return int(push)
}

// ends gives how many nodes there are of the kinds that relationships are seen from, and how many relationships.
func (s *snapshot) ends(a *adjacency) (nodes, links int64) {
	for kind, n := range a.total {
		if n > 0 {
			nodes, links = nodes+s.live[kind], links+n
		}
	}
	return nodes, links
}

// pull looks, for each node that is not in the set, for one of some nodes among those that lead to it. It reports false where that has
// cost as much as it may and not all have been asked.
func (r *run) pull(back *adjacency, from []int32, set *nodeSet, next []int32, most int) ([]int32, bool) {
	r.source.reset()
	for _, n := range from {
		r.source.add(n)
	}
	for p, page := range back.pages {
		if page == nil {
			continue
		}
		if r.err != nil || r.work+r.ticks > most {
			return next, r.err != nil
		}
		first := int32(p << pageBits)
		for i := range int32(pageSize) {
			came := page.to[page.start[i]:page.start[i+1]]
			if len(came) == 0 || set.has(first+i) {
				continue
			}
			looked := 0
			for looked < len(came) && !r.source.has(came[looked]) {
				looked++
			}
			if r.tick(looked); looked < len(came) {
				set.add(first + i)
				next = append(next, first+i)
			}
		}
	}
	return next, true
}

// leads gives how many relationships a step follows from a node.
func (s *snapshot) leads(st model.Step, n int32) int64 {
	sum := int64(0)
	for _, t := range st.Types {
		sum += s.links[t.Index].from(st.Out).degree(n)
	}
	return sum
}

// over gives the relationships that a step follows, by type.
func (s *snapshot) over(st model.Step) []*adjacency {
	over := make([]*adjacency, len(st.Types))
	for i, t := range st.Types {
		over[i] = s.links[t.Index].from(st.Out)
	}
	return over
}

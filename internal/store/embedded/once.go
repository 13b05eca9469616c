package embedded

import "github.com/carejourney/carejourney/internal/plan"

// looked is what is known of a condition: at which nodes somebody looked, and where it holds.
type looked struct{ at, holds *nodeSet }

// sameTest is a condition as it was made ready where the query has it first.
type sameTest struct {
	look  test
	asked int // how many nodes it was asked about so far
	known *looked
}

// fewAsked is how many nodes a condition on related nodes is asked about until it is remembered what was found: a condition that is asked
// about more is asked about the same again and again, wherever several nodes have the same neighbours. Lazy answers remember from the first
// on: they have many lists on which the same nodes stand.
const fewAsked = 256

// same makes a condition that speaks of a node alone ready once, however many places of the query have it: what is found out about it in
// one serves in all. Conditions on related nodes look at a node once, after a few.
func (r *run) same(p plan.Predicate, made func() test) test {
	if plan.SpeaksOfEdge(p) || !plan.AsksAround(p) {
		return made()
	}
	key, ok := plan.Named(p)
	if known := r.tests[key]; ok && known != nil {
		return known.test(r)
	}
	one := &sameTest{look: made()}
	if ok {
		if r.tests == nil {
			r.tests = map[any]*sameTest{}
		}
		r.tests[key] = one
	}
	return one.test(r)
}

func (s *sameTest) test(r *run) test {
	if s.look == nil {
		return nil
	}
	return func(n, link int32) bool {
		if s.asked++; s.asked <= fewAsked && r.unread == nil {
			return s.look(n, link)
		}
		if s.known == nil {
			s.known = r.notebook()
		}
		return s.once(r, n, link)
	}
}

// notebook gives room for what is known of a condition.
func (r *run) notebook() *looked {
	known := &looked{}
	if r.unread == nil {
		known.at, known.holds = r.set(), r.set()
	} else {
		known.at, known.holds = &nodeSet{}, &nodeSet{}
		r.unread.tests = append(r.unread.tests, known)
	}
	return known
}

// once looks at a node, and notes what was found.
func (s *sameTest) once(r *run, n, link int32) bool {
	if s.known.at.has(n) {
		r.tick(0)
		return s.known.holds.has(n)
	}
	held := s.look(n, link)
	if r.err != nil {
		return false // the run has ended, and nobody knows whether it holds
	}
	s.known.at.add(n)
	if held {
		s.known.holds.add(n)
	}
	return held
}

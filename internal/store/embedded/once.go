package embedded

// looked is what is known of a condition: at which nodes somebody looked, and where it holds.
type looked struct{ at, holds nodeSet }

// once makes a test of a condition that speaks of a node alone, whatever relationship it was reached by, look at each node once. Only
// lazy answers remember: they have many lists on which the same nodes stand, while other conditions mostly meet a node once.
func (r *run) once(look test) test {
	if r.unread == nil {
		return look
	}
	known := &looked{}
	r.unread.tests = append(r.unread.tests, known)
	return func(n, link int32) bool {
		if known.at.has(n) {
			r.tick(0)
			return known.holds.has(n)
		}
		held := look(n, link)
		if r.err != nil {
			return false // the run has ended, and nobody knows whether it holds
		}
		known.at.add(n)
		if held {
			known.holds.add(n)
		}
		return held
	}
}

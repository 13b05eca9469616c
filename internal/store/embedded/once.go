package embedded

// once makes a test of a condition that speaks of a node alone, whatever relationship it was reached by, look at each node once. Only
// lazy answers remember: they have many lists on which the same nodes stand, while other conditions mostly meet a node once.
func (r *run) once(look test) test {
	if r.unread == nil {
		return look
	}
	var looked, holds nodeSet
	return func(n, link int32) bool {
		if looked.has(n) {
			r.tick(0)
			return holds.has(n)
		}
		held := look(n, link)
		if r.err != nil {
			return false // the run has ended, and nobody knows whether it holds
		}
		looked.add(n)
		if held {
			holds.add(n)
		}
		return held
	}
}

package embedded

// nodeSet is a set of nodes: a bit for each, and where they are, so that emptying it costs no more than filling it did.
type nodeSet struct {
	bits []uint64
	used []int32 // words that hold a bit
}

func (s *nodeSet) reset() {
	for _, w := range s.used {
		s.bits[w] = 0
	}
	s.used = s.used[:0]
}

// add puts a node into the set and reports whether it is new.
func (s *nodeSet) add(node int32) bool {
	w, bit := node>>6, uint64(1)<<(node&63)
	if int(w) >= len(s.bits) {
		s.bits = append(s.bits, make([]uint64, max(int(w)+1, 2*len(s.bits))-len(s.bits))...)
	}
	word := s.bits[w]
	if word&bit != 0 {
		return false
	}
	if word == 0 {
		s.used = append(s.used, w)
	}
	s.bits[w] = word | bit
	return true
}

// has reports whether a node is in the set.
func (s *nodeSet) has(node int32) bool {
	w := int(node >> 6)
	return w < len(s.bits) && s.bits[w]&(1<<(node&63)) != 0
}

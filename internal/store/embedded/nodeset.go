package embedded

import "math/bits"

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

// sorted gives the nodes of the set, which are on a list, in the order of their numbers where that takes no time because they are many: what
// is kept of nodes one after the other is found sooner.
func (s *nodeSet) sorted(nodes []int32) []int32 {
	if len(nodes) < len(s.bits)/4 {
		return nodes
	}
	nodes = nodes[:0]
	for i, word := range s.bits {
		for ; word != 0; word &= word - 1 {
			nodes = append(nodes, int32(i<<6+bits.TrailingZeros64(word))) //nolint:gosec // nodes are numbered in 32 bits
		}
	}
	return nodes
}

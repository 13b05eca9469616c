package embedded

// nodeSet is a set of nodes that is emptied at no cost.
type nodeSet struct {
	slots []nodeSlot
	round uint32 // slots of other rounds are free
	n     int
}

type nodeSlot struct {
	node  int32
	round uint32
}

func (s *nodeSet) reset() {
	s.round++
	s.n = 0
	if s.round == 0 { // after 2^32 rounds old slots would come back to life
		clear(s.slots)
		s.round = 1
	}
}

// add puts a node into the set and reports whether it is new.
func (s *nodeSet) add(node int32) bool {
	if 2*s.n >= len(s.slots) {
		s.grow()
	}
	mask := uint32(len(s.slots) - 1)
	for i := uint32(node) * 0x9E3779B1 >> 7 & mask; ; i = (i + 1) & mask {
		if s.slots[i].round != s.round {
			s.slots[i] = nodeSlot{node, s.round}
			s.n++
			return true
		}
		if s.slots[i].node == node {
			return false
		}
	}
}

func (s *nodeSet) grow() {
	old := s.slots
	s.slots, s.n = make([]nodeSlot, max(64, 4*len(old))), 0
	round := s.round
	s.round = max(round, 1)
	for _, slot := range old {
		if slot.round == round && round != 0 {
			s.add(slot.node)
		}
	}
}

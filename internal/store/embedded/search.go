package embedded

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/plan"
)

// How a word of a search is found in a node. Only what holds of every word counts.
const (
	inName uint8 = 1 << iota
	wholeInName
	anywhere
	wholeAnywhere
)

func found(word, term string, name bool) uint8 {
	switch {
	case name && word == term:
		return inName | wholeInName | anywhere | wholeAnywhere
	case name:
		return inName | anywhere
	case word == term:
		return anywhere | wholeAnywhere
	}
	return anywhere
}

// rank gives the place of a node in the answer to a search; see plan.Order.Rank.
func rank(how uint8) int32 {
	switch {
	case how&wholeInName != 0:
		return 0
	case how&inName != 0:
		return 1
	case how&wholeAnywhere != 0:
		return 2
	}
	return 3
}

// search visits the nodes in which every one of the words begins a word, with their rank: all, or those of an anchor.
func (r *run) search(words []string, a *plan.Anchor, visit func(n, rank int32)) {
	if len(words) == 0 {
		return
	}
	slices.Sort(words)
	words = slices.Compact(words)
	if a.Start != plan.AtSearch {
		for _, n := range r.anchored(a) {
			if r.tick(len(words)); r.err != nil {
				return
			}
			if bits := r.s.match(n, words); bits&anywhere != 0 {
				visit(n, rank(bits))
			}
		}
		return
	}
	r.matching(r.s.termIndex(), words, func(n int32, bits uint8) {
		if _, touched := slices.BinarySearch(r.s.touched, n); !touched {
			visit(n, rank(bits))
		}
	})
	for _, n := range r.s.touched {
		if r.tick(len(words)); r.err != nil {
			return
		}
		if bits := r.s.match(n, words); bits&anywhere != 0 {
			visit(n, rank(bits))
		}
	}
}

// hit is a node that a search found, and how.
type hit struct {
	node int32
	how  uint8
}

// matching visits the nodes in which all the words are found, and says how. It begins with the rarest word, so that what
// it costs is what looking at the words costs, and leaves the marks as it found them: all 0.
func (r *run) matching(x *termIndex, words []string, visit func(n int32, bits uint8)) {
	places := make([]span, len(words))
	for i, word := range words {
		places[i].from, places[i].to = x.prefix(word)
	}
	count := func(i int) int32 { return x.start[places[i].to] - x.start[places[i].from] }
	rarest := 0
	for i := range words {
		if count(i) < count(rarest) {
			rarest = i
		}
	}
	words[0], words[rarest], places[0], places[rarest] = words[rarest], words[0], places[rarest], places[0]
	if nodes := len(r.s.epoch.base.pageKind) << pageBits; nodes > len(r.how) {
		r.how, r.one = make([]uint8, nodes), make([]uint8, nodes)
	}
	r.hits = r.mark(x, words[0], places[0], r.how, nil, r.hits[:0])
	for i := 1; i < len(words) && len(r.hits) > 0; i++ {
		r.mark(x, words[i], places[i], r.one, r.how, nil)
		for _, h := range r.hits {
			r.how[h.node] &= r.one[h.node]
			r.one[h.node] = 0
		}
	}
	for i, h := range r.hits {
		r.hits[i].how, r.how[h.node] = r.how[h.node], 0
	}
	for _, h := range r.hits {
		if h.how&anywhere != 0 {
			visit(h.node, h.how)
		}
	}
}

// mark notes for each node how a word is found in it: everywhere, listing the nodes, or with among only there.
func (r *run) mark(x *termIndex, word string, at span, marks, among []uint8, list []hit) []hit {
	for t := at.from; t < at.to && r.err == nil; t++ {
		r.tick(int(x.start[t+1] - x.start[t]))
		for _, p := range x.postings[x.start[t]:x.start[t+1]] {
			n := int32(p >> 1)
			if among != nil {
				if among[n] == 0 {
					continue
				}
			} else if marks[n] == 0 {
				list = append(list, hit{node: n})
			}
			marks[n] |= found(word, x.terms[t], p&1 != 0)
		}
	}
	return list
}

// match says how all the words are found in one node.
func (s *snapshot) match(n int32, words []string) uint8 {
	if !s.alive(n) {
		return 0
	}
	all := inName | wholeInName | anywhere | wholeAnywhere
	for _, word := range words {
		one := uint8(0)
		s.words(n, func(term string, name bool) {
			if strings.HasPrefix(term, word) {
				one |= found(word, term, name)
			}
		})
		all &= one
	}
	return all
}

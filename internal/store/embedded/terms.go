package embedded

import (
	"slices"
	"sort"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// nameField is the field whose words rank before those of all others.
const nameField = "name"

// termIndex is the words of all searchable fields in order, each with the nodes it is found in.
type termIndex struct {
	terms    []string
	start    []int32
	postings []posting
}

// posting is a node, with the lowest bit set where the word is in its name.
type posting uint32

func (s *snapshot) termIndex() *termIndex {
	return s.epoch.terms.get(s.epoch.base.makeTermIndex)
}

// makeTermIndex numbers the words as they are met, then lays the postings out in the order of the words.
func (s *snapshot) makeTermIndex() *termIndex {
	type entry struct {
		term int32
		at   posting
	}
	var entries []entry
	numbers, terms, counts := map[string]int32{}, []string(nil), []int32(nil)
	for k := range s.model.Kinds {
		for n := range s.nodes(k) {
			s.words(n, func(word string, inName bool) {
				number, ok := numbers[word]
				if !ok {
					number = int32(len(terms))
					word = strings.Clone(word)
					terms, counts, numbers[word] = append(terms, word), append(counts, 0), number
				}
				counts[number]++
				at := posting(n) << 1
				if inName {
					at |= 1
				}
				entries = append(entries, entry{number, at})
			})
		}
	}
	order := make([]int32, len(terms))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(terms[a], terms[b]) })
	x := &termIndex{terms: make([]string, len(terms)), start: make([]int32, len(terms)+1), postings: make([]posting, len(entries))}
	next := make([]int32, len(terms))
	for i, number := range order {
		x.terms[i], x.start[i+1] = terms[number], x.start[i]+counts[number]
		next[number] = x.start[i]
	}
	for _, e := range entries {
		x.postings[next[e.term]] = e.at
		next[e.term]++
	}
	return x
}

// words visits the words of the searchable fields of a node.
func (s *snapshot) words(n int32, visit func(word string, inName bool)) {
	for _, f := range s.fields[s.kindIndex(n)] {
		if !f.Searchable {
			continue
		}
		texts := []string(nil)
		switch v := s.dict.value(s.columns[f.Property].at(n)).(type) {
		case string:
			texts = []string{v}
		case []string:
			texts = v
		}
		for _, text := range texts {
			for _, word := range model.Terms(text) {
				visit(word, f.Name == nameField)
			}
		}
	}
}

// prefix gives the range of words that begin like this.
func (x *termIndex) prefix(word string) (from, to int) {
	from = sort.SearchStrings(x.terms, word)
	to = from + sort.Search(len(x.terms)-from, func(i int) bool { return !strings.HasPrefix(x.terms[from+i], word) })
	return from, to
}

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
			if bits := r.s.match(n, words); bits&anywhere != 0 {
				visit(n, rank(bits))
			}
		}
		return
	}
	how := r.s.termIndex().match(words, len(r.s.epoch.base.pageKind)<<pageBits)
	for _, n := range r.s.touched {
		if int(n) < len(how) {
			how[n] = 0
		}
	}
	for n, bits := range how {
		if bits&anywhere != 0 {
			visit(int32(n), rank(bits))
		}
	}
	for _, n := range r.s.touched {
		if bits := r.s.match(n, words); bits&anywhere != 0 {
			visit(n, rank(bits))
		}
	}
}

// match says for each node how all the words are found in it.
func (x *termIndex) match(words []string, nodes int) []uint8 {
	var all []uint8
	one := make([]uint8, nodes)
	for _, word := range words {
		from, to := x.prefix(word)
		if from == to {
			return nil
		}
		clear(one)
		for t := from; t < to; t++ {
			for _, at := range x.postings[x.start[t]:x.start[t+1]] {
				one[at>>1] |= found(word, x.terms[t], at&1 != 0)
			}
		}
		if all == nil {
			all = slices.Clone(one)
			continue
		}
		for n := range all {
			all[n] &= one[n]
		}
	}
	return all
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

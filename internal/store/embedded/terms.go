package embedded

import (
	"slices"
	"sort"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// nameField is the field whose words rank before those of all others.
const nameField = "name"

// termIndex is the words of all searchable fields in order, each with the nodes it is found in.
type termIndex struct {
	text     string  // all the words, each with a space behind it
	ends     []int32 // of each of them in the text
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
	next, text := make([]int32, len(terms)), strings.Builder{}
	for i, number := range order {
		text.WriteString(terms[number])
		text.WriteByte(' ')
		x.ends = append(x.ends, int32(text.Len())) //nolint:gosec // words of a graph in memory
		x.start[i+1], next[number] = x.start[i]+counts[number], x.start[i]
	}
	x.text = text.String()
	for i, end := range x.ends {
		x.terms[i] = x.text[end-int32(len(terms[order[i]]))-1 : end-1] //nolint:gosec // as above
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

package embedded

import (
	"sort"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// containing gives in how many nodes at most a text stands somewhere in a field, by the index of words: what stands in a text stands in
// one of its words, as far as it is letters and digits. Nobody waits for the index to be made for that.
func (s *snapshot) containing(k *model.Kind, c plan.Compare, value any) (float64, bool) {
	text, isText := value.(string)
	if !isText || !c.Fold || !s.epoch.terms.made.Load() || !s.searches(k, c.Field.Property) {
		return 0, false
	}
	inside := longestTerm(text)
	if inside == "" {
		return 0, false
	}
	x, n := s.termIndex(), int32(0)
	x.with(inside, func(term int) { n += x.start[term+1] - x.start[term] })
	return float64(n), true
}

// searches reports whether the words of a field are in the index.
func (s *snapshot) searches(k *model.Kind, property string) bool {
	for _, f := range s.fields[k.Index] {
		if f.Property == property {
			return f.Searchable
		}
	}
	return false
}

// containing adds the nodes to some in which a text may stand in a field.
func (x *termIndex) containing(f *model.Field, value any, found []int32) []int32 {
	text, _ := value.(string)
	inName := f.Name == nameField
	x.with(longestTerm(text), func(term int) {
		for _, p := range x.postings[x.start[term]:x.start[term+1]] {
			if inName == (p&1 != 0) {
				found = append(found, int32(p>>1))
			}
		}
	})
	return found
}

// longestTerm gives the longest part of a text that stands in one word of whatever has the text.
func longestTerm(text string) string {
	longest := ""
	for _, term := range model.Terms(text) {
		if len(term) > len(longest) {
			longest = term
		}
	}
	return longest
}

// with visits the words that have something in them, each once.
func (x *termIndex) with(inside string, visit func(term int)) {
	for at := 0; at < len(x.text); {
		next := strings.Index(x.text[at:], inside)
		if next < 0 {
			return
		}
		term := sort.Search(len(x.ends), func(i int) bool { return int(x.ends[i]) > at+next })
		visit(term)
		at = int(x.ends[term])
	}
}

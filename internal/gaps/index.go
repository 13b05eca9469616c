package gaps

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// index finds findings by what people narrow them to, without looking at each: a country has very many, and what one touches may be
// most of the country. Findings go by their places in the ranking.
type index struct {
	once sync.Once

	lines    []line
	codes    numbers            // of rules
	kinds    numbers            // of subjects
	subjects map[string][]int32 // findings by the id they are about
	named    map[string][]int32 // findings by the id of a journey or stage that they name
	walks    map[*model.Relation]*walked
	onOne    []int32 // places in the ranking of a journey, whose people alone count
}

// line is what findings are counted by.
type line struct {
	severity, code, kind uint16
	accepted             bool
}

// walked are the findings that touch what a relation leads to.
type walked struct {
	to   string    // the kind it leads to
	any  plan.Walk // one of them
	from []int     // where the relation is walked from
	of   []int32   // by which finding
}

// numbers numbers texts as they are met.
type numbers struct {
	texts []string
	of    map[string]uint16
}

func (n *numbers) number(text string) uint16 {
	at, known := n.of[text]
	if !known {
		if n.of == nil {
			n.of = map[string]uint16{}
		}
		at = uint16(len(n.texts)) //nolint:gosec // nobody writes so many rules, nor has so many kinds
		n.of[text], n.texts = at, append(n.texts, text)
	}
	return at
}

// indexed gives the index of the findings, which is made once.
func (f *Found) indexed() *index {
	f.index.once.Do(func() { f.index.make(f.Findings) })
	return f.index
}

func (x *index) make(findings []Finding) {
	x.lines, x.onOne = make([]line, len(findings)), make([]int32, len(findings))
	x.subjects, x.named, x.walks = map[string][]int32{}, map[string][]int32{}, map[*model.Relation]*walked{}
	for i := range findings {
		f, place := &findings[i], int32(i)                                                                                      //nolint:gosec // memory ends before
		x.lines[i] = line{uint16(f.Severity.rank()), x.codes.number(f.Code), x.kinds.number(f.Subject.Kind), f.Accepted != nil} //nolint:gosec // three of them
		x.subjects[f.Subject.ID] = append(x.subjects[f.Subject.ID], place)
		x.onOne[i] = place
		x.touched(f, place)
	}
	slices.SortFunc(x.onOne, func(a, b int32) int {
		one, two := &findings[a], &findings[b]
		return cmp.Or(cmp.Compare(x.lines[a].severity, x.lines[b].severity), cmp.Compare(two.AtMost, one.AtMost), compareNames(one, two))
	})
}

// touched notes what a finding touches.
func (x *index) touched(f *Finding, place int32) {
	name := func(refs []Ref) {
		for _, ref := range refs {
			if of := x.named[ref.ID]; len(of) == 0 || of[len(of)-1] != place {
				x.named[ref.ID] = append(of, place)
			}
		}
	}
	if f.story == nil {
		name(f.Journeys)
		name(f.Stages)
		return
	}
	name(f.story.reach.refs)
	for _, list := range f.story.reach.lists {
		relation, from := list.From()
		w := x.walks[relation]
		if w == nil {
			w = &walked{to: list.Kind().Name, any: list}
			x.walks[relation] = w
		}
		w.from, w.of = append(w.from, from), append(w.of, place)
	}
}

// touching marks the findings that touch a journey or a stage.
func (x *index) touching(id, kind, prefix string) (marks, error) {
	all := newMarks(len(x.lines))
	if !strings.HasPrefix(id, prefix) {
		return all, nil
	}
	all.add(x.named[id])
	for _, w := range x.walks {
		if w.to != kind {
			continue
		}
		to, err := w.any.Origins(id)
		if err != nil {
			return nil, err
		}
		for i, from := range w.from {
			if to.Has(from) {
				all.add(w.of[i : i+1])
			}
		}
	}
	return all, nil
}

// marks are findings by their places.
type marks []uint64

func newMarks(n int) marks { return make(marks, (n+63)/64) }

func (m marks) add(places []int32) {
	for _, place := range places {
		m[place>>6] |= 1 << (place & 63)
	}
}

// both gives what is marked in both, where nil marks everything.
func (m marks) both(other marks) marks {
	if m == nil {
		return other
	}
	for i, word := range other {
		m[i] &= word
	}
	return m
}

package gaps

import (
	"cmp"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/plan"
)

// Tally is how many gaps touch a journey or a stage.
type Tally struct {
	Ref
	Count, High int
}

// TallyJourneys counts gaps by journey, by id, without telling any of them.
func TallyJourneys(findings []Finding) []Tally { return tally(findings, journeyKind, journeyPrefix) }

// TallyStages counts gaps by stage, by id, without telling any of them.
func TallyStages(findings []Finding) []Tally { return tally(findings, stageKind, stagePrefix) }

// tallying counts gaps: very many of them touch very many journeys, so these go by their places where it can be.
type tallying struct {
	named  map[string]*Tally // by id
	among  *plan.Among       // nil until a list was met
	placed []Tally           // by place
	bits   []uint64
}

func tally(findings []Finding, kind, prefix string) []Tally {
	t := tallying{named: map[string]*Tally{}}
	for i := range findings {
		f := &findings[i]
		if f.story == nil || !t.place(f, kind, prefix) {
			for _, ref := range f.all(kind, prefix) {
				t.name(ref).count(f)
			}
		}
	}
	for place := range t.placed {
		if p := &t.placed[place]; p.Count > 0 {
			known := t.name(Ref{t.among.IDs[place], t.among.Names[place]})
			known.Count, known.High = known.Count+p.Count, known.High+p.High
		}
	}
	all := make([]Tally, 0, len(t.named))
	for _, known := range t.named {
		all = append(all, *known)
	}
	slices.SortFunc(all, func(a, b Tally) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

func (t *Tally) count(f *Finding) {
	t.Count++
	if f.Severity == High {
		t.High++
	}
}

func (t *tallying) name(ref Ref) *Tally {
	known := t.named[ref.ID]
	if known == nil {
		known = &Tally{Ref: ref}
		t.named[ref.ID] = known
	}
	known.Name = cmp.Or(known.Name, ref.Name) // not every rule asks for it
	return known
}

// place counts a gap by the places of what it touches. It reports false, and has counted nothing, where not all of that has a place.
func (t *tallying) place(f *Finding, kind, prefix string) bool {
	clear(t.bits)
	met := false
	for _, list := range f.story.reach.lists {
		if list.Kind().Name != kind {
			continue
		}
		set, err := list.Reached(t.bits)
		if err != nil || t.among != nil && set.Among != t.among {
			return false
		}
		if t.among == nil {
			t.among, t.placed = set.Among, make([]Tally, len(set.Among.IDs))
		}
		t.bits, met = set.Bits, true
	}
	if !met {
		return false
	}
	for _, ref := range f.story.reach.refs {
		if strings.HasPrefix(ref.ID, prefix) {
			at, known := t.among.Place(ref.ID)
			if !known {
				return false
			}
			t.bits[at>>6] |= 1 << (at & 63)
		}
	}
	for at := range (plan.Set{Bits: t.bits}).Places() {
		t.placed[at].count(f)
	}
	return true
}

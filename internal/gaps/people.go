package gaps

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/plan"
)

// PeopleQuery asks who takes which journey, and how large the groups are that rules can name. It is asked once for all rules: most
// of what is found touches the same journeys.
const PeopleQuery = `query PeopleOnJourneys($first: Int) {
  journeys(first: $first) { nodes { id personGroups { id name size } } }
  personGroups(first: $first) { nodes { id name size } }
}`

// PeopleOn are the groups who take journeys. How many people a gap touches is how many the largest group has that takes one
// of its journeys: groups overlap, so their sizes cannot be added up.
type PeopleOn struct {
	groups map[string][]People // by id of the journey
	sized  []People            // those whose size is known, each once
	place  map[string]int      // of each among them, by id
	marks  *plan.Marks         // which of them take a journey
}

// ReadPeople reads the answer to PeopleQuery.
func ReadPeople(data []byte) (*PeopleOn, error) {
	var answer struct {
		Journeys struct {
			Nodes []struct {
				ID           string
				PersonGroups []People
			}
		}
		PersonGroups struct{ Nodes []People }
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		return nil, err
	}
	groups := map[string][]People{}
	for _, j := range answer.Journeys.Nodes {
		groups[j.ID] = j.PersonGroups
	}
	return peopleOn(groups, answer.PersonGroups.Nodes...), nil
}

// peopleOn marks journeys with who takes them. Others are groups who may take none.
func peopleOn(groups map[string][]People, others ...People) *PeopleOn {
	on := &PeopleOn{groups: groups, place: map[string]int{}}
	for _, journey := range slices.Sorted(maps.Keys(groups)) {
		on.sizes(groups[journey])
	}
	on.sizes(others)
	on.marks = &plan.Marks{Words: (len(on.sized) + 63) / 64, Of: make(map[string][]uint64, len(groups))}
	for journey, all := range groups {
		taken := make([]uint64, on.marks.Words)
		for _, p := range all {
			if at, known := on.place[p.ID]; known {
				taken[at>>6] |= 1 << (at & 63)
			}
		}
		on.marks.Of[journey] = taken
	}
	return on
}

// sizes notes groups whose size is known.
func (on *PeopleOn) sizes(groups []People) {
	for _, p := range groups {
		if _, known := on.place[p.ID]; !known && p.Size != nil {
			on.place[p.ID] = len(on.sized)
			on.sized = append(on.sized, p)
		}
	}
}

// add adds who takes the journeys that something touches. A rule that names groups need not ask for their sizes.
func (on *PeopleOn) add(t *Touched) {
	known := map[string]bool{}
	for i, p := range t.People {
		known[p.ID] = true
		if at, sized := on.place[p.ID]; sized {
			t.People[i] = on.sized[at]
		}
	}
	for _, j := range t.Journeys {
		for _, p := range on.groups[j.ID] {
			if !known[p.ID] {
				known[p.ID] = true
				t.People = append(t.People, p)
			}
		}
	}
}

// largest gives the size of the largest of some groups, nil where no size is known.
func largest(groups []People) *int {
	var most *int
	for _, p := range groups {
		if p.Size != nil && (most == nil || *p.Size > *most) {
			most = p.Size
		}
	}
	return most
}

// size gives how many people something touches, and how many at most if groups do not overlap.
func (on *PeopleOn) size(r *reach) (most *int, atMost int, err error) {
	touched := make([]uint64, on.marks.Words)
	for _, ref := range r.refs {
		join(touched, on.marks.Of[ref.ID])
	}
	for _, list := range r.lists {
		if list.Kind().Name == journeyKind {
			marks, err := list.Marked(on.marks)
			if err != nil {
				return nil, 0, err
			}
			join(touched, marks)
		}
	}
	count := func(p People) {
		atMost += *p.Size
		if most == nil || *p.Size > *most {
			most = p.Size
		}
	}
	for _, p := range r.groups {
		if at, known := on.place[p.ID]; known {
			touched[at>>6] |= 1 << (at & 63)
		} else if p.Size != nil {
			count(p)
		}
	}
	for at := range (plan.Set{Bits: touched}).Places() {
		count(on.sized[at])
	}
	return most, atMost, nil
}

func join(into, other []uint64) {
	for i, word := range other {
		into[i] |= word
	}
}

func meet(a, b []uint64) bool {
	for i, word := range a {
		if word&b[i] != 0 {
			return true
		}
	}
	return false
}

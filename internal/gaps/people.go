package gaps

import (
	"encoding/json"
	"strings"
	"sync"

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
	known  map[string]People   // by id

	mu      sync.Mutex
	travels map[*plan.Among][]travels // guarded by mu
}

// travels are the journeys that a group takes.
type travels struct {
	People
	journeys []uint64
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
	on := nobody()
	for _, j := range answer.Journeys.Nodes {
		on.groups[j.ID] = j.PersonGroups
	}
	for _, p := range answer.PersonGroups.Nodes {
		on.known[p.ID] = p
	}
	return on, nil
}

// nobody is where nobody is known to take any journey.
func nobody() *PeopleOn {
	return &PeopleOn{groups: map[string][]People{}, known: map[string]People{}, travels: map[*plan.Among][]travels{}}
}

// Add tells findings that were read by themselves who takes the journeys they touch.
func (on *PeopleOn) Add(findings []Finding) {
	for i := range findings {
		f := &findings[i]
		on.add(&f.Touched)
		f.Size, f.AtMost = sizes(f.People)
	}
}

// add adds who takes the journeys that something touches.
func (on *PeopleOn) add(t *Touched) {
	known := map[string]bool{}
	for i, p := range t.People {
		known[p.ID] = true
		if full, ok := on.known[p.ID]; ok {
			t.People[i] = full
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

// named gives a group that a rule names, which need not ask for the size.
func (on *PeopleOn) named(group any) People {
	if p, known := on.known[text(group, "id")]; known {
		return p
	}
	return peopleIn(group)
}

// size gives how many people something touches, and how many at most if groups do not overlap.
func (on *PeopleOn) size(r *reach) (size *int, atMost int) {
	var groups []People
	for _, ref := range r.refs {
		if strings.HasPrefix(ref.ID, journeyPrefix) {
			groups = append(groups, on.groups[ref.ID]...)
		}
	}
	for _, group := range r.groups {
		groups = append(groups, on.named(group))
	}
	lists, some := r.among(journeyKind)
	for _, journey := range some {
		groups = append(groups, on.groups[journey.ID]...)
	}
	if len(groups) == 0 && len(lists) == 1 {
		return on.among(lists[0])
	}
	for _, reached := range lists {
		for _, g := range on.byGroup(reached.Among) {
			if meet(reached.Bits, g.journeys) {
				groups = append(groups, g.People)
			}
		}
	}
	return sizes(groups)
}

// among does the same for one list of journeys, which is what most findings touch.
func (on *PeopleOn) among(reached plan.Set) (most *int, atMost int) {
	for _, g := range on.byGroup(reached.Among) {
		if meet(reached.Bits, g.journeys) {
			atMost += *g.Size
			if most == nil || *g.Size > *most {
				most = g.Size
			}
		}
	}
	return most, atMost
}

// sizes gives the size of the largest of some groups, and of all of them together.
func sizes(groups []People) (*int, int) {
	sum, known := 0, map[string]bool{}
	for _, p := range groups {
		if p.Size != nil && !known[p.ID] {
			known[p.ID] = true
			sum += *p.Size
		}
	}
	return largest(groups), sum
}

func meet(a, b []uint64) bool {
	for i, word := range a {
		if word&b[i] != 0 {
			return true
		}
	}
	return false
}

// byGroup gives the journeys of each group whose size is known.
func (on *PeopleOn) byGroup(among *plan.Among) []travels {
	on.mu.Lock()
	defer on.mu.Unlock()
	known, made := on.travels[among]
	if made {
		return known
	}
	at := map[string]int{}
	for i, id := range among.IDs {
		for _, p := range on.groups[id] {
			if p.Size == nil {
				continue
			}
			n, again := at[p.ID]
			if !again {
				n = len(known)
				at[p.ID] = n
				known = append(known, travels{p, make([]uint64, (len(among.IDs)+63)/64)})
			}
			known[n].journeys[i>>6] |= 1 << (i & 63)
		}
	}
	on.travels[among] = known
	return known
}

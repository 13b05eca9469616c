package gaps

import "encoding/json"

// Ref is a node by its id and name.
type Ref struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// People are a group of people that a gap touches.
type People struct {
	Ref
	Size *int `json:"size"` // nil where nobody knows
}

// Touched is whom and what a gap touches: what the answer has of them below the subject.
type Touched struct {
	Journeys []Ref    `json:"journeys"`
	Stages   []Ref    `json:"stages"`
	People   []People `json:"personGroups"`
}

// leading are the keys below a node that lead to what is touched together with it.
var leading = []string{"journey", "journeys", "stage", "stages", "personGroups", "from", "to", "node", "nodes", "edges"}

// The prefixes of ids of what can be touched.
const (
	journeyPrefix = "journey:"
	stagePrefix   = "stage:"
	peoplePrefix  = "person-group:"
)

// touched gives the same as lists, by id, and the groups of people in the order in which they were found.
func (r *reach) touched(on *PeopleOn) Touched {
	t := Touched{Journeys: r.all(journeyKind, journeyPrefix), Stages: r.all(stageKind, stagePrefix), People: []People{}}
	t.People = append(t.People, r.groups...)
	on.add(&t)
	return t
}

func peopleIn(group any) People {
	number, _ := get(group, "size")
	return People{Ref{text(group, "id"), text(group, "name")}, size(number)}
}

func size(v any) *int {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			size := int(n)
			return &size
		}
	case int64:
		size := int(v)
		return &size
	case float64: // as encoding/json reads it
		size := int(v)
		return &size
	}
	return nil
}

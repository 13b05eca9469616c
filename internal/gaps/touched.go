package gaps

import (
	"encoding/json"
	"strings"
)

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

	known ids
}

// leading are the keys below a node that lead to what is touched together with it.
var leading = []string{"journey", "journeys", "stage", "stages", "personGroups", "from", "to", "node", "nodes", "edges"}

// The prefixes of ids of what can be touched.
const (
	journeyPrefix = "journey:"
	stagePrefix   = "stage:"
	peoplePrefix  = "person-group:"
)

// add adds a value and what its leading keys lead to.
func (t *Touched) add(v any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			t.add(item)
		}
	case map[string]any:
		t.addNode(v)
		for _, key := range leading {
			t.add(v[key])
		}
	}
}

// addAbove adds a node that the subject was found in: the journey a stage was looked up in and its people, but not
// every other stage of it.
func (t *Touched) addAbove(s *scope) {
	for ; s != nil; s = s.above {
		o := s.object()
		t.addNode(o)
		if id, _ := o["id"].(string); strings.HasPrefix(id, journeyPrefix) {
			t.add(o["personGroups"])
		}
	}
}

func (t *Touched) addNode(o map[string]any) {
	id, _ := o["id"].(string)
	name, _ := o["name"].(string)
	if id == "" || t.known.known[id] {
		return
	}
	ref := Ref{id, name}
	switch {
	case strings.HasPrefix(id, journeyPrefix):
		t.Journeys = append(t.Journeys, ref)
	case strings.HasPrefix(id, stagePrefix):
		t.Stages = append(t.Stages, ref)
	case strings.HasPrefix(id, peoplePrefix):
		t.People = append(t.People, People{ref, size(o["size"])})
	default:
		return
	}
	t.known.add(o)
}

func size(v any) *int {
	number, _ := v.(json.Number)
	n, err := number.Int64()
	if err != nil {
		return nil
	}
	size := int(n)
	return &size
}

// merge adds what another finding about the same subject touches.
func (t *Touched) merge(other Touched) {
	for _, id := range other.Journeys {
		t.addNode(map[string]any{"id": id.ID, "name": id.Name})
	}
	for _, id := range other.Stages {
		t.addNode(map[string]any{"id": id.ID, "name": id.Name})
	}
	for _, p := range other.People {
		if !t.known.known[p.ID] {
			t.known.add(map[string]any{"id": p.ID})
			t.People = append(t.People, p)
		}
	}
}

// total is how many people are touched, nil where no size is known. Groups overlap, so it is an upper bound.
func (t *Touched) total() *int {
	total, known := 0, false
	for _, p := range t.People {
		if p.Size != nil {
			total, known = total+*p.Size, true
		}
	}
	if !known {
		return nil
	}
	return &total
}

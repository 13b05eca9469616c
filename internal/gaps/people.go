package gaps

import "encoding/json"

// PeopleQuery asks who takes which journey. It is asked once for all rules: most of what is found touches the same journeys.
const PeopleQuery = `query PeopleOnJourneys($first: Int) {
  journeys(first: $first) { nodes { id personGroups { id name size } } }
}`

// PeopleOn are the groups who take journeys, by id of the journey.
type PeopleOn map[string][]People

// ReadPeople reads the answer to PeopleQuery.
func ReadPeople(data []byte) (PeopleOn, error) {
	var answer struct {
		Journeys struct {
			Nodes []struct {
				ID           string
				PersonGroups []People
			}
		}
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		return nil, err
	}
	on := PeopleOn{}
	for _, j := range answer.Journeys.Nodes {
		on[j.ID] = j.PersonGroups
	}
	return on, nil
}

// Add tells findings who takes the journeys that they touch.
func (on PeopleOn) Add(findings []Finding) {
	for i := range findings {
		f := &findings[i]
		known := map[string]bool{}
		for _, p := range f.People {
			known[p.ID] = true
		}
		for _, j := range f.Journeys {
			for _, p := range on[j.ID] {
				if !known[p.ID] {
					known[p.ID] = true
					f.People = append(f.People, p)
				}
			}
		}
		f.Size = f.total()
	}
}

package pages

import (
	"net/http"
	"slices"
)

// mostNamed is how many journeys or areas are offered by name; where there are more, an id is written instead.
const mostNamed = 200

// offerNames lets journeys and areas be chosen by name where a question asks for the id of one. What cannot be offered is
// filled in as before.
func (p *Pages) offerNames(r *http.Request, inputs []input) {
	lists := map[string]string{"journey": "journeys", "area": "areas", "region": "areas"}
	if !slices.ContainsFunc(inputs, func(in input) bool { return lists[in.Name] != "" && !in.JSON }) {
		return
	}
	var choices struct{ Journeys, Areas struct{ Nodes []ref } }
	if _, err := p.ask(r, "compare-choices", nil, &choices); err != nil {
		return
	}
	named := map[string][]ref{"journeys": choices.Journeys.Nodes, "areas": choices.Areas.Nodes}
	for i := range inputs {
		in := &inputs[i]
		nodes := named[lists[in.Name]]
		if in.JSON || len(in.Choices) > 0 || in.Error != "" || len(nodes) == 0 || len(nodes) > mostNamed {
			continue
		}
		if in.Value == "" || slices.ContainsFunc(nodes, func(n ref) bool { return n.ID == in.Value }) {
			in.Choices = chosenOf(nodes, in.Value)
		}
	}
}

package pages

import "net/http"

// largeModel is how many journeys a model has of which pages leave out, until somebody asks for it, what has to be followed over
// many links for many nodes: it would keep everybody waiting who only wants to look something up.
const largeModel = 1000

// large says whether the model is so large. What cannot be asked just now is not.
func (p *Pages) large(r *http.Request) bool {
	counts, _, err := p.sizes(unhurried(r))
	return err == nil && counts[p.model.Kind("Journey").Plural].TotalCount > largeModel
}

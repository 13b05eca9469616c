package pages

import "net/http"

// largeModel is how many journeys a model has of which pages leave out, until somebody asks for it, what has to be followed over
// many links for many nodes: it would keep everybody waiting who only wants to look something up.
const largeModel = 1000

// manyJourneys is from how many journeys on a gap may touch so many of them and their stages that a list of gaps does not name them all.
const manyJourneys = 100

// large says whether the model is so large. What cannot be asked just now is not.
func (p *Pages) large(r *http.Request) bool { return p.journeysIn(r) > largeModel }

// journeysIn gives how many journeys there are, 0 where that cannot be asked just now.
func (p *Pages) journeysIn(r *http.Request) int {
	counts, _, err := p.sizes(unhurried(r))
	if err != nil {
		return 0
	}
	return counts[p.model.Kind("Journey").Plural].TotalCount
}

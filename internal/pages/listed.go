package pages

import (
	"encoding/json"
	"maps"
	"net/http"

	"github.com/carejourney/carejourney/internal/model"
)

// listCounts say how many rows there are of all, and of each sort.
type listCounts struct {
	TotalCount int
	facets     facets
}

// listed asks for a page of a list, and apart from it how many rows there are in all and of each sort: these counts are the same on
// every page of the list, and are kept from one to the next.
func (p *Pages) listed(r *http.Request, k *model.Kind, question string, variables map[string]any) (json.RawMessage, listCounts, []behind, error) {
	var counts listCounts
	all := map[string]any{"first": 0}
	if where := variables["where"]; where != nil {
		all["where"] = where
	}
	rows := maps.Clone(variables)
	rows["counts"] = false
	var page, sums map[string]json.RawMessage
	asked, err := p.askLess(r, question, rows, "countJourneys", &page)
	if err != nil {
		return nil, counts, nil, err
	}
	counted, err := p.ask(r, question, all, &sums)
	if err == nil {
		err = json.Unmarshal(sums[k.Plural], &counts)
	}
	_ = json.Unmarshal(sums[k.Plural], &counts.facets) // members that are no facets are left out
	return page[k.Plural], counts, []behind{asked, counted}, err
}

package storetest

import (
	"testing"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// Open gives an empty store for the model. It ends the test where it cannot, and skips it, saying why, where it need not.
type Open func(t *testing.T, m *model.Model) store.Store

// group is the cases of one subject.
type group struct {
	name  string
	cases []testCase
}

// testCase is one promise of a store.
type testCase struct {
	name string
	run  func(g *bench)
}

func groups() []group {
	return []group{
		{"values", valueCases()}, {"filters", filterCases()}, {"lists and kinds", listCases()}, {"quantifiers", relatedCases()},
		{"order", orderCases()}, {"pages", pageCases()}, {"paths", pathCases()}, {"shapes", shapeCases()},
		{"many nodes", manyCases()}, {"facets", facetCases()}, {"search", searchCases()}, {"ids", idCases()}, {"writes", writeCases()},
		{"refusals", refusalCases()}, {"versions", versionCases()}, {"life", lifeCases()},
	}
}

// Run tests everything a store promises. Every case gets a store of its own from open, and the case closes it.
func Run(t *testing.T, open func(t *testing.T, m *model.Model) store.Store) {
	t.Helper()
	m := Town()
	for _, gr := range groups() {
		t.Run(gr.name, func(t *testing.T) {
			for _, c := range gr.cases {
				t.Run(c.name, func(t *testing.T) { c.run(newBench(t, m, open)) })
			}
		})
	}
}

package embedded_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func TestCountsOfAllNodesStayTrueThroughChanges(t *testing.T) {
	c := makeCountry(t, 20)
	st := c.load(t)
	outcome := c.m.Kind("Outcome")
	counted := func(first int64, kinds ...string) *plan.List {
		sel := c.sel("Outcome", "id")
		for _, kind := range kinds {
			sel.Kinds = append(sel.Kinds, c.m.Kind(kind))
		}
		sel.Shapes[0].Kinds = sel.Kinds
		sel.Total = true
		sel.Facets = []*model.Field{outcome.Field("name"), outcome.Field("illustrative"), outcome.Field("description")}
		sel.Page = &plan.Page{First: operand(first)}
		return execute(t, st, sel).Roots[0]
	}
	r := rand.New(rand.NewPCG(1, 2))
	there, before := map[string]bool{}, counted(0)
	for round := range 60 {
		for _, kinds := range [][]string{nil, {"Journey"}} {
			looked := counted(1, kinds...) // a row is wanted, so all are looked at
			got := counted(0, kinds...)
			require.Equal(t, looked.Total, got.Total)
			require.Equal(t, looked.Facets, got.Facets, "round %d", round)
			require.Empty(t, got.Rows)
		}
		var ops []model.Change
		for _, i := range r.Perm(300)[:r.IntN(40)] {
			id := fmt.Sprint("outcome:", i)
			if there[id] && r.IntN(4) == 0 {
				ops = append(ops, model.DeleteElement{ID: id})
				delete(there, id)
				continue
			}
			there[id] = true
			props := model.Props{"name": fmt.Sprint("Name ", r.IntN(40)), "illustrative": r.IntN(2) == 0}
			if r.IntN(3) == 0 {
				props["description"] = "Described"
			}
			ops = append(ops, model.PutElement{Element: model.Element{ID: id, Kind: outcome, Props: props}})
		}
		if len(ops) > 0 {
			apply(t, st, ops...)
		}
	}
	require.NotEqual(t, before, counted(0))
}

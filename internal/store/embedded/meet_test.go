package embedded_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// makeHub gives a country in which the first stage of most journeys rests on one application, and that of few on another.
func makeHub(t *testing.T, journeys int) *country {
	c := makeCountry(t, journeys)
	for name, every := range map[string]int{"hub": 1, "rare": 97} {
		application := c.add("Application", name, name, nil)
		service := c.add("Service", name, name, nil)
		capability := c.add("BusinessCapability", name, name, nil)
		c.link("SUPPORTS", application, service, nil)
		c.link("REALISES", service, capability, nil)
		for j := every - 1; j < journeys; j += every {
			if every > 1 || j%10 != 3 {
				c.link("ENABLES", capability, c.id("Stage", fmt.Sprintf("%d/0", j)), nil)
			}
		}
	}
	return c
}

// restingOn asks for journeys that rest on an application, over all the ways of a derived relation.
func (c *country) restingOn(application string) *plan.Select {
	sel := c.sel("Journey", "id")
	sel.Where = c.related("Journey", "applications", plan.Some, c.compare("Application", "id", plan.Eq, application))
	return sel
}

func TestAPageFoundFromBothEndsIsCutOutOfTheWholeList(t *testing.T) {
	c := makeHub(t, 400)
	st := c.load(t)
	ops := []model.Change{
		model.DeleteElement{ID: "journey:1"},
		c.put("Journey", "journey:0-added", "An added journey"),
		model.PutElement{Element: model.Element{ID: "stage:added", Kind: c.m.Kind("Stage"), Props: model.Props{"name": "Added", "stageType": "CONSULT"}}},
		model.PutLink{Link: model.Link{Type: c.m.Relationship("HAS_STAGE"), From: "journey:0-added", To: "stage:added", Props: model.Props{"order": int64(1)}}},
		model.PutLink{Link: model.Link{Type: c.m.Relationship("ENABLES"), From: "business-capability:hub", To: "stage:added"}},
	}
	for i := range 14 {
		ops = append(ops, model.DeleteElement{ID: fmt.Sprintf("stage:1/%d", i)})
	}
	apply(t, st, ops...)
	journey := c.m.Kind("Journey")
	id, name := plan.Order{Field: journey.Field("id")}, plan.Order{Field: journey.Field("name")}
	down := name
	down.Desc = true
	for _, application := range []string{"application:hub", "application:rare", "application:3", "application:none"} {
		for title, order := range map[string][]plan.Order{"id": {id}, "name": {name, id}, "name, descending": {down, id}} {
			for also, where := range map[string]plan.Predicate{"": nil, "with a 7": c.compare("Journey", "name", plan.Contains, "7")} {
				t.Run(application+" by "+title+" "+also, func(t *testing.T) {
					whole := c.restingOn(application)
					whole.Order = order
					if where != nil {
						whole.Where = plan.And{All: []plan.Predicate{where, whole.Where}}
					}
					for i := range order {
						whole.Shapes[0].Columns = append(whole.Shapes[0].Columns, plan.Column{Sort: i + 1})
					}
					all := execute(t, st, whole).Roots[0].Rows
					require.Equal(t, application == "application:none", len(all) == 0)
					for _, size := range []int{0, 1, 7, 60, 1000} {
						for _, after := range []int{-1, 0, len(all) / 2, len(all) - 1} {
							page := *whole
							page.Info, page.Page = true, &plan.Page{First: operand(int64(size))}
							if after >= len(all) {
								continue
							}
							if after >= 0 {
								page.Page.After = operand(all[after].Values[1:])
							}
							from := max(after, -1) + 1
							requirePage(t, all, from, min(len(all), from+size), execute(t, st, &page).Roots[0], false)
						}
					}
				})
			}
		}
	}
}

// Both graphs are asked with a limit that finding all of them in the larger one would break.
func TestAPageOfManyCostsNoMoreInALargerGraph(t *testing.T) {
	const most = 5_000
	ask := func(c *country, st *embedded.Store, first any, most int) (int, error) {
		sel := c.restingOn("application:hub")
		if first != nil {
			sel.Page = &plan.Page{First: operand(first)}
		}
		result, err := st.Execute(context.Background(), &plan.Query{Roots: []*plan.Select{sel}, MaxCost: most})
		if err != nil {
			return 0, err
		}
		return len(result.Roots[0].Rows), nil
	}
	for _, journeys := range []int{400, 4000} {
		c := makeHub(t, journeys)
		st := c.load(t)
		found, err := ask(c, st, int64(20), most)
		require.NoError(t, err, "%d journeys", journeys)
		require.Equal(t, 20, found)
		found, err = ask(c, st, nil, 0)
		require.NoError(t, err)
		require.Equal(t, journeys*9/10, found)
		if journeys == 4000 {
			_, err = ask(c, st, nil, most)
			require.Equal(t, model.LimitExceeded, model.CodeOf(err))
		}
	}
}

package embedded_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func operand(v any) *plan.Operand {
	o := plan.Constant(v)
	return &o
}

// orderings are orders of stages that find their values in different ways, each ending in the id.
func (c *country) orderings() map[string][]plan.Order {
	stage := c.m.Kind("Stage")
	id := plan.Order{Field: stage.Field("id")}
	return map[string][]plan.Order{
		"id":                       {id},
		"name, descending":         {{Field: stage.Field("name"), Desc: true}, id},
		"a value often missing":    {{Field: stage.Field("description")}, id},
		"type and name":            {{Field: stage.Field("stageType")}, {Field: stage.Field("name"), Desc: true}, id},
		"a count":                  {{Count: []*model.Relation{stage.Relation("next")}}, id},
		"a derived count":          {{Count: []*model.Relation{stage.Relation("services")}, Desc: true}, id},
		"the name of the journey":  {{Field: c.m.Kind("Journey").Field("name"), Through: []*model.Relation{stage.Relation("journey")}, Desc: true}, id},
		"a count at the journey":   {{Count: []*model.Relation{c.m.Kind("Journey").Relation("stages")}, Through: []*model.Relation{stage.Relation("journey")}}, id},
		"the id of the journey":    {{Field: c.m.Kind("Journey").Field("id"), Through: []*model.Relation{stage.Relation("journey")}}, id},
		"a number, and the number": {{Field: stage.Field("typicalDays")}, {Field: stage.Field("typicalDays"), Desc: true}, id},
	}
}

func TestAPageIsCutOutOfTheWholeList(t *testing.T) {
	c := makeCountry(t, 20)
	st := c.load(t)
	ops := []model.Change{model.DeleteElement{ID: "stage:1/1"}, model.DeleteElement{ID: "stage:19/9"}}
	for i := range 10 {
		id := fmt.Sprintf("stage:%d/added", i*2)
		ops = append(ops, model.PutElement{Element: model.Element{
			ID: id, Kind: c.m.Kind("Stage"),
			Props: model.Props{"name": fmt.Sprint("Added ", i), "stageType": "CONSULT", "description": fmt.Sprint(9 - i)},
		}})
		ops = append(ops, model.PutLink{Link: model.Link{Type: c.m.Relationship("HAS_STAGE"), From: c.id("Journey", fmt.Sprint(i)), To: id, Props: model.Props{"order": int64(20)}}})
	}
	apply(t, st, ops...)
	for name, order := range c.orderings() {
		t.Run("by "+name, func(t *testing.T) {
			whole := c.sel("Stage", "id")
			whole.Order = order
			for i := range order {
				whole.Shapes[0].Columns = append(whole.Shapes[0].Columns, plan.Column{Sort: i + 1})
			}
			all := execute(t, st, whole).Roots[0].Rows
			require.Len(t, all, 20*14+8)
			cursor := func(i int) *plan.Operand { return operand(all[i].Values[1:]) }
			for _, size := range []int{0, 1, 7, 60, 1000} {
				for _, w := range []struct{ after, before int }{{-1, len(all)}, {0, len(all)}, {100, len(all)}, {-1, 200}, {50, 250}, {len(all) - 1, len(all)}, {200, 100}, {5, 6}} {
					page := *whole
					page.Info, page.Total = true, size != 7
					page.Page = &plan.Page{}
					if w.after >= 0 {
						page.Page.After = cursor(w.after)
					}
					if w.before < len(all) {
						page.Page.Before = cursor(w.before)
					}
					from, to := w.after+1, max(w.before, w.after+1)
					front := page
					front.Page = &plan.Page{After: page.Page.After, Before: page.Page.Before, First: operand(int64(size))}
					requirePage(t, all, from, min(to, from+size), execute(t, st, &front).Roots[0], front.Total)
					back := page
					back.Page = &plan.Page{After: page.Page.After, Before: page.Page.Before, Last: operand(int64(size))}
					end := w.before
					requirePage(t, all, max(min(from, end), end-size), end, execute(t, st, &back).Roots[0], back.Total)
				}
			}
		})
	}
}

// requirePage requires that a page is the rows from one place to another of all.
func requirePage(t *testing.T, all []plan.Row, from, to int, page *plan.List, total bool) {
	t.Helper()
	require.Len(t, page.Rows, len(all[from:to]))
	for i, row := range page.Rows {
		require.Equal(t, all[from+i].Values, row.Values)
	}
	require.Equal(t, from > 0, page.HasPrevious, "rows in front of %d to %d", from, to)
	require.Equal(t, to < len(all), page.HasNext, "rows behind %d to %d", from, to)
	if total {
		require.Equal(t, int64(len(all)), page.Total)
	}
}

func TestAnOffsetLeavesRowsOut(t *testing.T) {
	c := makeCountry(t, 40)
	st := c.load(t)
	all := ids(execute(t, st, c.sel("Stage", "id")).Roots[0])
	for _, offset := range []int{0, 1, 300, 559, 560, 1000} {
		sel := c.sel("Stage", "id")
		sel.Page = &plan.Page{Offset: operand(int64(offset)), First: operand(int64(10))}
		from := min(offset, len(all))
		require.Equal(t, all[from:min(from+10, len(all))], ids(execute(t, st, sel).Roots[0]))
	}
}

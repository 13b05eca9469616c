package embedded_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// Of very many that are reached the first are found through an index of their names, whether or not they were changed since it was made,
// and they are those that the whole list begins with.
func TestTheFirstOfVeryManyThatAreReachedAreThoseTheWholeListBeginsWith(t *testing.T) {
	c := &country{m: vocabulary(t)}
	stage := c.add("Stage", "s", "Stage", model.Props{"stageType": "CONSULT"})
	c.link("HAS_STAGE", c.add("Journey", "j", "Journey", nil), stage, model.Props{"order": int64(1)})
	ability := c.add("BusinessCapability", "b", "Ability", nil)
	c.link("ENABLES", ability, stage, model.Props{"role": "PRIMARY"})
	for i := range 2500 {
		name := fmt.Sprintf("Service %d", i*7919%500) // of each name there are several
		if service := c.add("Service", fmt.Sprint(i), name, nil); i%5 > 0 {
			c.link("REALISES", service, ability, model.Props{"coverage": "FULL"})
		}
	}
	st := c.load(t)
	first := c.sel("Service", "name")
	first.Order = append([]plan.Order{{Field: c.m.Kind("Service").Field("name")}}, first.Order...)
	first.Page = &plan.Page{First: operand(int64(1))}
	execute(t, st, first) // makes the index
	same := func(when string) {
		t.Helper()
		for _, desc := range []bool{false, true} {
			for _, size := range []int{1, 7, 40} {
				for _, offset := range []int{0, 3} {
					ask := func(page *plan.Page) *plan.List {
						root := c.sel("Stage", "id")
						services := c.walk(root, "services", "id", "name")
						services.Order = append([]plan.Order{{Field: c.m.Kind("Service").Field("name"), Desc: desc}}, services.Order...)
						services.Total, services.Page = true, page
						return execute(t, st, root).Roots[0].Rows[0].Values[1].(*plan.List)
					}
					whole, page := ask(nil), ask(&plan.Page{First: operand(int64(size)), Offset: operand(int64(offset))})
					require.Equal(t, whole.Total, page.Total, when)
					require.True(t, slices.IsSortedFunc(values(whole), func(a, b []any) int {
						name, id := strings.Compare(a[1].(string), b[1].(string)), strings.Compare(a[0].(string), b[0].(string))
						if desc {
							name = -name
						}
						return cmp.Or(name, id)
					}), when)
					require.Equal(t, values(whole)[offset:offset+size], values(page), "%s: %d from %d on, descending %v", when, size, offset, desc)
				}
			}
		}
	}
	same("as loaded")
	apply(t, st,
		model.PutElement{Element: model.Element{ID: c.id("Service", "1"), Kind: c.m.Kind("Service"), Props: model.Props{"name": "A first"}}},
		model.PutElement{Element: model.Element{ID: c.id("Service", "0"), Kind: c.m.Kind("Service"), Props: model.Props{"name": "A that is not reached"}}},
		model.DeleteElement{ID: c.id("Service", "2")},
		model.PutElement{Element: model.Element{ID: c.id("Service", "new"), Kind: c.m.Kind("Service"), Props: model.Props{"name": "Z last"}}},
		model.PutLink{Link: model.Link{Type: c.m.Relationship("REALISES"), From: c.id("Service", "new"), To: ability, Props: model.Props{"coverage": "FULL"}}})
	same("after changes")
}

func values(list *plan.List) [][]any {
	var all [][]any
	for _, row := range list.Rows {
		all = append(all, row.Values)
	}
	return all
}

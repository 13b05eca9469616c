package embedded_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// search makes a store make its index of words.
func (c *country) search(t *testing.T, st *embedded.Store) {
	t.Helper()
	sel, words := c.sel("Stage", "id"), plan.Constant("nothing")
	sel.From.Search, sel.Order = &words, append([]plan.Order{{Rank: true}}, sel.Order...)
	execute(t, st, sel)
}

func TestWhatStandsInATextIsFoundThroughTheIndexOfWords(t *testing.T) {
	c := makeCountry(t, 20)
	for i := range 100 {
		c.add("Standard", fmt.Sprint("more-", i), fmt.Sprint("Standard number ", 100+i), nil)
	}
	texts := []string{"CAFÉ au lait", "re-useable", "e\u0301toile", "Straße 7", "one two", "", "İstanbul", "two-one", "journey of one", "a_b", "ﬁne"}
	for i, text := range texts {
		c.add("Standard", fmt.Sprint("named-", i), text+" and so on", nil)
		c.add("Standard", fmt.Sprint("described-", i), fmt.Sprint("Plain ", i), model.Props{"description": "So: " + text})
	}
	st := c.load(t)
	containing := func(field, text string) *plan.Select {
		sel := c.sel("Standard", "id", "name", "description")
		compare := c.compare("Standard", field, plan.Contains, text)
		compare.Fold = true
		sel.Where = compare
		return sel
	}
	explain := func(sel *plan.Select) string {
		text, err := st.Explain(context.Background(), &plan.Query{Roots: []*plan.Select{sel}})
		require.NoError(t, err)
		return text
	}
	require.Contains(t, explain(containing("name", "lait")), "start: every", "nobody waits until the index is made")
	c.search(t, st)
	require.Contains(t, explain(containing("name", "lait")), "start: index where")
	require.Contains(t, explain(containing("name", "-")), "start: every", "no word has that")
	require.Contains(t, explain(containing("name", "umbe")), "start: every", "nearly all have that")
	check := func() {
		t.Helper()
		whole, found := execute(t, st, c.sel("Standard", "id", "name", "description")).Roots[0].Rows, 0
		for _, text := range append(texts, "café", "É", "e", "E\u0301", "toile", "strasse", "ﬁ", "fi", "re-use", "use", "7", "7 and", "o one", "two", "ne tw", "-", "so", "absent", "SCAN") {
			for at, field := range []string{"name", "description"} {
				want := []any{}
				for _, row := range whole {
					if value, _ := row.Values[at+1].(string); strings.Contains(model.Fold(value), model.Fold(text)) && row.Values[at+1] != nil {
						want = append(want, row.Values[0])
					}
				}
				require.Equal(t, want, append([]any{}, ids(execute(t, st, containing(field, text)).Roots[0])...), "%s: %q", field, text)
				found += len(want)
			}
		}
		require.Greater(t, found, 100)
	}
	check()
	apply(t, st, c.put("Standard", "standard:3", "Ultrasound scan"), c.put("Standard", "standard:new", "two more"), c.put("Standard", "standard:named-0", "tea"),
		model.DeleteElement{ID: "standard:described-0"})
	check()
}

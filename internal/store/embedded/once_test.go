package embedded_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// Lists have the same nodes on them. Either way of asking may look at as much, which is far less than to look at the 3,000 services of one
// business capability again for each of the 360 stages it enables: a lazy answer does that once, others for the first of them.
func TestAnAnswerAsksAFewTimesAtMostWhetherAConditionHoldsForANode(t *testing.T) {
	const most = 500_000
	c := makeHub(t, 400)
	for i := range 3000 {
		c.link("REALISES", c.add("Service", fmt.Sprint("of the hub ", i), "One of many", nil), c.id("BusinessCapability", "hub"), nil)
	}
	st := c.load(t)
	stages := c.sel("Stage", "id")
	enabled := c.walk(stages, "enabledBy", "id")
	enabled.Where = c.related("BusinessCapability", "services", plan.None, c.compare("Service", "name", plan.Eq, "nobody is called that"))
	ask := func(lazy bool) (found int, err error) {
		result, err := st.Execute(context.Background(), &plan.Query{Roots: []*plan.Select{stages}, MaxCost: most, Lazy: lazy})
		if err != nil {
			return 0, err
		}
		if err := result.Roots[0].Load(); err != nil {
			return 0, err
		}
		for _, row := range result.Roots[0].Rows {
			list := row.Values[1].(*plan.List)
			if err := list.Load(); err != nil {
				return 0, err
			}
			for _, below := range list.Rows {
				if below.Values[0] == "business-capability:hub" {
					found++
				}
			}
		}
		return found, nil
	}
	for _, lazy := range []bool{true, false} {
		found, err := ask(lazy)
		require.NoError(t, err)
		require.Equal(t, 360, found)
	}
}

// What many services are instances of is met on the way of a step that is taken any number of times.
func TestWhatIsReachedThroughAKindWithManyInstancesIsWhatIsReadThere(t *testing.T) {
	c := makeCountry(t, 10)
	kind := c.add("ServiceType", "many", "Kind of many", nil)
	for i := range 20 {
		service := c.add("Service", fmt.Sprint("instance-", i), "An instance", nil)
		c.link("INSTANCE_OF", service, kind, nil)
		c.link("OFFERS", c.add("Organisation", fmt.Sprint("instance-", i), "Offers an instance", nil), service, nil)
	}
	for _, stage := range []string{"1/0", "2/0"} {
		touchpoint := c.add("Touchpoint", stage, "A contact", nil)
		c.link("HAS_TOUCHPOINT", c.id("Stage", stage), touchpoint, nil)
		c.link("PROVIDED_THROUGH", touchpoint, kind, nil)
	}
	st := c.load(t)
	first := c.requireReached(t, st)
	require.GreaterOrEqual(t, len(first["stage:1/0"].Rows), 20)
	meets, known, err := first["stage:1/0"].Later.Walk().Meets(first["stage:2/0"].Later.Walk())
	require.NoError(t, err)
	require.True(t, meets && known)

	// What was found from a kind is there for the next answer, but not once the graph has changed.
	require.Len(t, c.requireReached(t, st)["stage:1/0"].Rows, len(first["stage:1/0"].Rows))
	apply(t, st, model.DeleteElement{ID: "organisation:instance-7"})
	require.Len(t, c.requireReached(t, st)["stage:1/0"].Rows, len(first["stage:1/0"].Rows)-1)
}

// requireReached makes sure that organisations that stages reach are those that are read there, and gives them by stage.
func (c *country) requireReached(t *testing.T, st *embedded.Store) map[string]*plan.List {
	t.Helper()
	stages := c.sel("Stage", "id")
	c.walk(stages, "organisations", "id")
	result, err := st.Execute(context.Background(), &plan.Query{Roots: []*plan.Select{stages}, Lazy: true})
	require.NoError(t, err)
	through := map[string]*plan.List{}
	marks := c.marks("Organisation")
	require.NoError(t, result.Roots[0].Load())
	for _, row := range result.Roots[0].Rows {
		list := row.Values[1].(*plan.List)
		through[row.Values[0].(string)] = list
		set, err := list.Later.Walk().Reached(nil)
		require.NoError(t, err)
		var reached, read []string
		for place := range set.Places() {
			reached = append(reached, set.Among.IDs[place])
		}
		require.NoError(t, list.Load())
		for _, below := range list.Rows {
			read = append(read, below.Values[0].(string))
		}
		require.ElementsMatch(t, read, reached, row.Values[0])
		requireMarked(t, list.Later.Walk(), marks, read)
	}
	rows := len(result.Roots[0].Rows)
	result.Forget()
	require.Empty(t, result.Roots[0].Rows)
	one, err := result.Roots[0].Later.(plan.RowByRow).Row(rows - 1)
	require.NoError(t, err)
	require.NoError(t, result.Roots[0].Load())
	require.Len(t, result.Roots[0].Rows, rows)
	require.Equal(t, one.Values[0], result.Roots[0].Rows[rows-1].Values[0])
	return through
}

// requireMarked makes sure that a walk has some nodes and no other, and bears their marks.
func requireMarked(t *testing.T, walk plan.Walk, marks *plan.Marks, nodes []string) {
	t.Helper()
	want := make([]uint64, marks.Words)
	for _, id := range nodes {
		for i, word := range marks.Of[id] {
			want[i] |= word
		}
	}
	got, err := walk.Marked(marks)
	require.NoError(t, err)
	require.Equal(t, want, got)
	for id := range marks.Of {
		to, err := walk.Origins(id)
		require.NoError(t, err)
		_, from := walk.From()
		require.Equal(t, slices.Contains(nodes, id), to.Has(from), id)
	}
}

// marks gives some nodes of a kind marks: every seventh none, and no two of the others the same.
func (c *country) marks(kind string) *plan.Marks {
	marks := &plan.Marks{Words: 2, Of: map[string][]uint64{}}
	for i, e := range c.elements {
		if e.Kind.Name == kind && i%7 > 0 {
			marks.Of[e.ID] = []uint64{1 << (i % 64), uint64(i)}
		}
	}
	return marks
}

// A condition that a query has in several places is remembered over all of them, and what it says of a node is what it says where it stands
// alone, also of nodes beyond those it is asked about at first.
func TestAConditionInSeveralPlacesSaysOfANodeWhatItSaysInOne(t *testing.T) {
	c := makeHub(t, 400)
	st := c.load(t)
	realised := func() plan.Predicate {
		return plan.Or{Any: []plan.Predicate{
			c.related("BusinessCapability", "services", plan.All, c.compare("Service", "name", plan.Eq, "hub")),
			plan.Not{Of: c.related("BusinessCapability", "services", plan.Some, c.compare("Service", "name", plan.Contains, "7"))},
		}}
	}
	ask := func(root, nested, lost plan.Predicate) (stages [][]string, looked int) {
		sel := c.sel("Stage", "id")
		sel.Where = plan.And{All: []plan.Predicate{
			c.related("Stage", "enabledBy", plan.Some, root), plan.Not{Of: c.related("Stage", "enabledBy", plan.All, lost)},
		}}
		c.walk(sel, "enabledBy", "id").Where = nested
		result, err := st.Execute(context.Background(), &plan.Query{Roots: []*plan.Select{sel}})
		require.NoError(t, err)
		for _, row := range result.Roots[0].Rows {
			found := []string{row.Values[0].(string)}
			for _, below := range row.Values[1].(*plan.List).Rows {
				found = append(found, below.Values[0].(string))
			}
			stages = append(stages, found)
		}
		return stages, result.Looked
	}
	want, each := ask(realised(), realised(), realised())
	shared := realised()
	got, once := ask(shared, shared, shared)
	require.Equal(t, want, got)
	require.Less(t, once, each)
	require.NotEmpty(t, want)
	for range 2 { // what one answer remembered is no part of the next
		again, _ := ask(plan.Not{Of: shared}, shared, plan.Not{Of: shared})
		other, _ := ask(plan.Not{Of: realised()}, realised(), plan.Not{Of: realised()})
		require.Equal(t, other, again)
	}
}

package neo4j_test

import (
	"fmt"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

var accesses = regexp.MustCompile(`Total database accesses: (\d+)`)

// The database checks a condition on related nodes at every node. What that costs must not be hidden by what a store would
// look at that found all nodes for which the condition holds once.
func TestTheCostOfAConditionIsThatOfCheckingItAtEveryNode(t *testing.T) {
	m := storetest.Town()
	g := storetest.Builder{Model: m}
	st := open(t, m)
	defer func() { require.NoError(t, st.Close()) }()
	var changes model.Changes
	for i := range 20 {
		changes.Ops = append(changes.Ops, g.Put(fmt.Sprintf("route:r%d", i), model.Props{"name": fmt.Sprintf("route %d", i)}))
	}
	for i := range 400 {
		stop, shop := fmt.Sprintf("stop:s%d", i), fmt.Sprintf("shop:x%d", i%100)
		changes.Ops = append(changes.Ops, g.Put(stop, nil), g.Put(shop, model.Props{"name": fmt.Sprintf("shop %d", i%100)}),
			g.Link(fmt.Sprintf("route:r%d", i%20), "HAS_STOP", stop, model.Props{"order": int64(i)}))
		for j := range 5 {
			changes.Ops = append(changes.Ops, g.Link(stop, "SERVES", fmt.Sprintf("shop:x%d", (i+j)%100), nil))
		}
	}
	_, err := st.Apply(t.Context(), changes)
	require.NoError(t, err)
	root := g.Root("Route", "id")
	root.Nested("stops", "id").Where(g.Related("Stop.serves", plan.Some, g.Cmp("Shop.name", plan.Eq, "shop 7")))
	q := storetest.Query(root)

	cost, err := st.Cost(t.Context(), q)
	require.NoError(t, err)
	text, err := st.Explain(t.Context(), q)
	require.NoError(t, err)
	hits, err := strconv.Atoi(accesses.FindStringSubmatch(text)[1])
	require.NoError(t, err)
	require.Greater(t, hits, 2000, "the condition is checked at every stop")
	require.Greater(t, 3*cost, float64(hits), "%s", text)
}

package embedded_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func TestACheckOnManyNodesFindsThoseItHoldsForOnce(t *testing.T) {
	c := makeCountry(t, 400)
	st := c.load(t)
	resting := func(q plan.Quantifier) plan.Predicate {
		return c.related("Stage", "enabledBy", q, c.related("BusinessCapability", "services", plan.Some,
			c.related("Service", "applications", plan.Some, c.compare("Application", "id", plan.Eq, "application:3"))))
	}
	query := func(q plan.Quantifier) *plan.Query {
		journeys := c.sel("Journey", "id")
		c.walk(journeys, "stages", "id").Where = resting(q)
		return &plan.Query{Roots: []*plan.Select{journeys}}
	}
	some, none := query(plan.Some), query(plan.None)
	found, err := st.Execute(context.Background(), some)
	require.NoError(t, err)
	without, err := st.Execute(context.Background(), none)
	require.NoError(t, err)
	all := c.sel("Stage", "id")
	all.Where = resting(plan.Some)
	nested, others := map[any]bool{}, 0
	for i, journey := range found.Roots[0].Rows {
		for _, stage := range journey.Values[1].(*plan.List).Rows {
			nested[stage.Values[0]] = true
		}
		others += len(without.Roots[0].Rows[i].Values[1].(*plan.List).Rows)
	}
	wanted := ids(execute(t, st, all).Roots[0])
	require.NotEmpty(t, wanted)
	require.Len(t, nested, len(wanted))
	for _, stage := range wanted {
		require.True(t, nested[stage], stage)
	}
	require.NotZero(t, others)

	cost, err := st.Cost(context.Background(), some)
	require.NoError(t, err)
	oneByOne, err := st.Cost(context.Background(), none)
	require.NoError(t, err)
	require.Less(t, 2*cost, oneByOne, "checking the stages one by one costs more")
	some.MaxCost, none.MaxCost = int(1.5*cost), int(1.5*cost)
	_, err = st.Execute(context.Background(), some)
	require.NoError(t, err, "it costs no more than half as much again as was expected")
	_, err = st.Execute(context.Background(), none)
	require.Equal(t, model.LimitExceeded, model.CodeOf(err))
}

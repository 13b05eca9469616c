package embedded_test

import (
	"context"
	"fmt"
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

func TestFindingFewIsTriedBeforeLookingAtNodesHasCostWhatFindingManyWould(t *testing.T) {
	c := makeCountry(t, 400)
	lonely := c.add("Technology", "lonely", "A technology of applications that support nothing", nil)
	for i := range 8 {
		c.link("RUNS_ON", c.add("Application", fmt.Sprint("lonely/", i), "An application that supports nothing", nil), lonely, nil)
	}
	st := c.load(t)
	journeys := c.sel("Journey", "id")
	stages := c.walk(journeys, "stages", "id")
	query := &plan.Query{Roots: []*plan.Select{journeys}}
	execute := func() *plan.Result {
		found, err := st.Execute(context.Background(), query)
		require.NoError(t, err)
		return found
	}
	stages.Where = c.compare("Stage", "id", plan.Eq, "stage:none")
	without := execute().Looked
	stages.Where = c.related("Stage", "technologies", plan.Some, c.compare("Technology", "id", plan.Eq, lonely))
	found := execute()
	for _, journey := range found.Roots[0].Rows {
		require.Empty(t, journey.Values[1].(*plan.List).Rows)
	}
	require.Less(t, found.Looked-without, 4096, "an application like others supports 40 services, and each of these is met at 80 stages")
}

package neo4j_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/neo4jtest"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/neo4j"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func TestAQuestionThatTakesLongToPlanIsAnsweredOnceItIsPlanned(t *testing.T) {
	b := storetest.Builder{Model: storetest.Town()}
	require.NoError(t, open(t, b.Model).Close())
	uri := neo4jtest.URI(t)
	forgetPlans(t, uri)
	st, err := neo4j.Open(t.Context(), b.Model, neo4j.Config{URI: uri, QueryTimeout: 150 * time.Millisecond})
	require.NoError(t, err)
	defer func() { require.NoError(t, st.Close()) }()
	// More roots make a longer text, until it takes even a fast machine too long to plan. It is executed at once: there is
	// nothing in the graph.
	var q *plan.Query
	for roots := 40; err == nil && roots <= 1280; roots *= 2 {
		q = manyRoots(b, roots)
		_, err = st.Execute(t.Context(), q)
	}
	require.Equal(t, model.Unavailable, model.CodeOf(err), "%v", err)
	require.ErrorContains(t, err, "ask again in a moment")
	require.Eventually(t, func() bool {
		_, err = st.Execute(t.Context(), q)
		return err == nil
	}, 3*time.Minute, 100*time.Millisecond)
}

func manyRoots(b storetest.Builder, n int) *plan.Query {
	var roots []*storetest.Sel
	for i := range n {
		roots = append(roots, b.Root("Route", "id", "name").Key(fmt.Sprint("r", i)).Where(b.Related("Route.stops", plan.Some, b.Cmp("Stop.name", plan.Eq, "x"))))
	}
	return storetest.Query(roots...)
}

// forgetPlans makes the database plan every statement anew.
func forgetPlans(t *testing.T, uri string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	d, err := driver.NewDriverWithContext(uri, driver.NoAuth())
	require.NoError(t, err)
	defer func() { require.NoError(t, d.Close(ctx)) }()
	_, err = driver.ExecuteQuery(ctx, d, "CALL db.clearQueryCaches()", nil, driver.EagerResultTransformer, driver.ExecuteQueryWithDatabase("neo4j"))
	require.NoError(t, err)
}

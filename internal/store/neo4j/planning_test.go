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
	// Many roots make a long text that is executed at once: there is nothing in the graph.
	var roots []*storetest.Sel
	for i := range 40 {
		roots = append(roots, b.Root("Route", "id", "name").Key(fmt.Sprint("r", i)).Where(b.Related("Route.stops", plan.Some, b.Cmp("Stop.name", plan.Eq, "x"))))
	}
	q := storetest.Query(roots...)
	_, err = st.Execute(t.Context(), q)
	require.Equal(t, model.Unavailable, model.CodeOf(err), "%v", err)
	require.ErrorContains(t, err, "ask again in a moment")
	require.Eventually(t, func() bool {
		_, err = st.Execute(t.Context(), q)
		return err == nil
	}, 3*time.Minute, 100*time.Millisecond)
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

package neo4j

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/plan"
)

// Explain gives the plan with its anchors, the statement with its parameters, and how the database executes it.
func (st *Store) Explain(ctx context.Context, q *plan.Query) (string, error) {
	if err := st.door.Enter(ctx); err != nil {
		return "", err
	}
	defer st.door.Leave()
	if err := plan.Validate(q); err != nil {
		return "", err
	}
	numbers := st.statistics(ctx)
	s := cypher.Render(st.model, q, numbers)
	operators, err := st.operators(ctx, s)
	if err != nil {
		return "", st.failure(ctx, err)
	}
	var text strings.Builder
	text.WriteString(plan.Explain(q, plan.OneByOne(numbers)) + "\nCypher:\n\n" + s.Text + "\n\nParameters:\n\n")
	for _, name := range slices.Sorted(maps.Keys(s.Params)) {
		fmt.Fprintf(&text, "%s: %v\n", name, s.Params[name])
	}
	text.WriteString("\nOperators:\n\n" + operators + "\n")
	return text.String(), nil
}

// Cost says how much would be looked at to answer a query, by the numbers that Neo4j keeps.
func (st *Store) Cost(ctx context.Context, q *plan.Query) (float64, error) {
	if err := st.door.Enter(ctx); err != nil {
		return 0, err
	}
	defer st.door.Leave()
	if err := plan.Validate(q); err != nil {
		return 0, err
	}
	return plan.Cost(q, plan.OneByOne(st.statistics(ctx))), nil
}

// operators runs the statement and gives the table of operators and their hits, as the database draws it, and what it says
// will not be understood for ever.
func (st *Store) operators(ctx context.Context, s *cypher.Statement) (string, error) {
	session := st.driver.NewSession(ctx, driver.SessionConfig{
		AccessMode: driver.AccessModeRead, DatabaseName: st.config.Database, BookmarkManager: st.bookmarks, NotificationsMinSeverity: notifications.WarningLevel,
	})
	defer func() { _ = session.Close(context.WithoutCancel(ctx)) }()
	result, err := session.Run(ctx, "PROFILE "+s.Text, s.Params, driver.WithTxTimeout(st.config.QueryTimeout))
	if err != nil {
		return "", err
	}
	summary, err := result.Consume(ctx)
	if err != nil || summary.Profile() == nil {
		return "", err
	}
	table, _ := summary.Profile().Arguments()["string-representation"].(string)
	for _, n := range summary.Notifications() {
		if n.Category() == notifications.Deprecation {
			table += "\n\nDeprecated: " + n.Description()
		}
	}
	return table, nil
}

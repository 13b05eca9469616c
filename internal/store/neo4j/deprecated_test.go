package neo4j

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/neo4jtest"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func TestAnExplanationSaysWhatIsDeprecated(t *testing.T) {
	st, err := Open(t.Context(), storetest.Town(), Config{URI: neo4jtest.Empty(t)})
	require.NoError(t, err)
	defer func() { require.NoError(t, st.Close()) }()
	table, err := st.operators(t.Context(), &cypher.Statement{Text: "MATCH (n) RETURN id(n) AS id"})
	require.NoError(t, err)
	require.Contains(t, table, "\n\nDeprecated: ")
	table, err = st.operators(t.Context(), &cypher.Statement{Text: "MATCH (n) RETURN elementId(n) AS id"})
	require.NoError(t, err)
	require.NotContains(t, table, "Deprecated")
}

package neo4jtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/neo4jserver"
)

func TestAServerAnswersAndIsEmpty(t *testing.T) {
	uri := Empty(t)
	require.NoError(t, neo4jserver.Answers(uri))
	Run(t, uri, "CREATE (:Something)", nil)
	require.Len(t, Run(t, uri, "MATCH (n) RETURN n", nil), 1)
	Empty(t)
	require.Empty(t, Run(t, uri, "MATCH (n) RETURN n", nil))
}

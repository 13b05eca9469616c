package embedded_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func TestTheStoreGivesTheAnswersOfANaiveOneOnTheRealModel(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	storetest.DifferentialOn(t, m, open, 40)
}

package storetest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
	"go.uber.org/goleak"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func openNaive(_ *testing.T, m *model.Model) store.Store { return Naive(m) }

func TestNaiveStorePassesTheSuite(t *testing.T) { Run(t, openNaive) }

func TestDifferentialFindsNoDifferenceBetweenEqualStores(t *testing.T) {
	Differential(t, openNaive, 40)
}

func TestRandomGraphsOfTheRealModelPassItsRules(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "graph", "schema", "model.graphqls"))
	require.NoError(t, err)
	m, err := model.Parse(&ast.Source{Name: "model.graphqls", Input: string(text)})
	require.NoError(t, err)
	DifferentialOn(t, m, openNaive, Effort{Seeds: 5, Rounds: 4, Queries: 5, Again: 2})
}

package storetest

import (
	"testing"

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

package embedded_test

import (
	"testing"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func open(_ *testing.T, m *model.Model) store.Store { return embedded.New(m) }

func TestTheStorePassesTheSuite(t *testing.T) { storetest.Run(t, open) }

func TestTheStoreGivesTheAnswersOfANaiveOne(t *testing.T) {
	storetest.Differential(t, open, storetest.DefaultSeeds)
}

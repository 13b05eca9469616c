package embedded_test

import (
	"testing"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func TestTheStorePassesTheSuite(t *testing.T) {
	storetest.Run(t, func(t *testing.T, m *model.Model) store.Store { return embedded.New(m) })
}

package mirror_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/internal/store/mirror"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// plain mirrors a store that only exports.
func plain(t *testing.T, m *model.Model) store.Store {
	st, err := mirror.Open(t.Context(), m, embedded.New(m), mirror.Options{})
	require.NoError(t, err)
	return st
}

// behind gives a mirror of which all changes are made in its source, so that it follows them.
func behind(t *testing.T, m *model.Model) store.Store {
	d := newDatabase(m)
	st, err := mirror.Open(t.Context(), m, d, mirror.Options{})
	require.NoError(t, err)
	return &writtenElsewhere{Mirror: st, source: d}
}

func TestAMirrorPassesTheSuite(t *testing.T) { storetest.Run(t, plain) }

func TestAMirrorThatFollowsOthersPassesTheSuite(t *testing.T) { storetest.Run(t, behind) }

func TestAMirrorGivesTheAnswersOfANaiveStore(t *testing.T) {
	storetest.Differential(t, plain, storetest.DefaultSeeds)
}

func TestAMirrorThatFollowsOthersGivesTheAnswersOfANaiveStore(t *testing.T) {
	storetest.Differential(t, behind, storetest.DefaultSeeds)
}

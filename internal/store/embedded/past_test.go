package embedded_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

// clock ticks a minute with every look.
func clock() func() time.Time {
	now := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(time.Minute); return now }
}

func remembering(t *testing.T, m *model.Model) *embedded.Store {
	t.Helper()
	st := embedded.New(m)
	st.Remember(clock())
	return st
}

func TestEarlierVersionsAreWhatTheyWere(t *testing.T) {
	seeds := 40
	if testing.Short() {
		seeds = 5
	}
	storetest.Past(t, func(t *testing.T, m *model.Model) storetest.Remembering { return remembering(t, m) }, seeds)
}

// rename makes one version.
func rename(t *testing.T, st *embedded.Store, m *model.Model, name string) model.Version {
	t.Helper()
	applied, err := st.Apply(t.Context(), model.Changes{Ops: []model.Change{
		model.PutElement{Element: model.Element{ID: "route:a", Kind: m.Kind("Route"), Props: model.Props{"name": name}}},
	}})
	require.NoError(t, err)
	return applied.Version
}

func TestMemoryOfThePastIsLimitedAndSaysSo(t *testing.T) {
	m := storetest.Town()
	st := remembering(t, m)
	for i := range 1100 {
		rename(t, st, m, fmt.Sprint(i))
	}
	version := st.Current()
	_, err := st.At(t.Context(), version-64)
	require.NoError(t, err)
	_, err = st.At(t.Context(), version-65)
	require.Equal(t, model.NotFound, model.CodeOf(err))
	require.Contains(t, err.Error(), "no longer known")
	steps := func(span store.Span) (n int, whole bool) {
		span.Until = version
		whole, err := st.Steps(t.Context(), span, func(store.Recorded) bool { n++; return true })
		require.NoError(t, err)
		return n, whole
	}
	n, whole := steps(store.Span{After: version - 1000})
	require.Equal(t, 1000, n)
	require.True(t, whole)
	n, whole = steps(store.Span{After: version - 1001})
	require.Equal(t, 1000, n)
	require.False(t, whole)
	n, whole = steps(store.Span{Since: time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)})
	require.Equal(t, 1000, n)
	require.False(t, whole, "so long ago is not remembered")
	n, whole = steps(store.Span{Since: time.Date(2026, 11, 4, 0, 0, 0, 0, time.UTC)})
	require.Equal(t, 201, n)
	require.True(t, whole)
}

func TestLargeChangesPushOutEarlierVersionsSooner(t *testing.T) {
	m := storetest.Town()
	st := remembering(t, m)
	for i := range 3 {
		var ops []model.Change
		for j := range 6000 {
			ops = append(ops, model.PutElement{Element: model.Element{ID: fmt.Sprint("route:r", j), Kind: m.Kind("Route"), Props: model.Props{"name": fmt.Sprint(i)}}})
		}
		_, err := st.Apply(t.Context(), model.Changes{Ops: ops})
		require.NoError(t, err)
	}
	_, err := st.At(t.Context(), 3)
	require.NoError(t, err)
	_, err = st.At(t.Context(), 2)
	require.Equal(t, model.NotFound, model.CodeOf(err))
}

func TestAStoreThatWasNotToldToRememberKnowsNoSteps(t *testing.T) {
	m := storetest.Town()
	st := embedded.New(m)
	rename(t, st, m, "a")
	for after, want := range map[model.Version]bool{1: false, 2: true} {
		whole, err := st.Steps(t.Context(), store.Span{After: after, Until: 2}, func(store.Recorded) bool { t.Fatal("there is none"); return false })
		require.NoError(t, err)
		require.Equal(t, want, whole)
	}
}

func TestAReplacedGraphHasNoPast(t *testing.T) {
	m := storetest.Town()
	st := remembering(t, m)
	rename(t, st, m, "a")
	_, changed := st.Watch()
	require.NoError(t, st.Replace(t.Context(), 9, model.Content{}))
	<-changed
	_, err := st.At(t.Context(), 2)
	require.Equal(t, model.NotFound, model.CodeOf(err))
	whole, err := st.Steps(t.Context(), store.Span{After: 2, Until: 9}, func(store.Recorded) bool { return true })
	require.NoError(t, err)
	require.False(t, whole)
}

func TestWhoWatchesIsToldOnceOfEveryChangeAndOfTheEnd(t *testing.T) {
	m := storetest.Town()
	st := remembering(t, m)
	version, changed := st.Watch()
	require.EqualValues(t, 1, version)
	_, err := st.Apply(t.Context(), model.Changes{})
	require.NoError(t, err)
	select {
	case <-changed:
		t.Fatal("nothing changed")
	default:
	}
	rename(t, st, m, "a")
	<-changed
	version, changed = st.Watch()
	require.EqualValues(t, 2, version)
	require.NoError(t, st.Close())
	<-changed
	_, changed = st.Watch()
	<-changed
}

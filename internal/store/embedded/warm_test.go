package embedded

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// crowd is a store with so many outcomes, and what changes the names of some of them.
func crowd(t *testing.T, n int) (st *Store, rename func(from, to int, name string)) {
	t.Helper()
	text, err := os.ReadFile("../../../graph/schema/model.graphqls")
	require.NoError(t, err)
	m, err := model.Parse(&ast.Source{Name: "model.graphqls", Input: string(text)})
	require.NoError(t, err)
	element := func(i int, name string) model.Element {
		return model.Element{ID: fmt.Sprintf("outcome:%d", i), Kind: m.Kind("Outcome"), Props: model.Props{"name": name, "illustrative": true}}
	}
	elements := make([]model.Element, n)
	for i := range elements {
		elements[i] = element(i, "Quiet")
	}
	st, err = Load(m, elements, nil)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, st.Close()) })
	return st, func(from, to int, name string) {
		t.Helper()
		var ops []model.Change
		for i := from; i < to; i++ {
			ops = append(ops, model.PutElement{Element: element(i, name)})
		}
		_, err := st.Apply(t.Context(), model.Changes{Ops: ops})
		require.NoError(t, err)
	}
}

// named gives how many nodes an index finds under a name, those touched since not counted.
func named(s *snapshot, name string) int {
	x := s.index(s.model.Kind("Outcome").Index, "name", false)
	spans, _ := x.spans(plan.Eq, name, false)
	return len(x.span(spans[0]))
}

func TestALargeGraphMakesItsIndexesBeforeAnybodyAsks(t *testing.T) {
	st, _ := crowd(t, worthWarming)
	st.Settle()
	s := st.now.Load()
	require.True(t, s.epoch.warm.Load())
	require.True(t, s.epoch.terms.asked.Load())
	require.Contains(t, s.epoch.indexes, indexKey{s.model.Kind("Outcome").Index, "name", false})
	require.Contains(t, s.epoch.tallies, tallyKey{s.model.Kind("Outcome").Index, "illustrative"})
}

func TestIndexesAreMadeAnewInTheBackgroundOnceManyNodesChanged(t *testing.T) {
	st, rename := crowd(t, worthWarming)
	st.Settle()
	first := st.now.Load().epoch
	rename(0, maxTouched, "Loud")
	require.Nil(t, st.now.Load().coming, "few enough changed")
	rename(maxTouched, maxTouched+10, "Loud")
	s := st.now.Load()
	require.Same(t, first, s.epoch, "the old ones serve until the new ones are there")
	require.Zero(t, named(s, "Loud"))
	require.Len(t, s.touched, maxTouched+10)
	st.Settle()
	rename(5000, 5001, "Loud")
	s = st.now.Load()
	require.NotSame(t, first, s.epoch)
	require.Equal(t, maxTouched+10, named(s, "Loud"))
	require.Equal(t, []int32{s.node("outcome:5000")}, s.touched)
}

func TestNobodyWaitsForIndexesOnceVeryManyNodesChanged(t *testing.T) {
	st, rename := crowd(t, worthWarming)
	st.Settle()
	rename(0, overdue*maxTouched+1, "Loud")
	s := st.now.Load()
	require.Empty(t, s.touched)
	require.Equal(t, overdue*maxTouched+1, named(s, "Loud"))
}

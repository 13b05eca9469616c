package storetest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/plan"
)

func TestCountingCountsExecutionsOnly(t *testing.T) {
	b := Builder{Model: Town()}
	c := Counting(Naive(b.Model))
	for range 3 {
		_, err := c.Execute(t.Context(), Query(b.Root("Route", "id")))
		require.NoError(t, err)
	}
	_, err := c.Version(t.Context())
	require.NoError(t, err)
	require.Equal(t, 3, c.Executions())
	c.Reset()
	require.Zero(t, c.Executions())
}

func TestAnyDifferenceThatWasAskedForShowsInTheText(t *testing.T) {
	b := Builder{Model: Town()}
	s := b.Root("Route", "id", "length").Info().Facets("colour")
	s.Nested("stops", "id")
	answer := func() *plan.Result {
		stops := &plan.List{Rows: []plan.Row{{Kind: b.Model.Kind("Stop"), Values: []any{"stop:a"}}}}
		return &plan.Result{Version: 2, Roots: []*plan.List{{
			Rows:  []plan.Row{{Kind: b.Model.Kind("Route"), Values: []any{"route:a", int64(1), stops}}},
			Total: 5, HasNext: true, Facets: [][]plan.Bucket{{{Value: "RED", Count: 1}}},
		}}}
	}
	text := ShowResult(Query(s), answer())
	for _, c := range []struct {
		what   string
		change func(r *plan.Result, l *plan.List)
	}{
		{"the version", func(r *plan.Result, _ *plan.List) { r.Version = 3 }},
		{"the total", func(_ *plan.Result, l *plan.List) { l.Total = 4 }},
		{"rows behind", func(_ *plan.Result, l *plan.List) { l.HasNext = false }},
		{"rows in front", func(_ *plan.Result, l *plan.List) { l.HasPrevious = true }},
		{"a facet's value", func(_ *plan.Result, l *plan.List) { l.Facets[0][0].Value = nil }},
		{"a facet's count", func(_ *plan.Result, l *plan.List) { l.Facets[0][0].Count = 2 }},
		{"a facet that is not there", func(_ *plan.Result, l *plan.List) { l.Facets = nil }},
		{"the type of a value", func(_ *plan.Result, l *plan.List) { l.Rows[0].Values[1] = 1.0 }},
		{"a missing value", func(_ *plan.Result, l *plan.List) { l.Rows[0].Values[1] = nil }},
		{"a value too few", func(_ *plan.Result, l *plan.List) { l.Rows[0].Values = l.Rows[0].Values[:2] }},
		{"the kind", func(_ *plan.Result, l *plan.List) { l.Rows[0].Kind = b.Model.Kind("Shop") }},
		{"the shape", func(_ *plan.Result, l *plan.List) { l.Rows[0].Shape = 1 }},
		{"a nested value", func(_ *plan.Result, l *plan.List) { inner(l, 0, 2).Rows[0].Values[0] = "stop:b" }},
		{"a nested row too few", func(_ *plan.Result, l *plan.List) { inner(l, 0, 2).Rows = nil }},
		{"no nested list", func(_ *plan.Result, l *plan.List) { l.Rows[0].Values[2] = nil }},
		{"a root too few", func(r *plan.Result, _ *plan.List) { r.Roots = nil }},
	} {
		r := answer()
		c.change(r, r.Roots[0])
		require.NotEqual(t, text, ShowResult(Query(s), r), c.what)
	}
}

func TestWhatWasNotAskedForDoesNotShowInTheText(t *testing.T) {
	b := Builder{Model: Town()}
	q := Query(b.Root("Route", "id"))
	empty := ShowResult(q, &plan.Result{Roots: []*plan.List{{}}})
	require.Equal(t, empty, ShowResult(q, &plan.Result{Roots: []*plan.List{{Total: 4, HasNext: true, Rows: []plan.Row{}}}}))
}

func TestTheSameSeedMakesTheSameGraphAndQueries(t *testing.T) {
	m := Town()
	made := func(seed int) string {
		n := Naive(m).(*naive)
		s := newSource(seed, m, n)
		changes := s.graph()
		_, err := n.Apply(t.Context(), changes)
		require.NoError(t, err)
		return showChanges(changes) + ShowQuery(s.query()) + showChanges(s.changes()) + ShowQuery(s.query())
	}
	for seed := range 5 {
		require.Equal(t, made(seed), made(seed))
	}
	require.NotEqual(t, made(1), made(2))
}

func TestRandomQueriesFindSomething(t *testing.T) {
	m := Town()
	roots, found, pages := 0, 0, 0
	for seed := range 40 {
		n := Naive(m).(*naive)
		s := newSource(seed, m, n)
		_, err := n.Apply(t.Context(), s.graph())
		require.NoError(t, err)
		q := s.query()
		r, err := n.Execute(t.Context(), q)
		require.NoError(t, err, ShowQuery(q))
		for i, root := range q.Roots {
			roots++
			found += oneIf(len(r.Roots[i].Rows) > 0)
			pages += oneIf(root.Page != nil)
		}
	}
	require.Greater(t, found, roots/3, "of %d roots", roots)
	require.Greater(t, pages, roots/4, "of %d roots", roots)
}

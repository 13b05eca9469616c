package storetest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// bench is what a case works at: a fresh store, and builders for its model.
type bench struct {
	*testing.T
	Builder
	store store.Store
	ctx   context.Context
}

func newBench(t *testing.T, m *model.Model, open Open) *bench {
	t.Helper()
	g := &bench{T: t, Builder: Builder{Model: m}, store: open(t, m), ctx: t.Context()}
	t.Cleanup(func() { require.NoError(t, g.store.Close()) })
	return g
}

// batch flattens changes and lists of changes.
func batch(parts ...any) model.Changes {
	var c model.Changes
	for _, p := range parts {
		switch p := p.(type) {
		case model.Change:
			c.Ops = append(c.Ops, p)
		case []model.Change:
			c.Ops = append(c.Ops, p...)
		}
	}
	return c
}

// apply makes changes that must succeed.
func (g *bench) apply(parts ...any) store.Applied {
	g.Helper()
	applied, err := g.store.Apply(g.ctx, batch(parts...))
	require.NoError(g, err)
	return applied
}

// refuse makes changes that must fail for what they are, and checks that nothing changed.
func (g *bench) refuse(parts ...any) *model.Error {
	g.Helper()
	before := g.version()
	_, err := g.store.Apply(g.ctx, batch(parts...))
	var refused *model.Error
	require.ErrorAs(g, err, &refused)
	require.Equal(g, model.BadUserInput, refused.Code)
	require.NotEmpty(g, refused.Problems)
	require.Equal(g, before, g.version(), "a refused batch must not make a version")
	return refused
}

func (g *bench) version() model.Version {
	g.Helper()
	v, err := g.store.Version(g.ctx)
	require.NoError(g, err)
	return v
}

// ask executes selections as one query.
func (g *bench) ask(roots ...*Sel) *plan.Result {
	g.Helper()
	r, err := g.store.Execute(g.ctx, Query(roots...))
	require.NoError(g, err)
	require.Len(g, r.Roots, len(roots))
	for i, root := range roots {
		requireForm(g.T, root.Plan, r.Roots[i])
	}
	return r
}

// list executes one selection.
func (g *bench) list(s *Sel) *plan.List { g.Helper(); return g.ask(s).Roots[0] }

// first gives the values of the first row.
func (g *bench) first(s *Sel) []any {
	g.Helper()
	rows := g.list(s).Rows
	require.NotEmpty(g, rows, "want at least one row")
	return rows[0].Values
}

// want checks the ids of a selection, which must be its first column, in order.
func (g *bench) want(s *Sel, ids ...string) {
	g.Helper()
	require.Equal(g, append([]string{}, ids...), column(g.list(s), 0), ShowQuery(Query(s)))
}

// column gives the text in a column of all rows.
func column(l *plan.List, i int) []string {
	values := []string{}
	for _, r := range l.Rows {
		text, _ := r.Values[i].(string)
		values = append(values, text)
	}
	return values
}

// columnValues gives a column of all rows.
func columnValues(l *plan.List, i int) []any {
	values := []any{}
	for _, r := range l.Rows {
		values = append(values, r.Values[i])
	}
	return values
}

// inner gives the list in a column of a row.
func inner(l *plan.List, row, column int) *plan.List { return l.Rows[row].Values[column].(*plan.List) }

// requireForm checks what holds of every list: a shape for the kind of every row, a value for every column.
func requireForm(t *testing.T, s *plan.Select, l *plan.List) {
	t.Helper()
	require.NotNil(t, l, "%s has no list", s.Key)
	for _, r := range l.Rows {
		require.Less(t, r.Shape, len(s.Shapes))
		sh := s.Shapes[r.Shape]
		require.Contains(t, sh.Kinds, r.Kind, "a row has the shape of its kind")
		require.Len(t, r.Values, len(sh.Columns))
		for i, c := range sh.Columns {
			if c.Select == nil {
				continue
			}
			nested, ok := r.Values[i].(*plan.List)
			require.True(t, ok, "%s holds a list, even without rows", c.Select.Key)
			requireForm(t, c.Select, nested)
		}
	}
}

// expectation is a condition and the ids of the nodes it holds for.
type expectation struct {
	what  string
	where plan.Predicate
	ids   []string
}

// expect checks conditions on the nodes of a kind, one after the other. Where a condition does not hold, its Not does.
func (g *bench) expect(kind string, all ...expectation) {
	g.Helper()
	everything := column(g.list(g.Root(kind, "id")), 0)
	for _, e := range all {
		got := column(g.list(g.Root(kind, "id").Where(e.where)), 0)
		require.Equal(g, append([]string{}, e.ids...), got, e.what)
		others := []string{}
		for _, id := range everything {
			if !contains(e.ids, id) {
				others = append(others, id)
			}
		}
		got = column(g.list(g.Root(kind, "id").Where(Not(e.where))), 0)
		require.Equal(g, others, got, "not: %s", e.what)
	}
}

func contains(list []string, s string) bool {
	for _, item := range list {
		if item == s {
			return true
		}
	}
	return false
}

// wantInner checks the ids of the list in the last column of the first row, in order.
func (g *bench) wantInner(s *Sel, ids ...string) {
	g.Helper()
	values := g.first(s)
	require.Equal(g, append([]string{}, ids...), column(values[len(values)-1].(*plan.List), 0), ShowQuery(Query(s)))
}

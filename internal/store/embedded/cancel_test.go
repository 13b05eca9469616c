package embedded

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// patience is a context that is cancelled at the nth look at it, and counts the looks.
type patience struct {
	context.Context
	looks, cancelledAt int
}

func (p *patience) Err() error {
	if p.looks++; p.cancelledAt > 0 && p.looks >= p.cancelledAt {
		return context.Canceled
	}
	return nil
}

// heavy gives a snapshot of a hundred stages that all lead to each other, and queries that look at much of it.
func heavy(t *testing.T) (*snapshot, map[string]*plan.Query) {
	t.Helper()
	text, err := os.ReadFile("../../../graph/schema/model.graphqls")
	require.NoError(t, err)
	m, err := model.Parse(&ast.Source{Name: "model.graphqls", Input: string(text)})
	require.NoError(t, err)
	var elements []model.Element
	var links []model.Link
	id := func(i int) string { return fmt.Sprintf("stage:a/%d", i) }
	for i := range 100 {
		elements = append(elements, model.Element{ID: id(i), Kind: m.Kind("Stage"), Props: model.Props{"name": fmt.Sprint("Stage ", i%7), "stageType": "CONSULT"}})
		for j := range 100 {
			links = append(links, model.Link{Type: m.Relationship("NEXT"), From: id(i), To: id(j)})
		}
	}
	s, err := load(m, elements, links)
	require.NoError(t, err)
	k := m.Kind("Stage")
	name, idField := k.Field("name"), k.Field("id")
	order := []plan.Order{{Field: name}, {Field: idField}}
	columns := []plan.Column{{Field: name}}
	all := func(columns []plan.Column) *plan.Select {
		return &plan.Select{Key: "stages", Kinds: []*model.Kind{k}, Order: order, Shapes: []plan.Shape{{Kinds: []*model.Kind{k}, Columns: columns}}}
	}
	next := func(columns []plan.Column) *plan.Select {
		return &plan.Select{Key: "next", Relation: k.Relation("next"), Kinds: []*model.Kind{k}, Order: order, Shapes: []plan.Shape{{Kinds: []*model.Kind{k}, Columns: columns}}}
	}
	filtered := all(columns)
	filtered.Where = plan.Related{Relation: k.Relation("next"), Quantifier: plan.All, Where: plan.Related{
		Relation: k.Relation("next"), Quantifier: plan.All, Where: plan.Compare{Field: name, Op: plan.Contains, To: plan.Constant("age"), Fold: true},
	}}
	return s, map[string]*plan.Query{
		"rows below rows":                       {Roots: []*plan.Select{all([]plan.Column{{Select: next([]plan.Column{{Select: next(columns)}})}})}},
		"a condition on what is two steps away": {Roots: []*plan.Select{filtered}},
	}
}

// Time is counted in what is looked at, and looking at 1,024 nodes takes well below a millisecond: so a request that is
// cancelled ends within ten.
func TestAnExecutionLooksOftenWhetherItIsStillWantedAndEndsThere(t *testing.T) {
	s, queries := heavy(t)
	for title, q := range queries {
		t.Run(title, func(t *testing.T) {
			require.NoError(t, plan.Validate(q))
			whole := &patience{Context: t.Context()}
			work := 0
			done, err := executeThen(whole, s, q, func(r *run) { work = r.work })
			require.NoError(t, err)
			done.Release()
			require.Greater(t, whole.looks, 100)
			// A list is sorted and its rows are read between two looks: no unit is much larger than a node with its links.
			require.Less(t, work/whole.looks, 3*unitsBetween)

			for _, at := range []int{1, 2, whole.looks / 2} {
				stopped := &patience{Context: t.Context(), cancelledAt: at}
				left := 0
				_, err := executeThen(stopped, s, q, func(r *run) { left = r.work + r.ticks })
				require.ErrorIs(t, err, context.Canceled)
				require.Equal(t, at, stopped.looks, "nobody looks again")
				require.Less(t, left, (at+2)*3*unitsBetween, "next to nothing is looked at afterwards")
			}
		})
	}
}

func TestAnExecutionThatCostsMoreThanItMayIsStopped(t *testing.T) {
	s, queries := heavy(t)
	for title, q := range queries {
		t.Run(title, func(t *testing.T) {
			q.MaxCost = 50_000
			_, err := execute(t.Context(), s, q)
			var e *model.Error
			require.ErrorAs(t, err, &e, "%v", err)
			require.Equal(t, model.LimitExceeded, e.Code)
			require.Equal(t, int64(50_000), e.Numbers["limit"])
			require.Greater(t, e.Numbers["cost"], int64(50_000))
			require.Less(t, e.Numbers["cost"], int64(50_000+4*unitsBetween))
		})
	}
}

func TestIndexesBeginWithTheGraphThatWasLoadedWhateverItsSize(t *testing.T) {
	s, _ := heavy(t)
	all := s.content()
	for n := 1; n <= 40; n++ {
		some, err := load(s.model, all.Elements[:n], nil)
		require.NoError(t, err)
		require.Empty(t, some.touched, "%d elements", n)
		require.Same(t, some, some.epoch.base)
	}
}

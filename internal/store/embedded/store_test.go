package embedded_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

func (c *country) put(kind, id, name string) model.Change {
	return model.PutElement{Merge: true, Element: model.Element{ID: id, Kind: c.m.Kind(kind), Props: model.Props{"name": name}}}
}

func apply(t testing.TB, st *embedded.Store, ops ...model.Change) model.Version {
	t.Helper()
	applied, err := st.Apply(context.Background(), model.Changes{Ops: ops})
	require.NoError(t, err)
	return applied.Version
}

func TestEveryReadSeesOneWholeVersion(t *testing.T) {
	c := makeCountry(t, 5)
	st := c.load(t)
	// Every version names two elements after itself; a read that sees two names saw two versions.
	write := func(n int) model.Version {
		return apply(t, st, c.put("Journey", "journey:0", fmt.Sprint(n)), c.put("Stage", "stage:0/0", fmt.Sprint(n)),
			model.PutElement{Element: model.Element{ID: fmt.Sprintf("standard:s%d", n), Kind: c.m.Kind("Standard"), Props: model.Props{"name": "x"}}})
	}
	first := write(0)
	ask := func() (string, string, int, model.Version) {
		journey, stage, standards := c.sel("Journey", "name"), c.sel("Stage", "name"), c.sel("Standard")
		one, other := plan.Constant("journey:0"), plan.Constant("stage:0/0")
		journey.From.IDs, stage.From.IDs, standards.Total = &one, &other, true
		standards.Page = &plan.Page{First: &plan.Operand{Param: -1, Const: int64(0)}}
		result, err := st.Execute(context.Background(), &plan.Query{Roots: []*plan.Select{journey, stage, standards}})
		if err != nil {
			return err.Error(), "", 0, 0
		}
		return result.Roots[0].Rows[0].Values[0].(string), result.Roots[1].Rows[0].Values[0].(string),
			int(result.Roots[2].Total), result.Version
	}
	_, _, before, _ := ask()
	const writes = 60
	type answer struct {
		a, b    string
		n       int
		version model.Version
	}
	seen := make([][]answer, 4)
	var readers sync.WaitGroup
	done := make(chan struct{})
	for i := range seen {
		readers.Go(func() {
			for {
				a, b, n, version := ask()
				seen[i] = append(seen[i], answer{a, b, n, version})
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for n := range writes {
		write(n + 1)
	}
	close(done)
	readers.Wait()
	for _, answers := range seen {
		for _, got := range answers {
			n := int(got.version - first)
			require.Equal(t, answer{fmt.Sprint(n), fmt.Sprint(n), before + n, got.version}, got)
		}
	}
}

func TestAClosedStoreIsUnavailable(t *testing.T) {
	c := makeCountry(t, 1)
	st, q := c.load(t), &plan.Query{Roots: []*plan.Select{c.sel("Journey", "id")}}
	require.NoError(t, st.Close())
	require.NoError(t, st.Close())
	_, err := st.Execute(context.Background(), q)
	require.Equal(t, model.Unavailable, model.CodeOf(err))
	_, err = st.Explain(context.Background(), q)
	require.Equal(t, model.Unavailable, model.CodeOf(err))
	_, err = st.Version(context.Background())
	require.Equal(t, model.Unavailable, model.CodeOf(err))
	_, err = st.Apply(context.Background(), model.Changes{})
	require.Equal(t, model.Unavailable, model.CodeOf(err))
}

// expiring is a context that is cancelled once somebody has looked at it often enough.
type expiring struct {
	context.Context
	mu   sync.Mutex
	left int
}

func (e *expiring) Err() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.left--; e.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestACancelledReadEndsWithTheErrorOfItsContext(t *testing.T) {
	c := makeCountry(t, 300)
	st := c.load(t)
	for name, sel := range map[string]*plan.Select{
		"a scan":      c.sel("Stage", "id"),
		"nested rows": c.deep("journey:3"),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := st.Execute(&expiring{Context: context.Background(), left: 1}, &plan.Query{Roots: []*plan.Select{sel}})
			require.ErrorIs(t, err, context.Canceled)
			_, err = st.Execute(&expiring{Context: context.Background()}, &plan.Query{Roots: []*plan.Select{sel}})
			require.ErrorIs(t, err, context.Canceled)
		})
	}
}

func TestAMalformedQueryIsRefused(t *testing.T) {
	c := makeCountry(t, 1)
	sel := c.sel("Journey", "id")
	sel.Order = nil
	_, err := c.load(t).Execute(context.Background(), &plan.Query{Roots: []*plan.Select{sel}})
	require.Equal(t, model.Internal, model.CodeOf(err))
	require.ErrorContains(t, err, "journeys: no order")
}

func TestALoadedGraphThatDoesNotHangTogetherIsRefusedWithEveryProblem(t *testing.T) {
	c := makeCountry(t, 1)
	c.elements = append(c.elements, c.elements[0])
	c.links = append(c.links, c.links[0])
	c.link("HAS_STAGE", "journey:0", "stage:nowhere", nil)
	c.link("HAS_STAGE", "stage:0/0", "journey:0", nil)
	_, err := embedded.Load(c.m, c.elements, c.links)
	require.Equal(t, model.BadUserInput, model.CodeOf(err))
	for _, text := range []string{
		"business-capability:0 is there twice", "HAS_STAGE from journey:0 to stage:nowhere leads from or to no element",
		"HAS_STAGE cannot lead from stage:0/0 to journey:0", "REALISES is there twice from service:0 to business-capability:0",
	} {
		require.ErrorContains(t, err, text)
	}
}

func TestALoadedGraphIsVersionTwoAndAnEmptyOneVersionOne(t *testing.T) {
	c := makeCountry(t, 1)
	version, err := c.load(t).Version(context.Background())
	require.NoError(t, err)
	require.Equal(t, model.Version(2), version)
	st, err := embedded.Load(c.m, nil, nil)
	require.NoError(t, err)
	version, err = st.Version(context.Background())
	require.NoError(t, err)
	require.Equal(t, model.Version(1), version)
}

// everything asks for all nodes with their values and relationships, to compare two stores.
func everything(t testing.TB, c *country, st *embedded.Store) []*plan.List {
	var roots []*plan.Select
	for _, k := range c.m.Kinds {
		sel := c.sel(k.Name, "id", "name", "description", "illustrative")
		for _, r := range k.Relations {
			if r.Stored != nil {
				c.walk(sel, r.Name, "id", "name")
			}
		}
		roots = append(roots, sel)
	}
	return execute(t, st, roots...).Roots
}

func TestApplyMakesTheGraphThatLoadMakes(t *testing.T) {
	c := makeCountry(t, 30)
	var ops []model.Change
	for _, l := range c.links {
		ops = append(ops, model.PutLink{Link: l}) // before their ends
	}
	for _, e := range c.elements {
		ops = append(ops, model.PutElement{Element: e})
	}
	st := embedded.New(c.m)
	applied, err := st.Apply(context.Background(), model.Changes{Ops: ops})
	require.NoError(t, err)
	require.Equal(t, len(c.elements)+len(c.links), applied.Created)
	want := everything(t, c, c.load(t))
	require.Equal(t, want, everything(t, c, st))

	t.Run("and again after everything went and came back", func(t *testing.T) {
		var gone []model.Change
		for _, e := range c.elements {
			gone = append(gone, model.DeleteElement{ID: e.ID})
		}
		for range 3 { // numbers run out, so that the graph is numbered anew
			apply(t, st, gone...)
			require.Empty(t, nodes(everything(t, c, st)[0]))
			apply(t, st, ops...)
			require.Equal(t, want, everything(t, c, st))
		}
	})
}

func TestAnOlderVersionIsUntouchedByChanges(t *testing.T) {
	c := makeCountry(t, 30)
	st := c.load(t)
	before := everything(t, c, st)
	apply(t, st, c.put("Stage", "stage:3/3", "Renamed"), model.DeleteElement{ID: "stage:4/4"})
	changed := everything(t, c, st)
	require.NotEqual(t, before, changed)
	_, err := st.Apply(context.Background(), model.Changes{DryRun: true, Ops: []model.Change{
		c.put("Stage", "stage:5/5", "Never seen"), model.DeleteElement{ID: "stage:6/6"},
	}})
	require.NoError(t, err)
	apply(t, st, c.put("Stage", "stage:7/7", "Seen"))
	apply(t, st, c.put("Stage", "stage:7/7", "Stage 7 of journey 7"))
	require.Equal(t, changed, everything(t, c, st))
}

func BenchmarkLists(b *testing.B) {
	c := makeCountry(b, 2000)
	st, first := c.load(b), plan.Constant(int64(1000))
	page := c.sel("Stage", "id", "name", "stageType", "typicalDays")
	page.Page, page.Info, page.Total = &plan.Page{First: &first}, true, true
	named := c.sel("Stage", "id", "name")
	named.Page, named.Order = page.Page, append([]plan.Order{{Field: c.m.Kind("Stage").Field("name"), Desc: true}}, named.Order...)
	counted := c.sel("BusinessCapability", "id", "name")
	counted.Order = append([]plan.Order{{Count: []*model.Relation{c.m.Kind("BusinessCapability").Relation("enables")}, Desc: true}}, counted.Order...)
	for _, one := range []struct {
		name string
		sel  *plan.Select
	}{{"page of 1000", page}, {"page of 1000 by name", named}, {"sorted by count", counted}} {
		q := &plan.Query{Roots: []*plan.Select{one.sel}}
		b.Run(one.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := st.Execute(context.Background(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkApplySmallChange(b *testing.B) {
	for _, journeys := range []int{200, 2000} {
		c := makeCountry(b, journeys)
		st, n := c.load(b), 0
		b.Run(fmt.Sprint(journeys, " journeys"), func(b *testing.B) {
			for b.Loop() {
				n++
				apply(b, st, c.put("Stage", "stage:3/3", fmt.Sprint("Name ", n)))
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	c := makeCountry(b, 2000)
	b.ReportMetric(float64(len(c.elements)+len(c.links)), "things")
	for b.Loop() {
		c.load(b)
	}
}

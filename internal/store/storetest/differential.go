package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store"
)

// DefaultSeeds is how many random graphs a store is usually compared on.
const DefaultSeeds = 300

// Effort is how much a store is compared on: so many random graphs, on each of them so many rounds of queries, with changes
// between them. At the end every query is asked Again so often with other arguments.
type Effort struct{ Seeds, Rounds, Queries, Again int }

// Differential compares a store with the naive one on random graphs of the town, random changes and random queries.
// Seed n is always the same; it is the name of the subtest, so that one alone can be run again.
func Differential(t *testing.T, open func(t *testing.T, m *model.Model) store.Store, seeds int) {
	t.Helper()
	DifferentialOn(t, Town(), open, Effort{Seeds: seeds, Rounds: 4, Queries: 5})
}

// DifferentialOn compares as Differential does, on graphs of the model. A store that takes long over a question it never
// saw can be compared on many graphs with a query each, which is asked again with other arguments.
func DifferentialOn(t *testing.T, m *model.Model, open func(t *testing.T, m *model.Model) store.Store, effort Effort) {
	t.Helper()
	for seed := 1; seed <= effort.Seeds; seed++ {
		if !t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { compareSeed(t, m, open, seed, effort) }) {
			return
		}
	}
}

func compareSeed(t *testing.T, m *model.Model, open Open, seed int, effort Effort) {
	n := Naive(m).(*naive)
	c := &comparison{T: t, seed: seed, naive: n, store: open(t, m), source: newSource(seed, m, n)}
	defer func() { require.NoError(t, c.store.Close()) }()
	c.apply(c.source.graph())
	var asked []*plan.Query
	for round := range effort.Rounds {
		// Every second graph is asked as it was first written.
		if round > 0 || seed%2 == 0 {
			c.apply(c.source.changes())
		}
		for range effort.Queries {
			asked = append(asked, c.source.query())
			c.execute(asked[len(asked)-1])
		}
	}
	c.apply(c.source.changes())
	for _, q := range asked {
		for range effort.Again {
			q = c.source.withOtherArguments(q)
			c.execute(q)
		}
	}
	c.content()
}

// comparison is two stores that must not differ.
type comparison struct {
	*testing.T
	seed   int
	naive  *naive
	store  store.Store
	source *source
}

// execute compares the answers to a query.
func (c *comparison) execute(q *plan.Query) {
	want, err := c.naive.Execute(context.Background(), q)
	require.NoError(c, err)
	got, err := c.store.Execute(c.Context(), q)
	if err != nil {
		c.Fatalf("seed %d: the store refuses a query: %v\n%s", c.seed, err, ShowQuery(q))
	}
	wantText, gotText := ShowResult(q, want), ShowResult(q, got)
	got.Release() // the next answer must not show what was in this one
	if wantText != gotText {
		c.Logf("seed %d: the plan\n%s", c.seed, ShowQuery(q))
		if e, ok := c.store.(store.Explainer); ok {
			text, err := e.Explain(c.Context(), q)
			c.Logf("as the store explains it (%v)\n%s", err, text)
		}
		c.Logf("the graph\n%s", showGraph(c.naive.graph))
		require.Equal(c, wantText, gotText, "seed %d: answers differ", c.seed)
	}
}

// apply compares what becomes of changes.
func (c *comparison) apply(changes model.Changes) {
	before := c.naive.graph
	want, wantErr := c.naive.Apply(context.Background(), changes)
	got, gotErr := c.store.Apply(c.Context(), changes)
	wantText, gotText := showApplied(want, wantErr, len(changes.Ops)), showApplied(got, gotErr, len(changes.Ops))
	if wantText != gotText {
		c.Logf("seed %d: the changes\n%s", c.seed, showChanges(changes))
		c.Logf("the graph before\n%s", showGraph(before))
		require.Equal(c, wantText, gotText, "seed %d: changes end differently", c.seed)
	}
	version, err := c.store.Version(c.Context())
	require.NoError(c, err)
	require.Equal(c, c.naive.version, version, "seed %d: versions differ after\n%s", c.seed, showChanges(changes))
}

// content compares all that there is, where the store gives it.
func (c *comparison) content() {
	e, ok := c.store.(store.Exporter)
	if !ok {
		return
	}
	version, got, err := e.Export(c.Context())
	require.NoError(c, err)
	require.Equal(c, c.naive.version, version)
	kept := graph{elements: map[string]model.Element{}, links: map[rules.LinkID]model.Link{}}
	for _, element := range got.Elements {
		kept.elements[element.ID] = element
	}
	for _, link := range got.Links {
		kept.links[rules.LinkID{Type: link.Type, From: link.From, To: link.To}] = link
	}
	require.Equal(c, showGraph(c.naive.graph), showGraph(kept), "seed %d: the graphs differ", c.seed)
}

// showApplied writes what became of changes, and of a refusal what stores must agree on: its code and the rules broken.
// Which of several changes is to blame for a problem is a matter of taste.
func showApplied(a store.Applied, err error, ops int) string {
	if err == nil {
		return fmt.Sprintf("version %d, %d created, %d updated, %d deleted, changed %q", a.Version, a.Created, a.Updated, a.Deleted, a.Changed)
	}
	var problems []string
	var refused *model.Error
	if errors.As(err, &refused) {
		for _, p := range refused.Problems {
			problems = append(problems, fmt.Sprintf("%s: %s", p.Rule, p.Message))
			if at, ok := p.Path[0].(int); !ok || at < 0 || at >= ops {
				problems = append(problems, fmt.Sprintf("the problem is at %v, which is no change", p.Path))
			}
		}
	}
	slices.Sort(problems)
	return fmt.Sprintf("%s\n%s", model.CodeOf(err), strings.Join(problems, "\n"))
}

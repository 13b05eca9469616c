package embedded_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

func (c *country) compare(kind, field string, op plan.Op, to any) plan.Compare {
	return plan.Compare{Field: c.m.Kind(kind).Field(field), Op: op, To: plan.Constant(to)}
}

func (c *country) related(kind, relation string, q plan.Quantifier, where plan.Predicate) plan.Related {
	return plan.Related{Relation: c.m.Kind(kind).Relation(relation), Quantifier: q, Where: where}
}

func folded(p plan.Compare) plan.Compare { p.Fold = true; return p }

// touching is the condition on journeys that they rest on the application, over all the nodes on the way.
func (c *country) touching(application string) plan.Predicate {
	return c.related("Journey", "stages", plan.Some, c.related("Stage", "enabledBy", plan.Some,
		c.related("BusinessCapability", "services", plan.Some,
			c.related("Service", "applications", plan.Some, c.compare("Application", "id", plan.Eq, application)))))
}

// condition is a condition on nodes of a kind, and how a plan with it starts.
type condition struct {
	name, kind string
	where      plan.Predicate
	start      string
}

func (c *country) conditions() []condition {
	order := plan.Compare{Field: c.m.Relationship("HAS_STAGE").Property("order"), Edge: true, Op: plan.Lte, To: plan.Constant(int64(3))}
	name := func(op plan.Op, to any) plan.Compare { return c.compare("Stage", "name", op, to) }
	return []condition{
		{"an id", "Stage", c.compare("Stage", "id", plan.Eq, "stage:3/4"), "start: id"},
		{"ids, some unknown and some twice", "Stage", c.compare("Stage", "id", plan.In, []any{"stage:3/4", "stage:no", "stage:3/4", "journey:3"}), "start: id"},
		{"an indexed value", "Stage", name(plan.Eq, "Stage 3 of journey 7"), "start: index"},
		{"an indexed value in any letter case", "Stage", folded(name(plan.Eq, "STAGE 3 of Journey 7")), "start: index"},
		{"indexed values", "Stage", name(plan.In, []any{"Stage 3 of journey 7", "x", "Stage 1 of journey 1"}), "start: index"},
		{"a prefix", "Stage", name(plan.StartsWith, "Stage 11 of"), "start: index"},
		{"a prefix in any letter case", "Stage", folded(name(plan.StartsWith, "sTAGE 11 of")), "start: index"},
		{"a range up to", "Stage", c.compare("Stage", "typicalDays", plan.Lt, int64(6)), "start: index"},
		{"a range from", "Stage", c.compare("Stage", "typicalDays", plan.Gte, 36.0), "start: index"},
		{"a range of text", "Stage", name(plan.Gt, "Stage 9 of journey 5"), "start: index"},
		{"a value in a list", "Journey", c.compare("Journey", "lifeStages", plan.Has, "OLDER_PEOPLE"), "start: index"},
		{"part of a text", "Stage", name(plan.Contains, "journey 7"), "start: every"},
		{"another value", "Stage", name(plan.Ne, "Stage 3 of journey 7"), "start: every"},
		{"a missing value", "Stage", c.compare("Stage", "typicalDays", plan.Eq, nil), "start: every"},
		{"a far node over four relations", "Journey", c.touching("application:3"), "start: back over"},
		{"a near node", "Stage", c.related("Stage", "journey", plan.Some, c.compare("Journey", "id", plan.Eq, "journey:3")), "start: back over"},
		{"a near node and its place", "Stage", c.related("Stage", "enabledBy", plan.Single, c.compare("BusinessCapability", "id", plan.Eq, "business-capability:5")), "start: back over"},
		{"a property of the relationship walked", "Journey", c.related("Journey", "stages", plan.Some, plan.And{All: []plan.Predicate{
			order, name(plan.Eq, "Stage 2 of journey 7"),
		}}), "start: back over"},
		{"a property that keeps a near node out", "Journey", c.related("Journey", "stages", plan.Some, plan.And{All: []plan.Predicate{
			name(plan.Eq, "Stage 9 of journey 7"), order,
		}}), "start: back over"},
		{"one of several conditions", "Stage", plan.And{All: []plan.Predicate{
			name(plan.Contains, "7"), plan.And{All: []plan.Predicate{
				c.compare("Stage", "stageType", plan.Eq, "TREATMENT"),
				c.related("Stage", "enabledBy", plan.Some, c.compare("BusinessCapability", "id", plan.Eq, "business-capability:5")),
			}},
		}}, "start: back over"},
		{"any of two", "Stage", plan.Or{Any: []plan.Predicate{
			c.compare("Stage", "id", plan.Eq, "stage:3/4"), name(plan.StartsWith, "Stage 11 of journey 1"),
		}}, "start: any of 2"},
		{"any of two that cannot both be found", "Stage", plan.Or{Any: []plan.Predicate{
			c.compare("Stage", "id", plan.Eq, "stage:3/4"), name(plan.Contains, "11"),
		}}, "start: every"},
		{"none of the far nodes", "Stage", c.related("Stage", "enabledBy", plan.None, c.compare("BusinessCapability", "id", plan.Eq, "business-capability:5")), "start: every"},
		{"all of the far nodes", "Journey", c.related("Journey", "stages", plan.All, c.compare("Stage", "stageType", plan.In, []any{"CONSULT"})), "start: every"},
		{"a condition in any letter case against numbers", "Stage", c.compare("Stage", "typicalDays", plan.In, []any{int64(3), 6.0, 7.5}), "start: index"},
		{"nothing", "Stage", plan.Or{}, "start: any of 0"},
	}
}

func ids(l *plan.List) []any {
	all := make([]any, len(l.Rows))
	for i, row := range l.Rows {
		all[i] = row.Values[0]
	}
	return all
}

// compareStarts asks every condition as it is, and inside a double negation, which no anchor sees through.
func compareStarts(t *testing.T, c *country, st *embedded.Store, check func(t *testing.T, one condition, found []any)) {
	for _, one := range c.conditions() {
		t.Run(one.name, func(t *testing.T) {
			anchored, scanned := c.sel(one.kind, "id"), c.sel(one.kind, "id")
			anchored.Where, scanned.Where = one.where, plan.Not{Of: plan.Not{Of: one.where}}
			text, err := st.Explain(context.Background(), &plan.Query{Roots: []*plan.Select{scanned}})
			require.NoError(t, err)
			require.Contains(t, text, "start: every")
			text, err = st.Explain(context.Background(), &plan.Query{Roots: []*plan.Select{anchored}})
			require.NoError(t, err)
			require.Contains(t, text, one.start)
			found := ids(execute(t, st, anchored).Roots[0])
			require.Equal(t, ids(execute(t, st, scanned).Roots[0]), found)
			check(t, one, found)
		})
	}
}

func TestAnAnswerIsTheSameWhereverTheSearchForItStarts(t *testing.T) {
	c := makeCountry(t, 40)
	c.add("Journey", "old", "Old age", model.Props{"lifeStages": []string{"OLDER_PEOPLE", "END_OF_LIFE"}})
	compareStarts(t, c, c.load(t), func(t *testing.T, one condition, found []any) {
		switch one.name {
		case "nothing", "a missing value", "a property that keeps a near node out", "all of the far nodes":
		default:
			require.NotEmpty(t, found)
		}
	})
}

func TestIndexesFindWhatChangedSinceTheyWereMade(t *testing.T) {
	c := makeCountry(t, 40)
	st := c.load(t)
	compareStarts(t, c, st, func(*testing.T, condition, []any) {}) // makes the indexes
	stage := c.m.Kind("Stage")
	rename := func(id, name string) model.Change {
		return model.PutElement{Merge: true, Element: model.Element{ID: id, Kind: stage, Props: model.Props{"name": name, "typicalDays": 5.0, "stageType": "CONSULT"}}}
	}
	journey := func(to string, order int64) model.Change {
		return model.PutLink{Link: model.Link{Type: c.m.Relationship("HAS_STAGE"), From: "journey:9", To: to, Props: model.Props{"order": order}}}
	}
	_, err := st.Apply(context.Background(), model.Changes{Ops: []model.Change{
		rename("stage:7/3", "Not what it was"), rename("stage:1/1", "Stage 3 of journey 7"), rename("stage:9/new", "Stage 11 of nothing"),
		journey("stage:9/new", 2),
		model.DeleteElement{ID: "stage:3/4"},
		model.DeleteElement{ID: "stage:2/11"},
	}})
	require.NoError(t, err)
	compareStarts(t, c, st, func(t *testing.T, one condition, found []any) {
		require.NotContains(t, found, "stage:3/4")
		require.NotContains(t, found, "stage:2/11")
		switch one.name {
		case "an indexed value", "an indexed value in any letter case":
			require.Equal(t, []any{"stage:1/1"}, found)
		case "a prefix", "a prefix in any letter case":
			require.Contains(t, found, "stage:9/new")
		}
	})
}

func TestSearchFindsWhatChangedSinceItsIndexWasMade(t *testing.T) {
	c := makeCountry(t, 5)
	st := c.load(t)
	search := func(text string) []any {
		sel, words := c.sel("Stage", "id"), plan.Constant(text)
		sel.From.Search, sel.Order = &words, append([]plan.Order{{Rank: true}}, sel.Order...)
		return ids(execute(t, st, sel).Roots[0])
	}
	require.Equal(t, []any{"stage:1/3", "stage:3/1"}, search("1 JOURNEY 3 stage")[:2])
	_, err := st.Apply(context.Background(), model.Changes{Ops: []model.Change{
		model.PutElement{Merge: true, Element: model.Element{ID: "stage:3/2", Kind: c.m.Kind("Stage"), Props: model.Props{"name": "Ultrasound scan"}}},
		model.PutElement{Merge: true, Element: model.Element{ID: "stage:3/3", Kind: c.m.Kind("Stage"), Props: model.Props{"description": "after the ultrasound"}}},
		model.DeleteElement{ID: "stage:3/1"},
	}})
	require.NoError(t, err)
	require.Equal(t, []any{"stage:3/2", "stage:3/3"}, search("ultra"))
	require.NotContains(t, search("journey 3"), "stage:3/1")
	require.NotContains(t, search("journey 3"), "stage:3/2")
}

// rarely adds an application that the first twenty journeys rest on, however many others there are.
func (c *country) rarely() string {
	app := c.add("Application", "rare", "Rarely used", nil)
	service := c.add("Service", "rare", "Rarely offered", nil)
	capability := c.add("BusinessCapability", "rare", "Rarely needed", nil)
	c.link("SUPPORTS", app, service, nil)
	c.link("REALISES", service, capability, nil)
	for j := range 20 {
		c.link("ENABLES", capability, c.id("Stage", fmt.Sprintf("%d/3", j)), nil)
	}
	return app
}

func TestAnImpactQueryLooksAtFewNodesHoweverManyThereAre(t *testing.T) {
	for _, journeys := range []int{40, 400} {
		c := makeCountry(t, journeys)
		sel := c.sel("Journey", "id")
		sel.Where = c.touching(c.rarely())
		st := c.load(t)
		// A read looks at its context once at the start, and then for every 1,024 nodes and relationships it looks at.
		result, err := st.Execute(&expiring{Context: context.Background(), left: 1}, &plan.Query{Roots: []*plan.Select{sel}})
		require.NoError(t, err)
		require.Len(t, result.Roots[0].Rows, 20)
	}
}

func BenchmarkImpactQuery(b *testing.B) {
	for _, journeys := range []int{200, 2000} {
		c := makeCountry(b, journeys)
		app := c.rarely()
		st, sel := c.load(b), c.sel("Journey", "id", "name")
		sel.Where = c.touching(app)
		q := &plan.Query{Roots: []*plan.Select{sel}}
		b.Run(fmt.Sprint(journeys, " journeys"), func(b *testing.B) {
			for b.Loop() {
				result, err := st.Execute(context.Background(), q)
				if err != nil || len(result.Roots[0].Rows) != 20 {
					b.Fatal(err, len(result.Roots[0].Rows))
				}
			}
		})
	}
}

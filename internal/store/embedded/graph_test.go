package embedded_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
	"go.uber.org/goleak"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// vocabulary reads the model that the program is about.
func vocabulary(t testing.TB) *model.Model {
	t.Helper()
	text, err := os.ReadFile("../../../graph/schema/model.graphqls")
	require.NoError(t, err)
	m, err := model.Parse(&ast.Source{Name: "model.graphqls", Input: string(text)})
	require.NoError(t, err)
	return m
}

// country is a graph of many journeys, the same for the same number of them.
type country struct {
	m        *model.Model
	elements []model.Element
	links    []model.Link
}

// makeCountry gives journeys of fourteen stages, each stage enabled by three business capabilities, which services
// realise that organisations offer, on applications that run on technologies and conform to standards.
func makeCountry(t testing.TB, journeys int) *country {
	c := &country{m: vocabulary(t)}
	types := []string{"CONSULT", "INVESTIGATE", "DIAGNOSE", "TREATMENT", "REFER", "CONTACT", "SYMPTOM"}
	registers := map[string]int{
		"BusinessCapability": 40 + journeys/2, "Service": 40 + journeys*4, "Organisation": 10 + journeys/4,
		"Application": 20 + journeys/8, "Technology": 10 + journeys/50, "Standard": 10 + journeys/50,
	}
	for _, kind := range []string{"BusinessCapability", "Service", "Organisation", "Application", "Technology", "Standard"} {
		for i := range registers[kind] {
			c.add(kind, fmt.Sprint(i), fmt.Sprintf("%s number %d", kind, i), nil)
		}
	}
	id := func(kind string, i int) string { return c.id(kind, fmt.Sprint(i%registers[kind])) }
	for i := range registers["Service"] {
		s := id("Service", i)
		c.link("REALISES", s, id("BusinessCapability", i), model.Props{"coverage": "FULL"})
		c.link("OFFERS", id("Organisation", i*7), s, nil)
		c.link("SUPPORTS", id("Application", i*3), s, nil)
		if i%3 == 0 {
			c.link("SUPPORTS", id("Application", i*3+1), s, nil)
		}
	}
	for i := range registers["Application"] {
		c.link("RUNS_ON", id("Application", i), id("Technology", i), nil)
		c.link("CONFORMS_TO", id("Application", i), id("Standard", i*5), model.Props{"conformance": "CONFORMANT"})
	}
	for j := range journeys {
		journey := c.add("Journey", fmt.Sprint(j), fmt.Sprintf("Journey number %d", j), model.Props{"lifeStages": []string{"WORKING_AGE"}})
		for i := range 14 {
			stage := c.add("Stage", fmt.Sprintf("%d/%d", j, i), fmt.Sprintf("Stage %d of journey %d", i, j),
				model.Props{"stageType": types[(i+j)%len(types)], "typicalDays": float64(i * 3)})
			c.link("HAS_STAGE", journey, stage, model.Props{"order": int64(i + 1)})
			if i > 0 {
				c.link("NEXT", c.id("Stage", fmt.Sprintf("%d/%d", j, i-1)), stage, nil)
			}
			for e := range 3 {
				c.link("ENABLES", id("BusinessCapability", j*5+i*3+e), stage, model.Props{"role": "PRIMARY"})
			}
		}
	}
	return c
}

func (c *country) id(kind, local string) string { return c.m.Kind(kind).Prefix + ":" + local }

func (c *country) add(kind, local, name string, props model.Props) string {
	e := model.Element{ID: c.id(kind, local), Kind: c.m.Kind(kind), Props: model.Props{"name": name, "illustrative": true}}
	for k, v := range props {
		e.Props[k] = v
	}
	c.elements = append(c.elements, e)
	return e.ID
}

func (c *country) link(relationship, from, to string, props model.Props) {
	c.links = append(c.links, model.Link{Type: c.m.Relationship(relationship), From: from, To: to, Props: props})
}

func (c *country) load(t testing.TB) *embedded.Store {
	t.Helper()
	st, err := embedded.Load(c.m, c.elements, c.links)
	require.NoError(t, err)
	return st
}

// sel starts a selection of one kind with plain columns.
func (c *country) sel(kind string, columns ...string) *plan.Select {
	k := c.m.Kind(kind)
	s := &plan.Select{Key: k.Plural, Kinds: []*model.Kind{k}, Order: []plan.Order{{Field: k.Field("id")}}}
	shape := plan.Shape{Kinds: s.Kinds}
	for _, name := range columns {
		shape.Columns = append(shape.Columns, plan.Column{Field: k.Field(name)})
	}
	s.Shapes = []plan.Shape{shape}
	return s
}

// walk adds a nested selection over a relation to a selection, and gives it.
func (c *country) walk(from *plan.Select, relation string, columns ...string) *plan.Select {
	r := from.Kinds[0].Relation(relation)
	s := c.sel(r.Target.Kinds[0].Name, columns...)
	s.Key, s.Relation, s.Kinds = relation, r, r.Target.Kinds
	s.Shapes[0].Kinds = r.Target.Kinds
	if r.OrderBy != nil {
		s.Order = append([]plan.Order{{Property: r.OrderBy}}, s.Order...)
	}
	from.Shapes[0].Columns = append(from.Shapes[0].Columns, plan.Column{Select: s})
	return s
}

func execute(t testing.TB, st *embedded.Store, roots ...*plan.Select) *plan.Result {
	t.Helper()
	result, err := st.Execute(context.Background(), &plan.Query{Roots: roots})
	require.NoError(t, err)
	return result
}

// deep is the question of stage, business capability, service, organisation, application, technology and standard.
func (c *country) deep(journey string) *plan.Select {
	root := c.sel("Journey", "id", "name")
	ids := plan.Constant(journey)
	root.From.IDs, root.One = &ids, true
	stages := c.walk(root, "stages", "id", "name", "stageType")
	capabilities := c.walk(stages, "enabledBy", "id", "name")
	services := c.walk(capabilities, "realisedBy", "id", "name")
	services.Kinds = services.Kinds[:1]
	services.Shapes[0].Kinds = services.Kinds
	c.walk(services, "organisations", "id", "name")
	applications := c.walk(services, "applications", "id", "name")
	c.walk(applications, "technologies", "id", "name")
	c.walk(applications, "conformsTo", "id", "name")
	return root
}

// nodes counts the rows of a list with all that is below them.
func nodes(l *plan.List) int {
	n := len(l.Rows)
	for _, row := range l.Rows {
		for _, v := range row.Values {
			if below, ok := v.(*plan.List); ok {
				n += nodes(below)
			}
		}
	}
	return n
}

func TestADeepQueryGivesEveryNodeOnTheWay(t *testing.T) {
	c := makeCountry(t, 20)
	result := execute(t, c.load(t), c.deep("journey:3"))
	require.Len(t, result.Roots[0].Rows, 1)
	row := result.Roots[0].Rows[0]
	require.Equal(t, "Journey number 3", row.Values[1])
	stages := row.Values[2].(*plan.List)
	require.Len(t, stages.Rows, 14)
	require.Equal(t, "stage:3/0", stages.Rows[0].Values[0])
	require.Equal(t, "stage:3/13", stages.Rows[13].Values[0])
	require.Greater(t, nodes(result.Roots[0]), 500)
}

func BenchmarkDeepQuery(b *testing.B) {
	for _, journeys := range []int{100, 1000} {
		c := makeCountry(b, journeys)
		st, q := c.load(b), &plan.Query{Roots: []*plan.Select{c.deep("journey:3")}}
		b.Run(fmt.Sprint(journeys, " journeys"), func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				result, err := st.Execute(context.Background(), q)
				if err != nil {
					b.Fatal(err)
				}
				n = nodes(result.Roots[0])
			}
			b.ReportMetric(float64(n), "nodes")
		})
	}
}

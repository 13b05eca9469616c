package plan_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a text with the file of that name in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// small is a vocabulary that has one of everything plans speak of.
const small = `
interface Element { id: ID! name: String! @searchable }
enum Colour { RED GREEN }
type Group @embedded { url: String }
union Thing = Leaf | Flower
type Tree @node(plural: "trees", prefix: "tree") {
  height: Int
  tags: [String!]!
  colour: Colour
  red: Boolean! @derived(from: "colour", in: ["RED"])
  group: Group
  leaves: [Leaf!]! @relationship(type: "HAS_LEAF", direction: OUT, orderBy: "order")
  flowers: [Flower!]! @relationship(type: "HAS_FLOWER", direction: OUT)
  things: [Thing!]! @path(via: ["HAS_LEAF>", "HAS_FLOWER>"])
  redLeaves: [Leaf!]! @path(via: ["HAS_LEAF>"], field: "colour", equals: ["RED"])
}
type Leaf @node(plural: "leaves", prefix: "leaf") {
  colour: Colour
  tree: Tree @relationship(type: "HAS_LEAF", direction: IN)
  parts: [Leaf!]! @relationship(type: "PART_OF", direction: IN)
  whole: Leaf @relationship(type: "PART_OF", direction: OUT)
  allParts: [Leaf!]! @path(via: ["<PART_OF+"])
}
type Flower @node(plural: "flowers", prefix: "flower") {
  tree: Tree @relationship(type: "HAS_FLOWER", direction: IN)
}
type HasLeafProperties @relationshipProperties(type: "HAS_LEAF") { order: Int }
`

// garden makes plans over the small vocabulary.
type garden struct{ m *model.Model }

func newGarden(t *testing.T) garden {
	t.Helper()
	m, err := model.Parse(&ast.Source{Name: "small.graphqls", Input: small})
	require.NoError(t, err)
	return garden{m}
}

func (g garden) field(kind, name string) *model.Field       { return g.m.Kind(kind).Field(name) }
func (g garden) relation(kind, name string) *model.Relation { return g.m.Kind(kind).Relation(name) }
func (g garden) order() *model.Field                        { return g.m.Relationship("HAS_LEAF").Property("order") }

// root gives a plain selection of all nodes of a kind with their ids and names.
func (g garden) root(kind string) *plan.Select {
	k := g.m.Kind(kind)
	return &plan.Select{
		Key: k.Plural, Kinds: []*model.Kind{k}, Order: []plan.Order{{Field: k.Field("id")}},
		Shapes: []plan.Shape{{Kinds: []*model.Kind{k}, Columns: []plan.Column{{Field: k.Field("id")}, {Field: k.Field("name")}}}},
	}
}

// under adds a selection over a relation to another.
func (g garden) under(s *plan.Select, relation string) *plan.Select {
	r := s.Kinds[0].Relation(relation)
	sub := g.root(r.Target.Kinds[0].Name)
	sub.Key, sub.Relation, sub.Kinds, sub.Shapes[0].Kinds = relation, r, r.Target.Kinds, r.Target.Kinds
	s.Shapes[0].Columns = append(s.Shapes[0].Columns, plan.Column{Select: sub})
	return sub
}

func (g garden) compare(kind, field string, op plan.Op, to any) plan.Compare {
	return plan.Compare{Field: g.field(kind, field), Op: op, To: plan.Constant(to)}
}

func (g garden) some(kind, relation string, where plan.Predicate) plan.Related {
	return plan.Related{Relation: g.relation(kind, relation), Quantifier: plan.Some, Where: where}
}

func operand(v any) *plan.Operand {
	o := plan.Constant(v)
	return &o
}

// census is statistics by hand: nodes by kind, and nodes found by field name. Every relationship there is has degree 4.
type census struct {
	nodes map[string]float64
	found map[string]float64
}

func (c census) Nodes(k *model.Kind) float64 { return c.nodes[k.Name] }
func (c census) Matching(_ *model.Kind, p plan.Compare, _ any) (float64, bool) {
	n, ok := c.found[p.Field.Name]
	return n, ok && p.Op != plan.Contains
}
func (c census) Found(string) float64 { return 7 }
func (c census) Degree(k *model.Kind, t *model.Relationship, out bool) float64 {
	for _, p := range t.Pairs {
		if out && p.From == k || !out && p.To == k {
			return 4
		}
	}
	return 0
}

func (c census) DegreeOf(id string, _ *model.Relationship, _ bool) float64 {
	if id == "leaf:rare" {
		return 1
	}
	return 100
}

package model_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
)

// head is what every small model of the tests begins with.
const head = `
directive @node(plural: String!, prefix: String!) on OBJECT
interface Element { id: ID! name: String! validFrom: Date }
`

func parse(t *testing.T, text string) *model.Model {
	t.Helper()
	m, err := model.Parse(&ast.Source{Name: "test.graphqls", Input: head + text})
	require.NoError(t, err)
	return m
}

// town is a model with a tree, a graph and a union.
const town = `
type Place @node(plural: "places", prefix: "place") {
  size: Int @range(min: 1, max: 9)
  tags: [Tag!]!
  code: String @key
  source: Source
  busy: Boolean! @derived(from: "level", in: ["HIGH"])
  level: Level @default(value: "LOW")
  within: Place @relationship(type: "WITHIN", direction: OUT)
  contains: [Place!]! @relationship(type: "WITHIN", direction: IN)
  roads: [Place!]! @relationship(type: "ROAD", direction: OUT, orderBy: "length")
  roadsHere: [Place!]! @relationship(type: "ROAD", direction: IN)
  seenBy: [Watcher!]! @relationship(type: "SEES", direction: IN)
  all: [Place!]! @path(via: ["<WITHIN+", "ROAD> <WITHIN*"], field: "level", equals: ["HIGH"])
  summary: Summary! @computed(needs: "{ id }")
  far("How far." limit: Int! = 3, without: [Gone!]): Summary @computed(needs: "{ id }")
}
type Person @node(plural: "people", prefix: "person") { sees: [Place!]! @relationship(type: "SEES", direction: OUT) }
type Camera @node(plural: "cameras", prefix: "camera") { sees: [Place!]! @relationship(type: "SEES", direction: OUT) }
union Watcher = Person | Camera
type Road @relationshipProperties(type: "ROAD") { length: Float! }
type Source @embedded { url: String retrieved: Date }
type Summary { text: String! }
input Gone { id: ID! }
extend type Query { nearest("From here." from: ID!): Summary @computed(needs: "{ places { nodes { id } } }") }
enum Level { LOW HIGH }
enum Tag { A B }
`

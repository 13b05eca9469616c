package model_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
)

func TestParseReadsKindsFieldsAndRelations(t *testing.T) {
	m := parse(t, town)
	place := m.Kind("Place")
	require.Equal(t, "places", place.Plural)
	require.Equal(t, []string{"id", "name", "validFrom", "size", "tags", "code", "source", "busy", "level"}, fieldNames(place.Fields))
	require.True(t, place.Field("code").Key)
	require.InDelta(t, 9, *place.Field("size").Max, 0)
	require.Equal(t, "LOW", place.Field("level").Default)
	require.True(t, place.Field("tags").List)

	source := place.Field("source").Embedded
	require.Equal(t, []string{"sourceUrl", "sourceRetrieved"}, []string{source.Fields[0].Property, source.Fields[1].Property})

	busy := place.Field("busy").Derived
	require.Same(t, place.Field("level"), busy.From)
	require.True(t, busy.Value("HIGH"))
	require.False(t, busy.Value(nil))

	roads := place.Relation("roads")
	require.Equal(t, "length", roads.OrderBy.Name)
	require.Equal(t, "ROAD", roads.Stored.Name)
	require.True(t, roads.Many)
	require.False(t, place.Relation("within").Many)

	all := place.Relation("all")
	require.Nil(t, all.Stored)
	require.Equal(t, "<WITHIN+ or ROAD> <WITHIN*", all.Path.String())
	require.Equal(t, "WITHIN>+ or WITHIN>* <ROAD", all.Path.Reversed().String())
	require.Equal(t, &model.Keep{Field: "level", Values: []string{"HIGH"}}, all.Keep)

	seenBy := place.Relation("seenBy")
	require.Equal(t, []*model.Kind{m.Kind("Person"), m.Kind("Camera")}, seenBy.Target.Kinds)
	require.True(t, m.Relationship("SEES").Joins(m.Kind("Camera"), place))
	require.False(t, m.Relationship("SEES").Joins(place, m.Kind("Camera")))
	require.Equal(t, "{ id }", place.ComputedField("summary").Needs)
	require.Equal(t, []model.Arg{
		{Name: "limit", Description: "How far.", Type: "Int!", Default: "3"}, {Name: "without", Type: "[Gone!]"},
	}, place.ComputedField("far").Args)
	require.Equal(t, "Gone", m.Inputs[0].Name)
	nearest := m.Answers[0]
	require.Equal(t, []string{"Query", "nearest", "Summary"}, []string{nearest.Owner(), nearest.Name, nearest.Type})
	require.Equal(t, "Place", place.ComputedField("far").Owner())
	require.True(t, m.Enum("Kind").Has("Camera"))
}

func fieldNames(fields []*model.Field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a relationship declared at one end only", `type A @node(plural: "as", prefix: "a") { b: [B!]! @relationship(type: "X", direction: OUT) }
type B @node(plural: "bs", prefix: "b") { n: Int }`, "B declares 0 fields for X with A"},
		{"a path over an unknown relationship", `type A @node(plural: "as", prefix: "a") { b: [A!]! @path(via: ["X>"]) }`, "names no stored relationship"},
		{"a path step without a direction", town + `type A @node(plural: "as", prefix: "a") { b: [A!]! @path(via: ["ROAD"]) }`, "no direction"},
		{"a path that never arrives", town + `type A @node(plural: "as", prefix: "a") { b: [A!]! @path(via: ["ROAD>"]) }`, "never gets from A to A"},
		{"two kinds with one prefix", `type A @node(plural: "as", prefix: "a") { n: Int } type B @node(plural: "bs", prefix: "a") { n: Int }`, "same prefix"},
		{"a field that Element has", `type A @node(plural: "as", prefix: "a") { name: String }`, "every kind has this field"},
		{"a default that is no value", `type A @node(plural: "as", prefix: "a") { n: Int @default(value: "many") }`, "not a whole number"},
		{"a list of numbers", `type A @node(plural: "as", prefix: "a") { n: [Int!]! }`, "only text and enumerations may be lists"},
		{"an answer made of nodes", `type A @node(plural: "as", prefix: "a") { c: A @computed(needs: "{ id }") }`, "A is neither a value nor a plain type"},
		{"a node as an argument", `type A @node(plural: "as", prefix: "a") { c(a: A): Int @computed(needs: "{ id }") }`, "A is neither a value nor a plain type"},
		{"an argument of a part of an answer", `type A @node(plural: "as", prefix: "a") { c: C @computed(needs: "{ id }") } type C { n(a: Int): Int }`, "takes no arguments"},
		{"an extension of a kind", `type A @node(plural: "as", prefix: "a") { n: Int } extend type A { m: Int }`, "only the type Query can be extended, not A"},
		{"a root field that is not computed", `type A @node(plural: "as", prefix: "a") { n: Int } extend type Query { m: Int }`, "is computed"},
		{"an unknown type", `type A @node(plural: "as", prefix: "a") { n: Nothing }`, "cannot read type Nothing"},
		{"a model without kinds", `enum E { A }`, "no type with @node"},
		{"text that is not a schema", `type {`, "parse the model"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := model.Parse(&ast.Source{Name: "test.graphqls", Input: head + tt.text})
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestReach(t *testing.T) {
	m := parse(t, town)
	place, person, camera := m.Kind("Place"), m.Kind("Person"), m.Kind("Camera")
	all := place.Relation("all").Path.Ways
	require.Equal(t, []*model.Kind{place}, m.Reach([]*model.Kind{place}, all[1]))
	seenBy := place.Relation("seenBy").Path.Ways[0]
	require.Equal(t, []*model.Kind{person, camera}, m.Reach([]*model.Kind{place}, seenBy))
}

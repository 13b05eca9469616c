package storetest

import (
	"context"
	"math/rand/v2"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// source makes random graphs, changes and queries. The same seed makes the same ones.
type source struct {
	*rand.Rand
	model *model.Model
	naive *naive // what is in the graph, to ask for things that are there
	args  []any  // parameters of the query being made
}

func newSource(seed int, m *model.Model, n *naive) *source {
	return &source{Rand: rand.New(rand.NewPCG(uint64(seed), 1)), model: m, naive: n}
}

// chance is true so many times in a hundred.
func (s *source) chance(percent int) bool { return s.IntN(100) < percent }

func pick[T any](s *source, from []T) T { return from[s.IntN(len(from))] }

// some gives up to n of the items, in any order and perhaps repeated.
func some[T any](s *source, n int, from []T) []T {
	items := make([]T, 0, n)
	for range s.IntN(n + 1) {
		items = append(items, pick(s, from))
	}
	return items
}

// Texts and numbers are few, so that equal ones meet, and chosen to show differences of collation, case and type.
var (
	texts = []string{
		"a", "A", "b", "sea", "Sea side", "seaside walk", "walk by the sea", "Straße", "STRASSE", "\uff5e", "😀", "é", "e\u0301",
		"İzmir", "ﬁne", "x-y z", "100%", "back\\slash", "it's", "zoo",
	}
	dates  = []string{"1999-12-31", "2000-01-01", "2000-01-10", "2026-02-28"}
	floats = []float64{-0.5, 0, 0.1, 1, 2, 2.5, 1e9}
)

// single makes one value that fits the field.
func (s *source) single(f *model.Field) any {
	switch f.Type {
	case model.Int:
		return int64(inRange(f, float64(s.IntN(8)-2)))
	case model.Float:
		return inRange(f, pick(s, floats))
	case model.Boolean:
		return s.chance(50)
	case model.Date:
		return pick(s, dates)
	case model.EnumType:
		return pick(s, f.Enum.Values).Name
	case model.ID:
		return s.id()
	default:
		return pick(s, texts)
	}
}

// inRange gives the number nearest to n that the field allows.
func inRange(f *model.Field, n float64) float64 {
	if f.Min != nil {
		n = max(n, *f.Min)
	}
	if f.Max != nil {
		n = min(n, *f.Max)
	}
	return n
}

// props makes values for some of the fields, all that are required among them.
func (s *source) props(fields []*model.Field) model.Props {
	props := model.Props{}
	for _, f := range plainFields(fields) {
		switch {
		case f.Name == "id", !f.Required && s.chance(40):
		case f.List:
			var list []string
			for range s.IntN(4) {
				list = append(list, s.single(f).(string))
			}
			props[f.Property] = list
		default:
			props[f.Property] = s.single(f)
		}
	}
	return props
}

// plainFields gives fields that a store knows: members in the place of groups, nothing derived.
func plainFields(fields []*model.Field) []*model.Field {
	var plain []*model.Field
	for _, f := range fields {
		switch {
		case f.Embedded != nil:
			plain = append(plain, plainFields(f.Embedded.Fields)...)
		case f.Derived == nil:
			plain = append(plain, f)
		}
	}
	return plain
}

// operand makes a constant or a parameter of a value.
func (s *source) operand(v any) plan.Operand {
	if s.chance(60) {
		return plan.Constant(v)
	}
	s.args = append(s.args, v)
	return plan.Operand{Param: len(s.args) - 1}
}

// RandomQuery gives a query of the random ones, over a random graph that it finds something in. The same seed gives the same.
func RandomQuery(m *model.Model, seed int) (*plan.Query, error) {
	n := Naive(m).(*naive)
	s := newSource(seed, m, n)
	if _, err := n.Apply(context.Background(), s.graph()); err != nil {
		return nil, err
	}
	return s.query(), nil
}

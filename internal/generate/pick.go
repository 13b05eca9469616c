package generate

import (
	"math"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// anyOf gives an item, all equally often.
func anyOf[T any](g *maker, from []T) T { return from[g.rand.IntN(len(from))] }

// chance is true so many times in a hundred.
func (g *maker) chance(percent int) bool { return g.rand.IntN(100) < percent }

// How uneven a choice is: of n items, the first is chosen n^(1-1/skew)/skew times as often as it would be if all were
// chosen equally often.
const (
	mild  = 2.0
	steep = 3.0 // of 2,500 items, the first gets a fourteenth
)

// favourite gives an item, the first ones far more often than the last.
func (g *maker) favourite(from []string, skew float64) string {
	return from[int(float64(len(from))*math.Pow(g.rand.Float64(), skew))]
}

// favourites gives n different items, or all where there are not more.
func (g *maker) favourites(from []string, n int, skew float64) []string {
	if n >= len(from) {
		return slices.Clone(from)
	}
	chosen := make([]string, 0, n)
	for len(chosen) < n {
		if id := g.favourite(from, skew); !slices.Contains(chosen, id) {
			chosen = append(chosen, id)
		}
	}
	return chosen
}

// value gives a value of an enumeration, the first ones more often.
func (g *maker) value(enum string) string {
	values := g.m.Enum(enum).Values
	return values[int(float64(len(values))*math.Pow(g.rand.Float64(), mild))].Name
}

// values gives one or two values of an enumeration.
func (g *maker) values(enum string) []string {
	first := g.value(enum)
	if second := g.value(enum); second != first {
		return []string{first, second}
	}
	return []string{first}
}

// one gives properties with one value of an enumeration.
func (g *maker) one(property, enum string) model.Props { return model.Props{property: g.value(enum)} }

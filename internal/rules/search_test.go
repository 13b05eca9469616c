package rules

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

// plainDistance counts letters to add, drop, change or swap with their neighbour, looking at all of both words.
func plainDistance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestWhatWordsBeginAndEndWithChangesNoDistance(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		var text strings.Builder
		for range r.IntN(9) {
			text.WriteByte("ab:"[r.IntN(3)])
		}
		return text.String()
	}
	for range 20_000 {
		a, b := word(), word()
		n := newNearest(a)
		n.distance = 100 // as far as it takes
		require.Equal(t, plainDistance(a, b), n.editDistance(b), "%q and %q", a, b)
	}
}

// crowd is a view of nothing but stages that are all called much the same.
type crowd struct {
	View
	ids []string
}

func (c crowd) IDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, id := range c.ids {
			if !yield(id) {
				return
			}
		}
	}
}

func TestSuggestionsAreSoughtAmongSoManyIdsAndNoMore(t *testing.T) {
	kind := &model.Kind{Name: "Stage", Prefix: "stage"}
	next := &model.Relationship{Name: "NEXT", Pairs: []model.Pair{{From: kind, To: kind}}}
	var c crowd
	for i := range 30_000 {
		c.ids = append(c.ids, fmt.Sprintf("stage:a-name-of-some-length/%d", i))
	}
	s, given := &search{v: c}, 0
	for i := range c.ids {
		if s.reference(next, fmt.Sprintf("stage:a-name-of-some-lenght/%d", i), false) != "" {
			given++
		}
	}
	require.LessOrEqual(t, s.compared, maxCompared+len(c.ids))
	require.Equal(t, maxCompared/len(c.ids)+1, given, "the first ones have a suggestion")
}

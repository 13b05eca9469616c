package neo4j

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
)

func TestPartsHoldEverythingOnceWithDeletionsFirstAndRelationshipsLast(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	diff := newDifference(m)
	diff.goneLinks[1] = [][]any{{"a", "b"}, {"a", "c"}}
	diff.goneElements = []string{"b", "c"}
	for i := range 5 {
		e := model.Element{ID: fmt.Sprint("e", i), Kind: m.Kinds[i%2]}
		diff.newElements[i%2] = append(diff.newElements[i%2], e)
	}
	diff.oldLinks[0] = []model.Link{{Type: m.Relationships[0], From: "e0", To: "e1"}}
	tests := []struct {
		most  int
		sizes []int
	}{{1, []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}}, {3, []int{3, 3, 3, 1}}, {4, []int{4, 4, 2}}, {100, []int{10}}}
	for _, tt := range tests {
		var sizes []int
		var ids []string
		for _, part := range diff.parts(m, tt.most) {
			sizes = append(sizes, part.written())
			ids = append(ids, part.ids()...)
		}
		require.Equal(t, tt.sizes, sizes, "at most %d", tt.most)
		require.ElementsMatch(t, diff.ids(), ids)
	}
	first := diff.parts(m, 3)[0]
	require.Len(t, first.goneLinks[1], 2)
	require.Equal(t, []string{"b"}, first.goneElements)
	last := diff.parts(m, 3)[3]
	require.Len(t, last.oldLinks[0], 1)
}

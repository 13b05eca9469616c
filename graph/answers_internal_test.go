package graph

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

func TestFingerprintsOfDifferentValuesDiffer(t *testing.T) {
	seen := map[string]bool{}
	for _, args := range [][]any{
		nil,
		{nil},
		{nil, nil},
		{""},
		{"a"},
		{"a", ""},
		{"", "a"},
		{int64(1)},
		{1.0},
		{true},
		{false},
		{"true"},
		{[]any{}},
		{[]any{"a"}},
		{[]any{"a"}, "b"},
		{[]any{"a", "b"}},
		{[]any{[]any{"a"}, "b"}},
	} {
		text, ok := fingerprint(args)
		require.True(t, ok)
		require.False(t, seen[text], "%v", args)
		seen[text] = true
	}
	_, ok := fingerprint([]any{struct{}{}})
	require.False(t, ok)
}

func TestAnswersKeepTheBytesTheyMay(t *testing.T) {
	a, err := newAnswers()
	require.NoError(t, err)
	data := make([]byte, largestKept)
	for i := range 2 * answersKept / largestKept {
		a.add(question{version: model.Version(i)}, data)
		a.add(question{version: model.Version(i)}, data)
	}
	require.Equal(t, answersKept, a.bytes)
	require.Equal(t, answersKept/largestKept, a.kept.Len())
	require.Nil(t, a.get(question{version: 0}), "the one not asked for longest went first")
	a.add(question{version: -1}, make([]byte, largestKept+1))
	require.Nil(t, a.get(question{version: -1}), "one answer must not take all the room")
}

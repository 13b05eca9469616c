package plan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

var (
	name  = &model.Field{Name: "name", Property: "name", Type: model.String}
	days  = &model.Field{Name: "days", Property: "days", Type: model.Float}
	level = &model.Field{Name: "level", Property: "level", Type: model.Int}
	open  = &model.Field{Name: "open", Property: "open", Type: model.Boolean}
	id    = &model.Field{Name: "id", Property: "id", Type: model.ID}
	up    = &model.Relation{Name: "parent"}
	order = []Order{
		{Field: name, Desc: true}, {Field: days}, {Property: level}, {Field: open, Through: []*model.Relation{up}},
		{Count: []*model.Relation{up}, Desc: true}, {Rank: true}, {Field: id},
	}
)

func TestOrdering(t *testing.T) {
	require.Equal(t, "-name,days,edge.level,parent.open,-#parent,rank,id", Ordering(order))
}

func TestACursorGivesBackItsValues(t *testing.T) {
	for title, values := range map[string][]any{
		"one of each type": {"a", 1.5, int64(3), true, int64(0), int64(2), "x:1"},
		"missing values":   {nil, nil, nil, nil, int64(0), int64(0), "x:1"},
		"a whole Float":    {"ü\u2028<\"", 5.0, int64(-3), false, int64(9), int64(1), "x:1"},
	} {
		t.Run(title, func(t *testing.T) {
			got, err := ReadCursor(Cursor(Ordering(order), values), order)
			require.NoError(t, err)
			require.Equal(t, values, got)
		})
	}
}

func TestWhatIsNoCursorOfTheOrderIsRefused(t *testing.T) {
	byName := []Order{{Field: name}, {Field: id}}
	for title, cursor := range map[string]string{
		"nothing":               "",
		"not base64":            "!!",
		"not JSON":              "bm8",
		"another ordering":      Cursor("-name,id", []any{"a", "b"}),
		"too few values":        Cursor("name,id", []any{"a"}),
		"too many values":       Cursor("name,id", []any{"a", "b", "c"}),
		"a value of wrong type": Cursor("name,id", []any{int64(1), "b"}),
		"a list as a value":     Cursor("name,id", []any{[]any{"a"}, "b"}),
	} {
		t.Run(title, func(t *testing.T) {
			_, err := ReadCursor(cursor, byName)
			require.Equal(t, model.BadUserInput, model.CodeOf(err))
		})
	}
}

func TestCursorsOfPlainValuesMakeNoGarbage(t *testing.T) {
	row, columns, b := []any{"stage:a", "A name", int64(3), nil}, []int{1, 2, 3, 0}, make([]byte, 0, 200)
	require.Zero(t, testing.AllocsPerRun(10, func() { AppendCursor(b, "name,level,days,id", row, columns) }))
}

func FuzzReadCursor(f *testing.F) {
	f.Add(Cursor(Ordering(order), []any{"a", 1.5, int64(3), true, int64(0), int64(2), "x:1"}))
	f.Fuzz(func(t *testing.T, cursor string) {
		values, err := ReadCursor(cursor, order)
		if err != nil {
			return
		}
		again, err := ReadCursor(Cursor(Ordering(order), values), order)
		require.NoError(t, err)
		require.Equal(t, values, again)
	})
}

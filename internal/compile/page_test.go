package compile_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func TestPages(t *testing.T) {
	after, before := plan.Cursor("name,id", []any{"Scan", "stage:a"}), plan.Cursor("name,id", []any{nil, "stage:z"})
	for title, tc := range map[string]struct{ args, want string }{
		"none":                 {``, ` first 100`},
		"null":                 {`first: null, last: null, after: null`, ` first 100`},
		"first":                {`first: 3`, ` first 3`},
		"all that may be":      {`first: 1000`, ` first 1000`},
		"last":                 {`last: 3, first: null`, ` last 3`},
		"behind a cursor":      {`after: "` + after + `"`, ` first 100 after []interface {}{"Scan", "stage:a"}`},
		"between two cursors":  {`last: 2, after: "` + after + `", before: "` + before + `"`, ` last 2 after []interface {}{"Scan", "stage:a"} before []interface {}{interface {}(nil), "stage:z"}`},
		"in front of a cursor": {`before: "` + before + `"`, ` first 100 before []interface {}{interface {}(nil), "stage:z"}`},
	} {
		t.Run(title, func(t *testing.T) {
			op := mustCompile(t, `{ stages(orderBy: { name: ASC }, `+tc.args+`) { nodes { id } } }`, nil)
			require.NoError(t, plan.Validate(op.Query))
			require.Equal(t, "stages: Stage by name,id"+tc.want+"\n  Stage (0 id)\n", dumpQuery(op))
		})
	}
}

func TestArgumentsThatBreakTheRulesAreRequestErrors(t *testing.T) {
	for title, tc := range map[string]struct{ args, message string }{
		"first and last":            {`first: 1, last: 1`, "first or last, not both"},
		"a negative first":          {`first: -1`, "first must not be negative"},
		"a negative last":           {`last: -1`, "last must not be negative"},
		"a larger first":            {`first: 1001`, "at most 1000; it is 1001"},
		"a larger last":             {`last: 1001`, "at most 1000"},
		"not a cursor":              {`after: "x"`, "not a cursor"},
		"nothing as a cursor":       {`before: ""`, "not a cursor"},
		"a cursor of another order": {`after: "` + plan.Cursor("name,id", []any{"a", "b"}) + `"`, "another ordering"},
		"two entries of an order":   {`orderBy: { name: ASC, id: ASC }`, "exactly one entry"},
		"no entry of an order":      {`orderBy: [{ id: ASC }, {}]`, "exactly one entry"},
		"no entry in a to-one":      {`orderBy: [{ journey: {} }]`, "exactly one entry"},
		"a number out of range":     {`first: 99999999999`, "32 bits"},
		"a date that is none":       {`where: { validFrom: { eq: "2026-02-30" } }`, "at validFrom.eq:"},
		"a date that is no text":    {`where: { validFrom: { eq: TODAY } }`, "is not a date"},
		"an object as text":         {`where: { name: { eq: {} } }`, "is not text"},
	} {
		t.Run(title, func(t *testing.T) {
			op, errs := try(compiler(t), `{ version all: stages(`+tc.args+`) { totalCount } }`, nil)
			require.Nil(t, op)
			require.Len(t, errs, 1)
			require.Contains(t, errs[0].Message, tc.message)
			require.Equal(t, string(model.BadUserInput), errs[0].Extensions["code"])
			require.Equal(t, "all", errs[0].Path.String())
			require.Len(t, errs[0].Locations, 1)
		})
	}
}

func TestAnErrorHasItsPlaceAndItsPathWithoutIndexes(t *testing.T) {
	_, errs := try(compiler(t), "{\n  j: journey(id: \"j\") {\n    stages {\n      more: nextConnection(first: -1) { totalCount }\n      next(offset: -2, first: 1001) { id }\n    }\n  }\n}", nil)
	require.Len(t, errs, 3)
	require.Equal(t, "j.stages.more", errs[0].Path.String())
	require.Equal(t, "4:28", errs[0].Locations[0].String())
	require.Equal(t, "j.stages.next", errs[1].Path.String())
	require.Equal(t, "5:24", errs[1].Locations[0].String(), "first")
	require.Equal(t, "j.stages.next", errs[2].Path.String())
	require.Equal(t, "5:12", errs[2].Locations[0].String(), "offset")
}

func TestArgumentsFromVariablesAreCheckedInEveryExecution(t *testing.T) {
	c := compiler(t)
	const text = `query($n: Int, $after: String) { all: stages(first: $n, after: $after) { nodes { id } } }`
	good := plan.Cursor("id", []any{"stage:a"})
	for range 2 {
		op, errs := try(c, text, map[string]any{"n": 3, "after": good})
		require.Empty(t, errs)
		require.Equal(t, []any{int64(3), []any{"stage:a"}}, op.Query.Args)

		_, errs = try(c, text, map[string]any{"n": 1001, "after": "x"})
		require.Len(t, errs, 2)
		require.Equal(t, "all", errs[0].Path.String())
		require.Equal(t, "1:46", errs[0].Locations[0].String())
		require.Contains(t, errs[1].Message, "not a cursor")

		op, errs = try(c, text, map[string]any{"n": nil})
		require.Empty(t, errs)
		require.Equal(t, "all: Stage by id first 100\n  Stage (0 id)\n", dumpQuery(op))
	}
}

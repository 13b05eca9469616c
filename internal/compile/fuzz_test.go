package compile_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/queries"
)

// FuzzOperationText compiles whatever comes. It must never panic, every error must carry a code that is not our fault,
// and every plan must be one that stores accept, the same each time.
func FuzzOperationText(f *testing.F) {
	names, err := fs.Glob(queries.Files, "*/query.graphql")
	require.NoError(f, err)
	for _, name := range names {
		text, err := fs.ReadFile(queries.Files, name)
		require.NoError(f, err)
		vars, err := fs.ReadFile(queries.Files, strings.Replace(name, "query.graphql", "variables.json", 1))
		if err != nil {
			vars = []byte("{}")
		}
		f.Add(string(text), string(vars))
	}
	c := compiler(f)
	f.Fuzz(func(t *testing.T, text, variables string) {
		doc, errs := c.Parse(text)
		for _, e := range errs {
			require.NotEqual(t, string(model.Internal), e.Extensions["code"])
			require.NotEmpty(t, e.Extensions["code"])
		}
		if len(errs) > 0 {
			return
		}
		var vars map[string]any
		d := json.NewDecoder(strings.NewReader(variables))
		d.UseNumber()
		if d.Decode(&vars) != nil {
			vars = nil
		}
		for _, def := range doc.AST.Operations {
			op, errs := c.Operation(doc, def.Name, vars)
			for _, e := range errs {
				require.Contains(t, []any{string(model.BadUserInput), string(model.LimitExceeded)}, e.Extensions["code"])
			}
			if len(errs) > 0 {
				continue
			}
			require.NoError(t, plan.Validate(op.Query))
			again, errs := c.Operation(doc, def.Name, vars)
			require.Empty(t, errs)
			require.Equal(t, dump(op), dump(again))
		}
	})
}

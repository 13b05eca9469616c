package compile_test

import (
	"encoding/json"
	"io/fs"
	"path"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/queries"
)

func TestEveryQuestionOfTheLibraryCompilesToAPlanThatStoresAccept(t *testing.T) {
	names, err := fs.Glob(queries.Files, "*/query.graphql")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		t.Run(path.Dir(name), func(t *testing.T) {
			text, err := fs.ReadFile(queries.Files, name)
			require.NoError(t, err)
			var variables map[string]any
			if vars, err := fs.ReadFile(queries.Files, path.Join(path.Dir(name), "variables.json")); err == nil {
				require.NoError(t, json.Unmarshal(vars, &variables))
			}
			c := fresh(t, compile.Limits{})
			first, errs := try(c, string(text), variables)
			require.Empty(t, errs)
			require.NoError(t, plan.Validate(first.Query))

			again, errs := try(c, string(text), variables)
			require.Empty(t, errs)
			require.Equal(t, dump(first), dump(again), "the plan that was kept gives the same")

			anew, errs := try(fresh(t, compile.Limits{}), string(text), variables)
			require.Empty(t, errs)
			require.Equal(t, dump(first), dump(anew), "compiling is deterministic")
		})
	}
}

package compile_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/plan"
)

// shared is a compiler of the product's own schema, which takes a while to load.
var shared = sync.OnceValues(func() (*compile.Compiler, error) {
	m, err := schema.Model()
	if err != nil {
		return nil, err
	}
	s, err := schema.Full()
	if err != nil {
		return nil, err
	}
	return compile.New(m, s, compile.Limits{})
})

func compiler(t testing.TB) *compile.Compiler {
	t.Helper()
	c, err := shared()
	require.NoError(t, err)
	return c
}

// fresh is a compiler that has compiled nothing yet.
func fresh(t testing.TB, limits compile.Limits) *compile.Compiler {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	s, err := schema.Full()
	require.NoError(t, err)
	c, err := compile.New(m, s, limits)
	require.NoError(t, err)
	return c
}

func try(c *compile.Compiler, text string, variables map[string]any) (*plan.Operation, gqlerror.List) {
	doc, errs := c.Parse(text)
	if len(errs) > 0 {
		return nil, errs
	}
	return c.Operation(doc, "", variables)
}

func mustCompile(t testing.TB, text string, variables map[string]any) *plan.Operation {
	t.Helper()
	op, errs := try(compiler(t), text, variables)
	require.Empty(t, errs)
	return op
}

// want takes the indentation of a test off an expected text.
func want(text string) string {
	lines := strings.Split(strings.Trim(text, "\n\t "), "\n")
	for i := range lines {
		lines[i] = strings.TrimLeft(lines[i], "\t")
	}
	return strings.Join(lines, "\n") + "\n"
}

// fieldNamed gives the selection of a field.
func fieldNamed(t *testing.T, set ast.SelectionSet, name string) ast.SelectionSet {
	t.Helper()
	for _, s := range set {
		if f, ok := s.(*ast.Field); ok && f.Name == name {
			return f.SelectionSet
		}
	}
	require.Fail(t, "no field "+name)
	return nil
}

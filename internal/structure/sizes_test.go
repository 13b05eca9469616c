package structure_test

import (
	"fmt"
	"go/ast"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// Bounds on how much a reader has to take in at once. They are a little under what well-kept Go repositories have.
const (
	medianFile     = 120
	ninetiethFile  = 350 // nine in ten files are no longer
	longestFile    = 600 // tests too
	longFunction   = 60
	longestPerMill = 30 // functions over longFunction, of a thousand
	longestFunc    = 100
)

func TestFilesStayShort(t *testing.T) {
	all := load(t)
	var lines []int
	for _, f := range all.code() {
		lines = append(lines, f.lines)
	}
	slices.Sort(lines)
	require.LessOrEqual(t, lines[len(lines)/2], medianFile, "median length of a file")
	require.LessOrEqual(t, lines[len(lines)*9/10], ninetiethFile, "length that nine in ten files keep to")

	var problems []string
	for _, f := range all.written() {
		if f.lines > longestFile {
			problems = append(problems, fmt.Sprintf("%s: %d lines, more than %d", f.path, f.lines, longestFile))
		}
	}
	complain(t, problems)
}

func TestFunctionsStayShort(t *testing.T) {
	all := load(t)
	var functions int
	var long, tooLong []string
	for _, f := range all.code() {
		for _, declared := range f.syntax.Decls {
			function, ok := declared.(*ast.FuncDecl)
			if !ok {
				continue
			}
			functions++
			lines := all.line(function.End()) - all.line(function.Pos()) + 1
			said := fmt.Sprintf("%s:%d: %s has %d lines", f.path, all.line(function.Pos()), function.Name.Name, lines)
			if lines > longFunction {
				long = append(long, said)
			}
			if lines > longestFunc {
				tooLong = append(tooLong, said)
			}
		}
	}
	complain(t, tooLong)
	if len(long)*1000 > functions*longestPerMill {
		t.Logf("%d of %d functions are longer than %d lines", len(long), functions, longFunction)
		complain(t, long)
	}
}

package structure_test

import (
	"fmt"
	"go/ast"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A limit that no test shows is a promise that nobody keeps.
func TestEveryLimitOfTheDocumentationNamesATestThatIsThere(t *testing.T) {
	tests := map[string]bool{}
	for _, f := range load(t).files {
		for _, declared := range f.syntax.Decls {
			if function, ok := declared.(*ast.FuncDecl); ok && f.test {
				tests[function.Name.Name] = true
			}
		}
	}
	text, err := os.ReadFile(root + "/docs/limits.md")
	require.NoError(t, err)
	var problems []string
	rows := 0
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| control") {
			continue
		}
		rows++
		named := regexp.MustCompile("`(Test[A-Za-z0-9]+)`").FindAllStringSubmatch(line, -1)
		if len(named) == 0 {
			problems = append(problems, "docs/limits.md: a row without a test: "+strings.TrimSpace(line))
		}
		for _, name := range named {
			if !tests[name[1]] {
				problems = append(problems, fmt.Sprintf("docs/limits.md names %s, which is no test", name[1]))
			}
		}
	}
	require.Greater(t, rows, 15, "the table is read")
	complain(t, problems)
}

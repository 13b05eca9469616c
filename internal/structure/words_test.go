package structure_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
)

// saysWhichKind holds for names without a capability, or with one that says whether it is a business or an
// application capability: what the health system can do and what software can do are different kinds, and a name that
// leaves it open is read as either.
func saysWhichKind(name string) bool {
	rest := strings.NewReplacer(
		"BusinessCapabilit", "", "ApplicationCapabilit", "", "businessCapabilit", "", "applicationCapabilit", "",
	).Replace(name)
	return !strings.Contains(strings.ToLower(rest), "capabilit")
}

func TestNamesTellBusinessFromApplicationCapabilities(t *testing.T) {
	all := load(t)
	var problems []string
	for _, f := range all.written() {
		ast.Inspect(f.syntax, func(node ast.Node) bool {
			if name, ok := node.(*ast.Ident); ok && name.IsExported() && !saysWhichKind(name.Name) {
				problems = append(problems, fmt.Sprintf("%s:%d: %s is neither a business nor an application capability", f.path, all.line(name.Pos()), name.Name))
			}
			return true
		})
	}
	full, err := schema.Full()
	require.NoError(t, err)
	for _, name := range slices.Sorted(maps.Keys(full.Types)) {
		if !saysWhichKind(name) {
			problems = append(problems, "schema: type "+name)
		}
		for _, field := range full.Types[name].Fields {
			if !saysWhichKind(field.Name) {
				problems = append(problems, "schema: "+name+"."+field.Name)
			}
		}
	}
	complain(t, problems)
}

// marker finds notes to oneself. What is still to do belongs into an issue.
var marker = regexp.MustCompile(`\b(?:TODO|FIXME|XXX|HACK)\b`)

// deadCode finds comment lines that are Go: assignments, blocks, returns and calls that end a line. Examples in
// comments are indented and left alone.
var deadCode = regexp.MustCompile(`^// ?(?:\}|(?:if|for|switch|func) .*\{|return .*[)}]|(?:defer|go) .*\)|[\w.]+(?:, [\w.]+)* :?= .+|[\w.]+\([^)]*\))$`)

func TestCommentsAreForReaders(t *testing.T) {
	all := load(t)
	var problems []string
	for _, f := range all.written() {
		for _, group := range f.syntax.Comments {
			for _, comment := range group.List {
				at := fmt.Sprintf("%s:%d: ", f.path, all.line(comment.Pos()))
				if found := marker.FindString(comment.Text); found != "" && f.room != "internal/structure" {
					problems = append(problems, at+found+" in a comment")
				}
				if deadCode.MatchString(comment.Text) {
					problems = append(problems, at+"code in a comment: "+comment.Text)
				}
			}
		}
	}
	complain(t, problems)
}

func TestDeadCodeIsTold(t *testing.T) {
	for _, code := range []string{
		"// x := f(1)", "// if x > 1 {", "// }", "// return nil, errors.New(name)", "// defer s.Close()", "// s.close(now)", "//x.y = 2",
	} {
		require.Regexp(t, deadCode, code)
	}
	for _, prose := range []string{
		"// if there is one, it comes first", "// return what was found", "// Close stops everything (twice is fine).", "//go:embed *.css",
		"//	x := f(1)", "// equal where x = y holds for all",
	} {
		require.NotRegexp(t, deadCode, prose)
	}
}

func TestOnlyTheRendererWritesCypher(t *testing.T) {
	all := load(t)
	var problems []string
	for _, f := range all.code() {
		if f.room == "internal/cypher" || rooms[f.room].testsOnly {
			continue
		}
		ast.Inspect(f.syntax, func(node ast.Node) bool {
			text, ok := node.(*ast.BasicLit)
			if ok && text.Kind == token.STRING && strings.Contains(text.Value, "MATCH (") {
				problems = append(problems, fmt.Sprintf("%s:%d: Cypher text belongs into internal/cypher", f.path, all.line(text.Pos())))
			}
			return true
		})
	}
	complain(t, problems)
}

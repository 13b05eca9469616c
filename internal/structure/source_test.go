package structure_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// root is the directory of the module, seen from this package.
const root = "../.."

// file is one Go file of the repository, whatever its build tags.
type file struct {
	path      string // from the root, with slashes
	room      string // directory of path
	text      []byte
	syntax    *ast.File
	lines     int
	test      bool
	generated bool
}

// sources are all Go files, by path.
type sources struct {
	set   *token.FileSet
	files []file
}

// load reads every Go file of the repository but testdata and what the go command leaves out too.
func load(t *testing.T) sources {
	t.Helper()
	all := sources{set: token.NewFileSet()}
	tree := os.DirFS(root)
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && skipped(name) {
			return fs.SkipDir
		}
		if entry.IsDir() || path.Ext(name) != ".go" {
			return nil
		}
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(all.set, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		all.files = append(all.files, file{
			path: name, room: path.Dir(name), text: text, syntax: syntax, lines: bytes.Count(text, []byte("\n")),
			test: strings.HasSuffix(name, "_test.go"), generated: ast.IsGenerated(syntax),
		})
		return nil
	})
	require.NoError(t, err)
	require.NotEmpty(t, all.files)
	return all
}

func skipped(directory string) bool {
	name := path.Base(directory)
	return name != "." && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") ||
		slices.Contains([]string{"testdata", "node_modules", "bin"}, name))
}

// code gives the files that people wrote and that are part of the program.
func (s sources) code() []file {
	return slices.DeleteFunc(slices.Clone(s.files), func(f file) bool { return f.test || f.generated })
}

// written gives the files that people wrote, tests too.
func (s sources) written() []file {
	return slices.DeleteFunc(slices.Clone(s.files), func(f file) bool { return f.generated })
}

// line gives the line of a position.
func (s sources) line(at token.Pos) int { return s.set.Position(at).Line }

// complain fails once with all problems, so that one run shows everything there is to mend.
func complain(t *testing.T, problems []string) {
	t.Helper()
	if len(problems) > 0 {
		t.Errorf("%d problems:\n\t%s", len(problems), strings.Join(problems, "\n\t"))
	}
}

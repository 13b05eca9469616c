package sdl_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/sdl"
)

var update = flag.Bool("update", false, "write the golden files")

// library gives the text of the small vocabulary, with pairs of replacements made in it.
func library(t *testing.T, replacements ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "model.graphqls"))
	require.NoError(t, err)
	for i := 0; i < len(replacements); i += 2 {
		require.Contains(t, string(text), replacements[i])
	}
	return strings.NewReplacer(replacements...).Replace(string(text))
}

func parse(t *testing.T, text string) *model.Model {
	t.Helper()
	m, err := model.Parse(&ast.Source{Name: "model.graphqls", Input: text})
	require.NoError(t, err)
	return m
}

// load generates both parts and loads them as one schema.
func load(t *testing.T, text string) *ast.Schema {
	t.Helper()
	m := parse(t, text)
	read, err := sdl.Read(m)
	require.NoError(t, err)
	write, err := sdl.Write(m)
	require.NoError(t, err)
	full, err := gqlparser.LoadSchema(&ast.Source{Name: "read", Input: read}, &ast.Source{Name: "write", Input: write})
	require.NoError(t, err)
	return full
}

func TestTheSmallVocabularyGivesTheGoldenFiles(t *testing.T) {
	m := parse(t, library(t))
	for name, generate := range map[string]func(*model.Model) (string, error){"read": sdl.Read, "write": sdl.Write} {
		got, err := generate(m)
		require.NoError(t, err)
		again, err := generate(parse(t, library(t)))
		require.NoError(t, err)
		require.Equal(t, got, again, "the same model gives the same bytes")

		file := filepath.Join("testdata", name+".golden.graphqls")
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, string(want), got, "run the test with -update and read the difference")
	}
}

func TestEveryMemberOfTheSchemaHasADescription(t *testing.T) {
	for _, def := range load(t, library(t)).Types {
		if def.BuiltIn {
			continue
		}
		require.NotEmpty(t, def.Description, def.Name)
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			require.NotEmpty(t, f.Description, "%s.%s", def.Name, f.Name)
			for _, a := range f.Arguments {
				require.NotEmpty(t, a.Description, "%s.%s(%s:)", def.Name, f.Name, a.Name)
			}
		}
		for _, v := range def.EnumValues {
			require.NotEmpty(t, v.Description, "%s.%s", def.Name, v.Name)
		}
	}
}

func TestDescriptionsKeepQuotesAndLines(t *testing.T) {
	text := library(t, `"A house with books."`, "\"\"\"\nA house:\n\n  with \\\"\"\"books\\\"\"\" and \\ in it.\n\"\"\"")
	full := load(t, text)
	require.Equal(t, `A printed "work".`, full.Types["Book"].Description)
	require.Equal(t, "A house:\n\n  with \"\"\"books\"\"\" and \\ in it.", full.Types["Branch"].Description)
}

func TestAKindAddedToTheModelAppearsEverywhere(t *testing.T) {
	full := load(t, library(t)+`
"A shelf in a house."
type ReadingRoom @node(plural: "readingRooms", prefix: "reading-room") {
  "How many can sit in it."
  seats: Int
}
`)
	query := full.Query
	require.Equal(t, "ReadingRoom", query.Fields.ForName("readingRoom").Type.String())
	require.Equal(t, "ReadingRoomConnection!", query.Fields.ForName("readingRooms").Type.String())
	require.NotNil(t, full.Types["Kind"].EnumValues.ForName("ReadingRoom"))
	require.Equal(t, "Int", full.Types["ReadingRoom"].Fields.ForName("seats").Type.String())
	require.Equal(t, "IntFilter", full.Types["ReadingRoomWhere"].Fields.ForName("seats").Type.String())
	require.Equal(t, "SortDirection", full.Types["ReadingRoomOrder"].Fields.ForName("seats").Type.String())
	require.Equal(t, "ReadingRoomWhere", full.Types["ElementWhere"].Fields.ForName("onReadingRoom").Type.String())
	require.Equal(t, "ReadingRoom!", full.Types["ReadingRoomEdge"].Fields.ForName("node").Type.String())
	require.Equal(t, "ReadingRoomInput", full.Types["ChangeInput"].Fields.ForName("readingRoom").Type.String())
	require.Equal(t, "Int", full.Types["ReadingRoomInput"].Fields.ForName("seats").Type.String())
	require.Contains(t, names(full.PossibleTypes["Element"]), "ReadingRoom")
}

func TestAFieldAddedToTheModelAppearsEverywhere(t *testing.T) {
	full := load(t, library(t, `  "Open on Sundays."`, `  "Topics it has most of."
  strengths: [Topic!]!
  "Square metres."
  area: Float
  "Open on Sundays."`))
	require.Equal(t, "[Topic!]!", full.Types["Branch"].Fields.ForName("strengths").Type.String())
	require.Equal(t, "TopicListFilter", full.Types["BranchWhere"].Fields.ForName("strengths").Type.String())
	require.NotNil(t, full.Types["BranchFacetField"].EnumValues.ForName("strengths"))
	require.Nil(t, full.Types["BranchOrder"].Fields.ForName("strengths"), "lists have no order")
	require.Equal(t, "[Topic!]", full.Types["BranchInput"].Fields.ForName("strengths").Type.String())
	require.Equal(t, "FloatFilter", full.Types["BranchWhere"].Fields.ForName("area").Type.String())
	require.Equal(t, "SortDirection", full.Types["BranchOrder"].Fields.ForName("area").Type.String())
}

func TestDerivedFieldsAreReadAndFilteredButNeverWritten(t *testing.T) {
	full := load(t, library(t))
	require.NotNil(t, full.Types["Book"].Fields.ForName("nautical"))
	require.NotNil(t, full.Types["BookWhere"].Fields.ForName("nautical"))
	require.Nil(t, full.Types["BookOrder"].Fields.ForName("nautical"))
	require.Nil(t, full.Types["BookFacetField"].EnumValues.ForName("nautical"))
	require.Nil(t, full.Types["BookInput"].Fields.ForName("nautical"))
}

func names(defs []*ast.Definition) []string {
	var all []string
	for _, d := range defs {
		all = append(all, d.Name)
	}
	return all
}

func TestModelsThatCannotBeASchemaAreRefused(t *testing.T) {
	shelf := func(name, field string) string {
		return "\n\"A shelf.\"\ntype " + name + " @node(plural: \"shelves\", prefix: \"shelf\") {\n  \"Something.\"\n  " + field + "\n}\n"
	}
	tests := map[string]struct{ text, want string }{
		"a kind called like a generated type":             {library(t) + shelf("BookWhere", "size: Int"), "two types are called BookWhere"},
		"a kind called like the connection of a relation": {library(t) + shelf("BookLendersEdge", "size: Int"), "two types are called BookLendersEdge"},
		"a kind called like a root type":                  {library(t) + shelf("Query", "size: Int"), "two types are called Query"},
		"a kind called like the mutation":                 {library(t) + shelf("Mutation", "size: Int"), "two types are called Mutation"},
		"a kind whose root field is taken":                {library(t) + shelf("Node", "size: Int"), "Query.node stands there twice"},
		"a field called like a logical operator":          {library(t) + shelf("Shelf", "not: Int"), "ShelfWhere.not stands there twice"},
		"a field called like a count":                     {library(t, `"Open on Sundays."`, "\"How many.\"\n  lendsCount: Int\n  \"Open on Sundays.\""), "BranchWhere.lendsCount stands there twice"},
		"a field called kind":                             {library(t) + shelf("Shelf", "kind: String"), "Shelf.kind stands there twice"},
		"a kind without a description":                    {library(t, "\"A house with books.\"\n", ""), "Branch has no description"},
		"a field without a description":                   {library(t, "  \"Open on Sundays.\"\n", ""), "Branch.sundays has no description"},
		"an enumeration value without a description":      {library(t, "  \"Stars.\"\n", ""), "Topic.STARS has no description"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := sdl.Read(parse(t, test.text))
			require.ErrorContains(t, err, test.want)
		})
	}
	t.Run("a kind called like a change", func(t *testing.T) {
		_, err := sdl.Write(parse(t, library(t)+shelf("Connect", "size: Int")))
		require.ErrorContains(t, err, "ChangeInput.connect stands there twice")
	})
}

func TestNamesOfTheWriteSide(t *testing.T) {
	m := parse(t, library(t))
	require.Equal(t, "book", sdl.FieldOf(m.Kind("Book")))
	require.Equal(t, "lends", sdl.FieldOfRelationship(m.Relationship("LENDS")))
	require.Equal(t, "BookLenders", sdl.Over(m.Kind("Book").Relation("lenders")))
	require.Equal(t, "Book", sdl.Over(m.Kind("Book").Relation("followedBy")), "without properties the target's own types serve")
}

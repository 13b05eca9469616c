package structure_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/carejourney/carejourney"

// room says what one package may import besides the standard library. Only files of the program count: tests may use
// whatever helps them.
type room struct {
	own       []string // packages of this module; "*" for all but those for tests only
	others    []string // packages of other modules, each with everything below it
	testsOnly bool     // nothing but tests may import it
}

// rooms is the table of who may call whom. A new package needs a row here, a new arrow a reason in docs/decisions.
var rooms = map[string]room{
	"cmd/carejourney": {own: []string{"internal/cli"}},
	"internal/cli": {
		own: []string{"*"},
		others: []string{
			"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/schollz/progressbar/v3", "golang.org/x/term", "golang.org/x/sync",
			"github.com/fsnotify/fsnotify", "github.com/goccy/go-yaml", "github.com/vektah/gqlparser/v2/ast", "github.com/vektah/gqlparser/v2/gqlerror",
			"github.com/vektah/gqlparser/v2/parser",
		},
	},
	"internal/server": {
		own:    []string{"graph", "internal/access", "internal/library", "internal/live", "internal/model", "internal/pages", "internal/store"},
		others: []string{"github.com/99designs/gqlgen/graphql", "github.com/vektah/gqlparser/v2", "github.com/rs/cors", "github.com/google/uuid", "golang.org/x/sync"},
	},

	"graph": {
		own: []string{
			"graph/generated", "graph/schema", "internal/access", "internal/analysis", "internal/compile", "internal/execute", "internal/gaps", "internal/introspect",
			"internal/model", "internal/plan", "internal/sdl", "internal/store",
		},
		others: []string{"github.com/99designs/gqlgen/graphql", "github.com/vektah/gqlparser/v2", "github.com/hashicorp/golang-lru/v2"},
	},
	"graph/generated":       {others: []string{"github.com/99designs/gqlgen/graphql", "github.com/vektah/gqlparser/v2"}},
	"graph/schema":          {own: []string{"internal/model"}, others: []string{"github.com/vektah/gqlparser/v2"}},
	"graph/schema/generate": {own: []string{"graph/schema", "internal/model", "internal/sdl"}, others: []string{"github.com/vektah/gqlparser/v2/ast"}},

	"internal/compile": {
		own:    []string{"internal/introspect", "internal/model", "internal/plan"},
		others: []string{"github.com/vektah/gqlparser/v2", "github.com/hashicorp/golang-lru/v2"},
	},
	"internal/live": {
		own:    []string{"graph", "internal/access", "internal/model"},
		others: []string{"github.com/coder/websocket", "github.com/vektah/gqlparser/v2/gqlerror"},
	},
	"internal/access":     {own: []string{"internal/model"}, others: []string{"github.com/hashicorp/golang-lru/v2"}},
	"internal/introspect": {others: []string{"github.com/vektah/gqlparser/v2", "github.com/99designs/gqlgen/graphql/introspection"}},
	"internal/execute":    {own: []string{"internal/model", "internal/plan", "internal/store"}},
	"internal/analysis":   {own: []string{"internal/model"}},
	"internal/plan":       {own: []string{"internal/model"}},
	"internal/sdl":        {own: []string{"internal/model"}},
	"internal/rules":      {own: []string{"internal/model"}},
	"internal/model": {others: []string{
		"github.com/vektah/gqlparser/v2/ast", "github.com/vektah/gqlparser/v2/parser", "golang.org/x/text",
	}},

	"internal/store":       {own: []string{"internal/model", "internal/plan"}},
	"internal/store/draft": {own: []string{"internal/model", "internal/rules", "internal/store"}},
	"internal/store/embedded": {
		own: []string{"internal/model", "internal/plan", "internal/rules", "internal/store", "internal/store/draft"},
	},
	"internal/store/durable": {
		own:    []string{"internal/model", "internal/plan", "internal/store", "internal/store/embedded"},
		others: []string{"go.etcd.io/bbolt"},
	},
	"internal/store/neo4j": {
		own:    []string{"internal/cypher", "internal/model", "internal/plan", "internal/rules", "internal/store", "internal/store/draft"},
		others: []string{"github.com/neo4j/neo4j-go-driver/v5"},
	},
	"internal/store/mirror": {
		own:    []string{"internal/model", "internal/plan", "internal/store", "internal/store/embedded"},
		others: []string{"golang.org/x/sync"},
	},
	"internal/store/storetest": {
		own:       []string{"internal/model", "internal/plan", "internal/rules", "internal/store"},
		others:    []string{"github.com/stretchr/testify", "github.com/google/go-cmp", "github.com/vektah/gqlparser/v2/ast"},
		testsOnly: true,
	},
	"internal/cypher": {own: []string{"internal/model", "internal/plan"}},

	"internal/modelfile": {
		own:    []string{"internal/model", "internal/rules"},
		others: []string{"github.com/goccy/go-yaml", "github.com/santhosh-tekuri/jsonschema/v6", "golang.org/x/text"},
	},
	"internal/generate":  {own: []string{"internal/model"}},
	"internal/telemetry": {others: []string{"github.com/prometheus/client_golang", "go.opentelemetry.io/otel"}},
	"internal/diagram":   {own: []string{"internal/model"}, others: []string{"github.com/go-fonts/liberation", "github.com/xuri/excelize/v2", "golang.org/x/image"}},
	"internal/gaps":      {own: []string{"internal/execute", "internal/library", "internal/model", "internal/plan"}, others: []string{"github.com/vektah/gqlparser/v2", "github.com/hashicorp/golang-lru/v2", "golang.org/x/sync"}},
	"internal/pages": {
		own:    []string{"graph", "internal/diagram", "internal/gaps", "internal/library", "internal/model", "internal/notices", "internal/table", "web"},
		others: []string{"github.com/vektah/gqlparser/v2", "golang.org/x/sync"},
	},
	"internal/notices":          {},
	"internal/notices/generate": {own: []string{"internal/notices"}},
	"internal/table":            {},
	"internal/library":          {own: []string{"internal/model"}},

	"internal/judge":    {testsOnly: true},
	"internal/nodetest": {others: []string{"github.com/stretchr/testify"}, testsOnly: true},
	"internal/neo4jtest": {
		own:       []string{"internal/neo4jserver"},
		others:    []string{"github.com/neo4j/neo4j-go-driver/v5", "github.com/stretchr/testify"},
		testsOnly: true,
	},
	"internal/shippedtest": {
		own:       []string{"graph/schema", "internal/model", "internal/modelfile", "internal/store/embedded", "journeys"},
		others:    []string{"github.com/stretchr/testify"},
		testsOnly: true,
	},
	"internal/structure":  {testsOnly: true},
	"internal/acceptance": {testsOnly: true},

	"internal/neo4jserver":      {others: []string{"github.com/neo4j/neo4j-go-driver/v5"}},
	"internal/neo4jserver/with": {own: []string{"internal/neo4jserver"}},

	"bench":           {own: []string{"*"}, others: []string{"github.com/vektah/gqlparser/v2", "github.com/99designs/gqlgen/graphql"}},
	"bench/national":  {own: []string{"*"}, others: []string{"github.com/vektah/gqlparser/v2"}},
	"bench/pages":     {own: []string{"*"}},
	"bench/peers":     {own: []string{"*"}, others: []string{"github.com/neo4j/neo4j-go-driver/v5"}},
	"journeys":        {},
	"journeys/import": {},
	"queries":         {},
	"web":             {},
}

func TestPackagesImportOnlyWhatTheirRowAllows(t *testing.T) {
	var problems []string
	for _, f := range load(t).files {
		row, known := rooms[f.room]
		if !known {
			problems = append(problems, f.path+": package "+f.room+" has no row in the table of rooms")
			continue
		}
		if f.test {
			continue
		}
		for _, spec := range f.syntax.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err == nil && !row.allows(imported) {
				problems = append(problems, fmt.Sprintf("%s: %s may not import %s", f.path, f.room, imported))
			}
		}
	}
	complain(t, problems)
}

func TestTheTableOfRoomsNamesOnlyRooms(t *testing.T) {
	var problems []string
	for _, name := range slices.Sorted(maps.Keys(rooms)) {
		for _, own := range rooms[name].own {
			if row, known := rooms[own]; own != "*" && (!known || row.testsOnly) {
				problems = append(problems, fmt.Sprintf("the row of %s allows %s, which is no room or for tests only", name, own))
			}
		}
	}
	complain(t, problems)
}

func (r room) allows(imported string) bool {
	if own, ok := strings.CutPrefix(imported, module+"/"); ok {
		return slices.Contains(r.own, own) || slices.Contains(r.own, "*") && !rooms[own].testsOnly
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return true // the standard library
	}
	return slices.ContainsFunc(r.others, func(other string) bool {
		return imported == other || strings.HasPrefix(imported, other+"/")
	})
}

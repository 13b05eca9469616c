package structure_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

// dependencies are the modules this one may name in go.mod, each with what it is here for.
var dependencies = map[string]string{
	"github.com/99designs/gqlgen":              "GraphQL over HTTP, introspection, and the resolvers of mutations and subscriptions",
	"github.com/vektah/gqlparser/v2":           "reads and validates GraphQL schemas and operations",
	"github.com/fsnotify/fsnotify":             "says when files of a served model folder change",
	"github.com/goccy/go-yaml":                 "reads YAML with the place of every value",
	"github.com/santhosh-tekuri/jsonschema/v6": "proves the JSON Schema that editors are given, and SARIF",
	"github.com/hashicorp/golang-lru/v2":       "keeps compiled plans, answers and findings within bounds",
	"github.com/neo4j/neo4j-go-driver/v5":      "talks to Neo4j",
	"go.etcd.io/bbolt":                         "keeps the embedded store on disk",
	"github.com/coder/websocket":               "WebSocket frames and their handshake",
	"github.com/google/uuid":                   "names requests in the log and in errors",
	"github.com/rs/cors":                       "lets web pages of other origins ask",
	"github.com/spf13/cobra":                   "commands, flags and completion",
	"github.com/spf13/pflag":                   "flags of cobra, to read settings from the environment",
	"github.com/schollz/progressbar/v3":        "shows how far long work has come",
	"golang.org/x/term":                        "knows whether somebody is watching",
	"golang.org/x/text":                        "folds letter case and composes characters as Unicode says",
	"golang.org/x/sync":                        "runs things side by side and stops them together",
	"github.com/go-fonts/liberation":           "letters as wide as those of Arial, to measure and draw words",
	"golang.org/x/image":                       "draws letters and shapes into pictures",
	"github.com/xuri/excelize/v2":              "writes workbooks",
	"github.com/stretchr/testify":              "tests: require",
	"github.com/google/go-cmp":                 "tests: shows what differs in large values",
	"github.com/Shopify/toxiproxy/v2":          "tests: makes the line to Neo4j bad",
	"github.com/rs/zerolog":                    "tests: the logger that toxiproxy takes",
	"github.com/owenrumney/go-sarif/v3":        "tests: has the schema of SARIF that OASIS publishes",
	"go.uber.org/goleak":                       "tests: finds goroutines left behind",

	"github.com/prometheus/client_golang":                             "metrics in the form that Prometheus reads",
	"go.opentelemetry.io/otel":                                        "traces: spans and their context",
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp": "traces: sends them over OTLP",
	"go.opentelemetry.io/otel/sdk":                                    "traces: collects spans and reads the environment",
	"go.opentelemetry.io/otel/trace":                                  "traces: spans",
}

func TestGoModNamesOnlyModulesThatHaveAReason(t *testing.T) {
	command := exec.CommandContext(t.Context(), "go", "mod", "edit", "-json")
	command.Dir = root
	text, err := command.Output()
	require.NoError(t, err)
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
		Replace []any
	}
	require.NoError(t, json.Unmarshal(text, &mod))
	require.Empty(t, mod.Replace, "a replaced module cannot be installed with go install")
	var problems []string
	for _, required := range mod.Require {
		if !required.Indirect && dependencies[required.Path] == "" {
			problems = append(problems, fmt.Sprintf("go.mod requires %s; say what for in this test", required.Path))
		}
	}
	complain(t, problems)
}

func TestTheChangelogHasAPlaceForTheNextChange(t *testing.T) {
	text, err := os.ReadFile(root + "/CHANGELOG.md")
	require.NoError(t, err)
	require.Regexp(t, `(?m)^## \[Unreleased\]$`, string(text))
}

package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/carejourney/carejourney/internal/cli"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// result is what a command line gave.
type result struct {
	code     int
	out, err string
}

// run runs a command line with an environment and standard input.
func run(t *testing.T, env map[string]string, in string, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Run(t.Context(), cli.Process{
		Args: args, In: strings.NewReader(in), Out: &out, Err: &errs,
		Env: func(name string) (string, bool) { v, ok := env[name]; return v, ok },
	})
	return result{code, out.String(), errs.String()}
}

// folder makes a model folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	return dir
}

const manifest = `apiVersion: carejourney/v1
kind: ModelSet
metadata: { id: "model-set:test", name: Test }
spec: { defaults: { illustrative: true } }
`

const asthma = `apiVersion: carejourney/v1
kind: Journey
metadata: { id: "journey:asthma", name: Asthma in a child }
spec:
  journeyKind: LONG_TERM
  lifeStages: [CHILDHOOD_ADOLESCENCE]
  stages:
    - { id: "stage:asthma/contact", name: Ask for help, stageType: CONTACT, next: ["stage:asthma/review"] }
    - { id: "stage:asthma/review", name: Yearly review, stageType: ONGOING_MANAGEMENT }
`

func asthmaFolder(t *testing.T) string {
	t.Helper()
	return folder(t, map[string]string{"model.yaml": manifest, "asthma.yaml": asthma})
}

const stages = `query Stages($journey: ID!) { journey(id: $journey) { name stages { name stageType } } }`

func TestQueryFormats(t *testing.T) {
	dir := asthmaFolder(t)
	tests := []struct{ name, format, want string }{
		{"a table has facts above aligned columns", "table", "journey.name: Asthma in a child\n\n" +
			"name           stageType\n-------------  ------------------\nAsk for help   CONTACT\nYearly review  ONGOING_MANAGEMENT\n"},
		{"csv has the rows only", "csv", "name,stageType\nAsk for help,CONTACT\nYearly review,ONGOING_MANAGEMENT\n"},
		{"yaml keeps the order of the answer", "yaml", "journey:\n  name: Asthma in a child\n  stages:\n  - name: Ask for help\n    stageType: CONTACT\n  - name: Yearly review\n    stageType: ONGOING_MANAGEMENT\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := run(t, nil, stages, "query", "-", "--model", dir, "--var", "journey=journey:asthma", "-o", tt.format)
			require.Equal(t, result{0, tt.want, ""}, got)
		})
	}
	got := run(t, nil, stages, "query", "-", "--model", dir, "--var", "journey=journey:asthma", "-o", "json")
	var data map[string]map[string]any
	require.NoError(t, json.Unmarshal([]byte(got.out), &data))
	require.Equal(t, "Asthma in a child", data["journey"]["name"])
}

func TestExitCodesAndMessages(t *testing.T) {
	dir := asthmaFolder(t)
	broken := folder(t, map[string]string{"model.yaml": manifest, "a.yaml": strings.Replace(asthma, "CONTACT", "KONTACT", 1)})
	tests := []struct {
		name string
		args []string
		code int
		want string // in the output or the errors
	}{
		{"no command shows help", nil, 0, "Usage:"},
		{"an unknown command is a usage error", []string{"nothing"}, 2, "unknown command"},
		{"an unknown flag is a usage error", []string{"serve", "--nothing"}, 2, "unknown flag"},
		{"an unknown question is a usage error", []string{"query", "nothing"}, 2, "no question and no file"},
		{"a query without a name is a usage error", []string{"query"}, 2, "name a question"},
		{"an unknown format is a usage error", []string{"query", "find", "-o", "xml"}, 2, "table, json, yaml or csv"},
		{"a folder that is not there is a usage error", []string{"validate", "/does/not/exist"}, 2, "there is no folder"},
		{"a wrong address is a usage error", []string{"serve", "--model", dir, "--listen", "nowhere"}, 2, "listen on nowhere"},
		{"writing is refused where other machines reach", []string{"serve", "--model", dir, "--listen", "0.0.0.0:0", "--allow-writes"}, 2, "--listen 127.0.0.1:8080"},
		{"a sound folder is fine", []string{"validate", dir}, 0, "3 nodes and 3 relationships, no problems"},
		{"a broken folder is exit code 1 with the place", []string{"validate", broken}, 1, "a.yaml:8:"},
		{"problems can be had as csv", []string{"validate", broken, "-o", "csv"}, 1, "file,line,column,rule,message,suggestion\na.yaml,8,"},
		{"a broken folder is not served", []string{"serve", "--model", broken}, 1, "unknown-value"},
		{"every command has an example", []string{"serve", "--help"}, 0, "Examples:"},
		{"the version is printed", []string{"version"}, 0, "carejourney "},
		{"the schema is printed", []string{"schema"}, 0, "type Journey implements Element"},
		{"the JSON Schema is printed", []string{"schema", "--json-schema"}, 0, "json-schema.org/draft/2020-12"},
		{"shells can complete", []string{"completion", "bash"}, 0, "carejourney"},
		{"questions are completed", []string{"__complete", "query", ""}, 0, "journey-map\t"},
		{"the library is listed", []string{"query", "--list", "-o", "csv"}, 0, "name,question,askedBy"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := run(t, nil, "", tt.args...)
			require.Equal(t, tt.code, got.code, got.out+got.err)
			require.Contains(t, got.out+got.err, tt.want)
		})
	}
}

func TestErrorsOfAnAnswerAreShown(t *testing.T) {
	got := run(t, nil, "{ nothing }", "query", "-", "--model", asthmaFolder(t))
	require.Equal(t, 1, got.code)
	require.Contains(t, got.err, `Cannot query field "nothing"`)
	got = run(t, nil, `mutation { apply(changes: []) { version } }`, "query", "-", "--model", asthmaFolder(t))
	require.Contains(t, got.err, "Only queries")
}

func TestExplainPrintsThePlan(t *testing.T) {
	file := filepath.Join(t.TempDir(), "q.graphql")
	require.NoError(t, os.WriteFile(file, []byte(stages), 0o600))
	got := run(t, nil, "", "explain", file, "--model", asthmaFolder(t), "--var", "journey=journey:asthma")
	require.Equal(t, 0, got.code, got.err)
	require.Contains(t, got.out, `start: id $0 ("journey:asthma")`)
	require.Contains(t, got.out, "cost")
}

func TestFlagsBeforeEnvironmentBeforeFile(t *testing.T) {
	dir := asthmaFolder(t)
	config := filepath.Join(t.TempDir(), "carejourney.yaml")
	require.NoError(t, os.WriteFile(config, []byte("model: /from/the/file\noutput: csv\n"), 0o600))
	ask := []string{"query", "-", "--config", config}

	got := run(t, nil, "{ version }", ask...)
	require.Contains(t, got.err, "/from/the/file")

	got = run(t, map[string]string{"CAREJOURNEY_MODEL": dir}, "{ version }", ask...)
	require.Equal(t, result{0, "field,value\nversion,2\n", ""}, got, "the environment wins over the file, which still gives the format")

	got = run(t, map[string]string{"CAREJOURNEY_MODEL": "/from/the/environment"}, "{ version }", append(ask, "--model", dir)...)
	require.Equal(t, 0, got.code, got.err)

	require.NoError(t, os.WriteFile(config, []byte("modell: x\n"), 0o600))
	got = run(t, nil, "{ version }", ask...)
	require.Equal(t, 2, got.code)
	require.Contains(t, got.err, `there is no flag "modell"`)
}

func TestAMisspeltNameIsNotPassedOver(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"a question":                             {[]string{"query", "touchpoint"}, `no question and no file "touchpoint"; did you mean "touchpoints"?`},
		"a variable":                             {[]string{"query", "touchpoints", "--var", "jurney=journey:stroke"}, `touchpoints has no variable "jurney"; did you mean "journey"?`},
		"a variable without a name":              {[]string{"query", "touchpoints", "--var", "=x"}, `touchpoints has no variable ""`},
		"a variable of an operation without any": {[]string{"explain", "-", "--var", "id=x"}, `- has no variable "id"`},
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t, nil, "{ version }", c.args...)
			require.Equal(t, 2, r.code)
			require.Empty(t, r.out)
			require.Contains(t, r.err, c.says)
		})
	}
}

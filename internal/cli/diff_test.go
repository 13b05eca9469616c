package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// later is the asthma folder with a stage renamed, one more stage and a way less.
func laterFolder(t *testing.T) string {
	t.Helper()
	text := strings.Replace(asthma, "name: Yearly review", "name: Review in spring", 1)
	require.NotEqual(t, asthma, text)
	return folder(t, map[string]string{"model.yaml": strings.Replace(manifest, "model-set:test", "model-set:other", 1), "asthma.yaml": text})
}

func TestDiffOfTwoFolders(t *testing.T) {
	before, after := asthmaFolder(t), laterFolder(t)
	got := run(t, nil, "", "diff", before, after)
	require.Equal(t, result{0, "1 difference: 0 added, 1 changed, 0 removed.\n\nCHANGED: 1\n~ stage:asthma/review (Review in spring)\n    name  Yearly review -> Review in spring\n", ""}, got)

	require.Equal(t, 1, run(t, nil, "", "diff", before, after, "--exit-code").code)
	require.Equal(t, result{0, "No difference.\n", ""}, run(t, nil, "", "diff", before, before, "--exit-code"))

	got = run(t, nil, "", "diff", before, after, "-o", "json")
	var answer struct {
		Differences []struct {
			Change, Kind, ID string
			Fields           []struct {
				Field         string
				Before, After any
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(got.out), &answer))
	require.Len(t, answer.Differences, 1)
	require.Equal(t, "changed", answer.Differences[0].Change)
	require.Equal(t, "Yearly review", answer.Differences[0].Fields[0].Before)
	require.Equal(t, "Review in spring", answer.Differences[0].Fields[0].After)

	require.NoError(t, os.Remove(filepath.Join(after, "asthma.yaml")))
	got = run(t, nil, "", "diff", before, after)
	require.Contains(t, got.out, "6 differences: 0 added, 0 changed, 6 removed.\n")
	require.Contains(t, got.out, "- journey:asthma (Asthma in a child)\n")
	require.Contains(t, got.out, "- journey:asthma HAS_STAGE stage:asthma/review\n")
}

func TestDiffOfTwoVersionsOfAGraph(t *testing.T) {
	data := t.TempDir()
	before := asthmaFolder(t)
	require.Equal(t, 0, run(t, nil, "", "load", before, "--data", data).code)
	text := strings.Replace(asthma, "name: Yearly review", "name: Review in spring", 1)
	require.NoError(t, os.WriteFile(filepath.Join(before, "asthma.yaml"), []byte(text), 0o600))
	require.Equal(t, 0, run(t, nil, "", "load", before, "--data", data).code)

	const renamed = "1 difference: 0 added, 1 changed, 0 removed.\n\nCHANGED: 1\n~ stage:asthma/review (Review in spring)\n    name  Yearly review -> Review in spring\n"
	require.Equal(t, result{0, renamed, ""}, run(t, nil, "", "diff", "--data", data, "2", "3"))
	require.Equal(t, result{0, renamed, ""}, run(t, nil, "", "diff", "--data", data, "2"), "the current version where only one is named")
	require.Contains(t, run(t, nil, "", "diff", "--data", data, "3", "2").out, "Review in spring -> Yearly review")
	require.Contains(t, run(t, nil, "", "diff", "--data", data, "1").out, "6 differences: 6 added, 0 changed, 0 removed.\n")
	require.Equal(t, "No difference.\n", run(t, nil, "", "diff", "--data", data, "3").out)
}

func TestWhatDiffCannotCompare(t *testing.T) {
	dir, data := asthmaFolder(t), t.TempDir()
	require.Equal(t, 0, run(t, nil, "", "load", dir, "--data", data).code)
	for name, tt := range map[string]struct {
		args []string
		code int
		want string
	}{
		"one folder":                  {[]string{dir}, 2, "name two folders"},
		"a folder that is not there":  {[]string{dir, "nowhere"}, 2, "there is no folder"},
		"a version that is none":      {[]string{"--data", data, "two"}, 2, "is no version"},
		"a version that is not there": {[]string{"--data", data, "1", "7"}, 1, "There is no version 7"},
		"another format":              {[]string{dir, dir, "-o", "xml"}, 2, "table or json"},
		"nothing":                     {nil, 2, "accepts between 1 and 2"},
	} {
		t.Run(name, func(t *testing.T) {
			got := run(t, nil, "", append([]string{"diff"}, tt.args...)...)
			require.Equal(t, tt.code, got.code, got.err)
			require.Contains(t, got.err, tt.want)
		})
	}
}

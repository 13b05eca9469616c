package cli_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var updateGuides = flag.Bool("update", false, "write what commands print into docs/guides")

// A guide has two sorts of block. "console" has commands behind "$ " with what they print, or the first lines of it where "…"
// stands last, or nothing where it does not matter. Any other block with a file name behind its language is that file, and a
// graphql block is asked besides.
var block = regexp.MustCompile("(?ms)^```(\\w+)(?: ([\\w./-]+))?\n(.*?)^```$")

// TestEveryCommandInTheGuidesDoesWhatTheySay follows each guide from the first line to the last, in a folder of its own.
func TestEveryCommandInTheGuidesDoesWhatTheySay(t *testing.T) {
	guides, err := filepath.Glob("../../docs/guides/*.md")
	require.NoError(t, err)
	require.Len(t, guides, 3)
	for _, guide := range guides {
		t.Run(strings.TrimSuffix(filepath.Base(guide), ".md"), func(t *testing.T) {
			path, err := filepath.Abs(guide)
			require.NoError(t, err)
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			t.Chdir(t.TempDir())
			commands := 0
			written := block.ReplaceAllStringFunc(string(text), func(found string) string {
				parts := block.FindStringSubmatch(found)
				language, file, content := parts[1], parts[2], parts[3]
				if language == "console" {
					commands++
					return "```console\n" + console(t, content) + "```"
				}
				if file != "" {
					require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
					require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
				}
				if language == "graphql" && !strings.Contains(content, "@gap") {
					got := run(t, nil, content, "query", "-", "-o", "json")
					require.Equal(t, 0, got.code, "%s\n%s", content, got.err)
				}
				return found
			})
			require.Greater(t, commands, 3)
			if *updateGuides {
				require.NoError(t, os.WriteFile(path, []byte(written), 0o600))
			}
		})
	}
}

// console runs the commands of a block, compares what they print with what is shown, and gives the block as it should be.
func console(t *testing.T, content string) string {
	t.Helper()
	var out strings.Builder
	for _, part := range strings.Split("\n"+content, "\n$ ")[1:] {
		command, shown, _ := strings.Cut(part, "\n")
		shown = strings.TrimSuffix(shown, "\n")
		out.WriteString("$ " + command + "\n")
		words := strings.Fields(command)
		require.Equal(t, "carejourney", words[0], "a guide runs this program only")
		if len(words) > 1 && words[1] == "serve" {
			serve(t, words[2:]...)
			continue
		}
		got := run(t, nil, "", words[1:]...)
		require.Contains(t, []int{0, 1}, got.code, "%s\n%s", command, got.err)
		if shown == "" {
			require.Equal(t, 0, got.code, "%s\n%s", command, got.err)
			continue
		}
		printed := strings.TrimSuffix(got.out+got.err, "\n")
		if first, cut := strings.CutSuffix(shown, "\n…"); cut {
			lines := strings.Split(printed, "\n")
			printed = strings.Join(lines[:min(strings.Count(first, "\n")+1, len(lines))], "\n") + "\n…"
		}
		if !*updateGuides {
			require.Equal(t, shown, printed, "%s: go test ./internal/cli -run Guides -update writes the guides anew", command)
		}
		out.WriteString(printed + "\n")
	}
	return out.String()
}

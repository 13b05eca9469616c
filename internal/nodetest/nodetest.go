// Package nodetest lets tests call Node programs that ship with the project: the reference implementation of GraphQL, the
// GraphQL-over-HTTP audit, Neo4j's own check of Cypher, a browser and readers of files. It installs their packages from the npm registry where that was not done yet.
//
// It is for tests only and runs nothing by itself.
package nodetest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Command gives a command that runs a script of the folder with Node. Where Node or its packages cannot be had the test
// is skipped with the reason, but with CI=true it fails: a build machine must not leave a judge out.
func Command(t *testing.T, dir, script string, args ...string) *exec.Cmd {
	t.Helper()
	missing := t.Skipf
	if os.Getenv("CI") == "true" {
		missing = t.Fatalf
	}
	node, err := exec.LookPath("node")
	if err != nil {
		missing("SKIPPED: Node 20 or later is needed to run %s/%s", dir, script)
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", ".package-lock.json")); err != nil {
		install := exec.CommandContext(t.Context(), "npm", "ci", "--no-audit", "--no-fund")
		install.Dir = dir
		if out, err := install.CombinedOutput(); err != nil {
			missing("SKIPPED: npm ci in %s: %v\n%s", dir, err, out)
		}
	}
	cmd := exec.CommandContext(t.Context(), node, append([]string{script}, args...)...)
	cmd.Dir = dir
	return cmd
}

// Chromium finds a browser for such a script. Where there is none the test is skipped, but with CI=true it fails.
func Chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("a Chromium is needed for this test")
	}
	t.Skip("SKIPPED: a Chromium is needed for this test")
	return ""
}

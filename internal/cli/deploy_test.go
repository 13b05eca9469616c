package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/require"
)

const deploy = "../../deploy/"

func deployed(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(deploy + name)
	require.NoError(t, err)
	return string(text)
}

// takes reports whether a command line is understood: checking it may find problems, but knows every flag.
func takes(t *testing.T, args ...string) {
	t.Helper()
	got := run(t, nil, "", append(args, "--help")...)
	require.Equal(t, 0, got.code, "%v: %s", args, got.err)
}

func TestTheContainerStartsWithFlagsThatThereAre(t *testing.T) {
	text := deployed(t, "Containerfile")
	found := regexp.MustCompile(`(?m)^CMD \[(.*)\]$`).FindStringSubmatch(text)
	require.NotNil(t, found)
	var args []string
	for part := range strings.SplitSeq(found[1], ",") {
		args = append(args, strings.Trim(part, ` "`))
	}
	takes(t, args...)
	require.Contains(t, text, "USER nonroot:nonroot")
	require.Contains(t, text, "CGO_ENABLED=0", "a static program needs no C library in the image")
	_, err := os.Stat("../../cmd/carejourney/main.go")
	require.NoError(t, err)
	require.Contains(t, text, "./cmd/carejourney")
	mod, err := os.ReadFile("../../go.mod")
	require.NoError(t, err)
	goVersion := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(string(mod))
	require.Contains(t, text, "golang:"+goVersion[1]+" ", "the image builds with the version that go.mod names")
}

func TestTheServiceStartsWithFlagsAndFilesThatThereAre(t *testing.T) {
	unit := deployed(t, "carejourney.service")
	commands := regexp.MustCompile(`(?m)^ExecStart(?:Pre)?=/usr/local/bin/carejourney (.*)$`).FindAllStringSubmatch(unit, -1)
	require.Len(t, commands, 2)
	for _, command := range commands {
		require.Contains(t, command[1], "--config /etc/carejourney/carejourney.yaml")
		takes(t, strings.Fields(strings.Replace(command[1], "/etc/carejourney/", deploy, 1))...)
	}
	var settings map[string]any
	require.NoError(t, yaml.Unmarshal([]byte(deployed(t, "carejourney.yaml")), &settings))
	require.Equal(t, "/var/lib/carejourney", settings["data"], "the one folder that the unit may write")
	require.Contains(t, unit, "StateDirectory=carejourney")
	for _, hardening := range []string{"DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=\n", "SystemCallFilter=@system-service"} {
		require.Contains(t, unit, hardening)
	}
}

func TestTheSettingsOfTheServiceAreGood(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	got := run(t, nil, "", "serve", "--check", "--config", deploy+"carejourney.yaml", "--data", data)
	require.Equal(t, 0, got.code, got.err)
	require.Contains(t, got.out, "Good: this would serve version")
}

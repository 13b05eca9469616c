package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAGeneratedFolderIsValid(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "invented")
	made := run(t, nil, "", "generate", "--journeys", "3", "--seed", "2", "--out", dir)
	require.Zero(t, made.code, made.err)
	require.Regexp(t, `(?m)^Journey +3$`, made.out)
	require.Regexp(t, `(?m)^all relationships +\d+$`, made.out)

	valid := run(t, nil, "", "validate", dir)
	require.Zero(t, valid.code, valid.err)
	require.Contains(t, valid.out, "no problems")
	counted := run(t, nil, "", "generate", "--journeys", "3", "--seed", "2", "-o", "summary")
	require.Equal(t, made.out, counted.out)
}

func TestGenerateIsParticularAboutWhereItWrites(t *testing.T) {
	full := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(full, "mine.yaml"), nil, 0o600))
	for name, args := range map[string][]string{
		"neither folder nor summary": {},
		"both":                       {"--out", filepath.Join(full, "new"), "-o", "summary"},
		"another format":             {"-o", "json"},
		"no journeys":                {"-o", "summary", "--journeys", "0"},
		"a folder that holds files":  {"--out", full},
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t, nil, "", append([]string{"generate"}, args...)...)
			require.Equal(t, 2, r.code, r.out)
			require.NotEmpty(t, r.err)
		})
	}
	entries, err := os.ReadDir(full)
	require.NoError(t, err)
	require.Len(t, entries, 1)
}

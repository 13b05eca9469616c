package cli_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheReadmeShowsWhatTheProgramPrints(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, block, found := strings.Cut(string(readme), "```\n$ carejourney ")
	require.True(t, found)
	command, shown, _ := strings.Cut(block, "\n")
	shown, _, found = strings.Cut(shown, "…\n```")
	require.True(t, found)

	got := run(t, nil, "", strings.Fields(command)...)
	require.Equal(t, 0, got.code, got.err)
	require.True(t, strings.HasPrefix(got.out, shown), "the README shows\n%s\nand the program prints\n%s", shown, got.out)
}

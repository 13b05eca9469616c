package cli_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRenderGivesTheBytesOfThePages(t *testing.T) {
	dir := asthmaFolder(t)
	address := serve(t, "--model", dir)
	for _, format := range []string{"svg", "png", "mermaid", "dot", "csv"} {
		t.Run(format, func(t *testing.T) {
			got := run(t, nil, "", "render", "asthma", "-o", format, "--model", dir)
			require.Equal(t, 0, got.code, got.err)
			require.NotEmpty(t, got.out)

			resp, err := http.Get(address + "/journeys/asthma." + format)
			require.NoError(t, err)
			defer resp.Body.Close()
			served, err := io.ReadAll(resp.Body)
			require.NoError(t, err)
			require.Equal(t, got.out, string(served))

			file := filepath.Join(t.TempDir(), "picture")
			require.Equal(t, result{}, run(t, nil, "", "render", "journey:asthma", "-o", format, "--model", dir, "--file", file))
			written, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, got.out, string(written))
		})
	}
}

func TestRenderSaysWhatIsWrong(t *testing.T) {
	dir := asthmaFolder(t)
	got := run(t, nil, "", "render", "nothing", "--model", dir)
	require.Equal(t, 1, got.code)
	require.Contains(t, got.err, `There is no journey "journey:nothing"`)
	got = run(t, nil, "", "render", "asthma", "-o", "gif", "--model", dir)
	require.Equal(t, 2, got.code)
	require.Contains(t, got.err, "svg, png, mermaid, dot, csv")
	got = run(t, nil, "", "render", "--model", dir)
	require.Equal(t, 2, got.code)
}

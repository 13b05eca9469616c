package cli_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// rendersAs holds what the command writes to what a page serves, byte by byte, and gives it.
func rendersAs(t *testing.T, served string, args ...string) string {
	t.Helper()
	got := run(t, nil, "", append([]string{"render"}, args...)...)
	require.Equal(t, 0, got.code, got.err)
	require.NotEmpty(t, got.out)
	resp, err := http.Get(served)
	require.NoError(t, err)
	defer resp.Body.Close()
	require.Equal(t, http.StatusOK, resp.StatusCode, served)
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	same := got.out == string(body) // bytes of pictures are nothing to print
	require.True(t, same, "%v is not what %s serves", args, served)
	return got.out
}

func TestRenderGivesTheBytesOfThePages(t *testing.T) {
	dir := asthmaFolder(t)
	address := serve(t, "--model", dir)
	for _, format := range []string{"svg", "png", "mermaid", "dot", "drawio", "pptx", "xlsx", "csv", "json"} {
		t.Run(format, func(t *testing.T) {
			out := rendersAs(t, address+"/journeys/asthma."+format, "asthma", "-o", format, "--model", dir)
			file := filepath.Join(t.TempDir(), "picture")
			require.Equal(t, result{}, run(t, nil, "", "render", "journey:asthma", "-o", format, "--model", dir, "--file", file))
			written, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, out, string(written))
		})
	}
}

func TestRenderGivesTheBytesOfThePagesInEveryView(t *testing.T) {
	dir := asthmaFolder(t)
	address := serve(t, "--model", dir)
	for _, view := range []string{"matrix", "flow"} {
		for _, format := range []string{"svg", "png", "drawio", "pptx", "xlsx", "csv", "json"} {
			rendersAs(t, address+"/journeys/asthma/"+view+"."+format, "asthma", "--view", view, "-o", format, "--model", dir)
		}
	}
}

func TestRenderGivesTheBytesOfThePagesForComparisons(t *testing.T) {
	address := serve(t)
	for _, compared := range []struct {
		path string
		args []string
	}{
		{"/compare?first=journey:stroke&second=journey:hip-fracture", []string{"stroke", "--with", "hip-fracture"}},
		{"/compare?what=areas&journey=journey:maternity&first=organisation:Y63&second=organisation:Y58", []string{"maternity", "--area", "organisation:Y63", "--with-area", "organisation:Y58"}},
	} {
		for _, format := range []string{"svg", "png", "drawio", "csv", "json", "xlsx", "pptx"} {
			rendersAs(t, address+compared.path+"&format="+format, append([]string{"--view", "compare", "-o", format}, compared.args...)...)
		}
	}
}

func TestRenderLeavesOutTheLanesThatThePagesLeaveOut(t *testing.T) {
	dir := asthmaFolder(t)
	address := serve(t, "--model", dir)
	whole := run(t, nil, "", "render", "asthma", "--model", dir)
	for _, format := range []string{"svg", "png", "drawio", "pptx"} {
		out := rendersAs(t, address+"/journeys/asthma."+format+"?hide=standards", "asthma", "--hide", "standards", "-o", format, "--model", dir)
		require.NotEqual(t, whole.out, out)
	}
	for _, wrong := range [][]string{{"--hide", "colours"}, {"--hide", "standards", "--view", "flow"}} {
		got := run(t, nil, "", append([]string{"render", "asthma", "--model", dir}, wrong...)...)
		require.Equal(t, 2, got.code, wrong)
		require.Contains(t, got.err, "out", wrong)
	}
}

func TestRenderNarrowsAMapAsThePagesDo(t *testing.T) {
	address := serve(t)
	given := []string{"--trace", "business-capability:book-appointments", "--area", "organisation:Y63", "--group", "deaf-person", "--hide", "standards"}
	const query = "?trace=business-capability:book-appointments&area=organisation:Y63&group=deaf-person&hide=standards"
	for _, format := range []string{"svg", "png", "mermaid", "dot", "drawio", "pptx", "xlsx", "csv", "json"} {
		out := rendersAs(t, address+"/journeys/maternity."+format+query, append([]string{"maternity", "-o", format}, given...)...)
		if format == "svg" || format == "csv" || format == "json" || format == "mermaid" {
			require.Contains(t, out, "area=organisation:Y63 group=deaf-person trace=business-capability:book-appointments hide=standards", format)
		}
	}
}

func TestRenderSaysWhatCannotNarrowAMap(t *testing.T) {
	for _, wrong := range [][]string{{"--trace", "service:none"}, {"--area", "organisation:none"}, {"--group", "none"}} {
		got := run(t, nil, "", append([]string{"render", "maternity"}, wrong...)...)
		require.Equal(t, 2, got.code, wrong)
		require.Contains(t, got.err, "none", wrong)
	}
	for _, wrong := range [][]string{{"--trace", "service:none"}, {"--area", "organisation:none"}} {
		got := run(t, nil, "", append([]string{"render", "maternity", "--view", "flow"}, wrong...)...)
		require.Equal(t, 2, got.code, wrong)
		require.Contains(t, got.err, "not", wrong)
	}
}

func TestRenderSaysWhatIsWrong(t *testing.T) {
	dir := asthmaFolder(t)
	got := run(t, nil, "", "render", "nothing", "--model", dir)
	require.Equal(t, result{2, "", "carejourney: there is no journey with the id \"journey:nothing\"\n"}, got)
	got = run(t, nil, "", "render", "astma", "--model", dir)
	require.Contains(t, got.err, `there is no journey with the id "journey:astma"; did you mean "journey:asthma"?`)
	got = run(t, nil, "", "render", "asthma", "-o", "gif", "--model", dir)
	require.Equal(t, 2, got.code)
	require.Contains(t, got.err, "svg, png, mermaid, dot, drawio, pptx, xlsx, csv, json")
	got = run(t, nil, "", "render", "--model", dir)
	require.Equal(t, 2, got.code)
	for _, wrong := range [][]string{
		{"--view", "matrix", "-o", "dot"}, {"--file", filepath.Join(t.TempDir(), "map.gif")}, {"--view", "flow", "--file", "flow.dot"},
	} {
		got = run(t, nil, "", append([]string{"render", "asthma", "--model", dir}, wrong...)...)
		require.Equal(t, 2, got.code, wrong)
		require.Contains(t, got.err, "svg, png", wrong)
	}
	got = run(t, nil, "", "render", "asthma", "--view", "sketch", "--model", dir)
	require.Equal(t, 2, got.code)
	require.Contains(t, got.err, "map, matrix, flow or compare")
	for _, half := range [][]string{{"--view", "compare"}, {"--with", "asthma"}, {"--view", "compare", "--area", "organisation:a"}, {"--view", "compare", "--with-area", "organisation:a"}, {"--with-area", "organisation:a"}} {
		got = run(t, nil, "", append([]string{"render", "asthma", "--model", dir}, half...)...)
		require.Equal(t, 2, got.code)
		require.Contains(t, got.err, "go together")
	}
	got = run(t, nil, "", "render", "asthma", "--view", "compare", "--with", "asthma", "-o", "csv", "--model", dir)
	require.Equal(t, 0, got.code, got.err)
	require.Contains(t, got.out, "in both")
	areas := []string{"--area", "organisation:none", "--with-area", "organisation:neither"}
	got = run(t, nil, "", append([]string{"render", "asthma", "--view", "compare", "--model", dir}, areas...)...)
	require.Equal(t, 2, got.code)
	require.Contains(t, got.err, "One of the two areas is not there")
	got = run(t, nil, "", append([]string{"render", "asthma", "--view", "compare", "--with", "asthma", "--model", dir}, areas...)...)
	require.Equal(t, 2, got.code)
	got = run(t, nil, "", "render", "asthma", "--view", "flow", "--group", "nobody", "--model", dir)
	require.Equal(t, 2, got.code)
	require.Contains(t, got.err, `No group of people "nobody" takes this journey`)
	got = run(t, nil, "", "render", "asthma", "--view", "matrix", "--measure", "weight", "--model", dir)
	require.Contains(t, got.err, "coverage or maturity")
}

func TestTheEndingOfAFileTellsTheFormat(t *testing.T) {
	dir := asthmaFolder(t)
	for ending, begins := range map[string]string{
		"svg": "<svg", "png": "\x89PNG", "mmd": "%%", "gv": "//", "drawio": "<mxfile", "pptx": "PK", "xlsx": "PK", "csv": "stage,", "CSV": "stage,",
	} {
		file := filepath.Join(t.TempDir(), "picture."+ending)
		require.Equal(t, result{}, run(t, nil, "", "render", "asthma", "--model", dir, "--file", file))
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(data), begins), "%s begins with %q", ending, data[:8])
	}
}

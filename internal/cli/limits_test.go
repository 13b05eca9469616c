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

// posted sends a body and gives the status and the answer.
func posted(t *testing.T, address, body string) (int, string) {
	t.Helper()
	resp, err := http.Post(address+"/graphql", "application/json", strings.NewReader(body))
	require.NoError(t, err)
	defer resp.Body.Close()
	var text strings.Builder
	_, err = io.Copy(&text, resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, text.String()
}

func TestAServerForItsLibraryOnlyAnswersThatAndAManifest(t *testing.T) {
	manifest := filepath.Join(t.TempDir(), "manifest.json")
	require.NoError(t, os.WriteFile(manifest, []byte(`{"format":"apollo-persisted-query-manifest","version":1,"operations":[
		{"id":"abc123","name":"Kinds","type":"query","body":"query Kinds { journeys { totalCount } }"}]}`), 0o600))
	address := serve(t, "--only-library", "--manifest", manifest)
	for _, tc := range []struct {
		body   string
		status int
		want   string
	}{
		{`{"documentId":"journey-map","variables":{"journey":"journey:maternity"}}`, 200, "Having a baby"},
		{`{"operationName":"JourneyMap","variables":{"journey":"journey:maternity"}}`, 200, "Having a baby"},
		{`{"documentId":"abc123"}`, 200, "totalCount"},
		{`{"query":"query Kinds { journeys { totalCount } }"}`, 200, "totalCount"},
		{`{"query":"{ version }"}`, 403, "operations of its library only"},
	} {
		status, text := posted(t, address, tc.body)
		require.Equal(t, tc.status, status, text)
		require.Contains(t, text, tc.want)
	}
	resp, err := http.Get(address + "/journeys/maternity")
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, 200, resp.StatusCode, "pages ask the questions of the library")
}

func TestAServerThatSaysNothingAboutItsSchema(t *testing.T) {
	address := serve(t, "--introspection=false")
	_, text := posted(t, address, `{"query":"{ __schema { types { name } } }"}`)
	require.Contains(t, text, "does not answer questions about its schema")
	_, text = posted(t, address, `{"query":"{ journeyz { totalCount } }"}`)
	require.Contains(t, text, "Cannot query field")
	require.NotContains(t, text, "Did you mean")
	_, text = posted(t, address, `{"query":"query($w: JourneyWhere) { journeys(where: $w) { totalCount __typename } }","variables":{"w":{"nane":{"eq":"a"}}}}`)
	require.Contains(t, text, "has no entry")
	require.NotContains(t, text, "Did you mean")
	resp, err := http.Get(address + "/schema.graphql")
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, 404, resp.StatusCode)
}

func TestARequestThatCostsTooMuchIsToldWhatItCosts(t *testing.T) {
	address := serve(t, "--max-cost", "50")
	status, text := posted(t, address, `{"query":"{ stages { nodes { name next { next { name } } } } }"}`)
	require.Equal(t, 200, status)
	require.Contains(t, text, `"code":"LIMIT_EXCEEDED"`)
	require.Regexp(t, `"cost":\d{3,}`, text)
	require.Contains(t, text, `"limit":50`)
}

func TestLimitsThatMakeNoSenseAreRefused(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "manifest.json")
	require.NoError(t, os.WriteFile(broken, []byte(`{"a":"query A { nothing }"}`), 0o600))
	for _, tc := range []struct {
		flags []string
		want  string
	}{
		{[]string{"--max-cost", "0"}, "--max-cost must be 1 or more"},
		{[]string{"--max-running", "-1"}, "--max-running must be 1 or more"},
		{[]string{"--timeout", "0s"}, "--timeout must be more than 0"},
		{[]string{"--manifest", "not-there.json"}, "--manifest: open not-there.json"},
		{[]string{"--manifest", broken}, `operation a: Cannot query field "nothing"`},
	} {
		got := run(t, nil, "", append([]string{"serve", "--listen", "127.0.0.1:0"}, tc.flags...)...)
		require.Equal(t, 2, got.code, got.err)
		require.Contains(t, got.err, tc.want)
	}
}

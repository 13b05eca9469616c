package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// tokenFile is a file of tokens with one of each role, and the tokens by name.
func tokenFile(t *testing.T) (file string, tokens map[string]string) {
	t.Helper()
	file, tokens = filepath.Join(t.TempDir(), "tokens"), map[string]string{}
	var lines string
	for name, role := range map[string]string{"vera": "viewer", "ed": "editor", "ada": "admin"} {
		got := run(t, nil, "", "token", name, "--role", role)
		require.Equal(t, 0, got.code, got.err)
		tokens[name] = regexp.MustCompile(`cj_[\w-]{43}`).FindString(got.err)
		require.NotEmpty(t, tokens[name])
		require.NotContains(t, got.out, tokens[name], "the line does not give the token away")
		lines += got.out
	}
	require.NoError(t, os.WriteFile(file, []byte(lines), 0o600))
	return file, tokens
}

// sent is what came back for a request with a token.
type sent struct {
	status int
	header http.Header
	text   string
}

func (s sent) code(t *testing.T) string {
	t.Helper()
	var a applied
	require.NoError(t, json.Unmarshal([]byte(s.text), &a), s.text)
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions.Code
}

// sendAs sends an operation with a token, "" for none.
func sendAs(t *testing.T, address, token, query string) sent {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	require.NoError(t, err)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/graphql", bytes.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return sent{resp.StatusCode, resp.Header, string(text)}
}

const rename = `mutation Rename { apply(message: "wording", changes: [{journey: {id: "journey:asthma", name: "Asthma"}}]) { version } }`

func TestATokenSaysWhoMayChangeTheGraph(t *testing.T) {
	file, tokens := tokenFile(t)
	data := t.TempDir()
	// An address that other machines reach too: with tokens that is no reason to take no changes.
	address, stop := start(t, "--model", asthmaFolder(t), "--data", data, "--tokens", file, "--listen", "0.0.0.0:0")
	wrong := strings.Repeat("x", len(tokens["ed"]))
	for _, test := range []struct {
		name, token, query string
		status             int
		code               string
	}{
		{"reading needs no token", "", `{ version }`, 200, ""},
		{"a viewer reads", tokens["vera"], `{ version }`, 200, ""},
		{"a wrong token is refused, for reading too", wrong, `{ version }`, 401, "UNAUTHENTICATED"},
		{"a change without a token is refused", "", rename, 401, "UNAUTHENTICATED"},
		{"a viewer changes nothing", tokens["vera"], rename, 403, "FORBIDDEN"},
		{"an editor does", tokens["ed"], rename, 200, ""},
		{"and so does an admin", tokens["ada"], rename, 200, ""},
	} {
		got := sendAs(t, address, test.token, test.query)
		require.Equal(t, test.status, got.status, "%s: %s", test.name, got.text)
		require.Equal(t, test.code, got.code(t), test.name)
		require.Equal(t, test.status == 401, got.header.Get("WWW-Authenticate") != "", test.name)
		require.NotContains(t, got.text, wrong)
	}
	lines, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, regexp.MustCompile(`(?m)^ed .*\n`).ReplaceAll(lines, nil), 0o600))
	require.Equal(t, 401, sendAs(t, address, tokens["ed"], rename).status, "a token that was withdrawn is worth nothing, without a restart")
	stop()

	got := run(t, nil, "", "audit", "verify", "--data", data, "--list")
	require.Equal(t, 0, got.code, got.err)
	var told []string
	for line := range strings.Lines(got.out) {
		var e struct {
			By, From, Operation, Outcome, Code string
			Before, After                      int
		}
		if json.Unmarshal([]byte(line), &e) == nil {
			told = append(told, fmt.Sprintf("%s from %s: %s, %s %s, %d to %d", e.By, e.From, e.Operation, e.Outcome, e.Code, e.Before, e.After))
		}
	}
	require.Equal(t, []string{
		"127.0.0.1 from 127.0.0.1: log in, refused UNAUTHENTICATED, 2 to 2",
		"127.0.0.1 from 127.0.0.1: apply Rename, refused UNAUTHENTICATED, 2 to 2",
		"vera from 127.0.0.1: apply Rename, refused FORBIDDEN, 2 to 2",
		"ed from 127.0.0.1: apply Rename, changed , 2 to 3",
		"ada from 127.0.0.1: apply Rename, unchanged , 3 to 3",
		"127.0.0.1 from 127.0.0.1: log in, refused UNAUTHENTICATED, 3 to 3",
	}, told[1:], "the first entry filled the graph")
	require.NotContains(t, got.out, tokens["ed"])
}

func TestAFloodOfRefusalsIsTurnedAwayAndDoesNotFillTheRecord(t *testing.T) {
	file, tokens := tokenFile(t)
	data := t.TempDir()
	address, stop := start(t, "--model", asthmaFolder(t), "--data", data, "--tokens", file)
	statuses := map[int]int{}
	for range 40 {
		got := sendAs(t, address, "cj_guess", rename)
		statuses[got.status]++
		require.Equal(t, got.status == 429, got.header.Get("Retry-After") != "")
	}
	require.GreaterOrEqual(t, statuses[401], 10)
	require.GreaterOrEqual(t, statuses[429], 25)
	require.Equal(t, 200, sendAs(t, address, tokens["ed"], rename).status, "those with a good token behind the same address are not locked out")
	stop()
	got := run(t, nil, "", "audit", "verify", "--data", data)
	require.Regexp(t, `\b1[0-5] were refused`, got.out)
}

func TestAPrivateServerAnswersOnlyWhoHasAToken(t *testing.T) {
	file, tokens := tokenFile(t)
	address := serve(t, "--model", asthmaFolder(t), "--tokens", file, "--private")
	require.Equal(t, 401, sendAs(t, address, "", `{ version }`).status)
	require.Equal(t, 200, sendAs(t, address, tokens["vera"], `{ version }`).status)
	for path, status := range map[string]int{"/": 401, "/journeys": 401, "/schema.graphql": 401, "/livez": 200, "/readyz": 200} {
		resp, err := http.Get(address + path) //nolint:noctx // the test ends with its server
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Equal(t, status, resp.StatusCode, path)
	}
}

func TestAFileOfTokensThatBreaksLetsNobodyIn(t *testing.T) {
	file, tokens := tokenFile(t)
	address := serve(t, "--model", asthmaFolder(t), "--tokens", file)
	require.NoError(t, os.WriteFile(file, []byte("ada admin\n"), 0o600))
	got := sendAs(t, address, tokens["ada"], rename)
	require.Equal(t, 503, got.status)
	require.Equal(t, "UNAVAILABLE", got.code(t))
	require.Equal(t, 200, sendAs(t, address, "", `{ version }`).status, "what needs no token goes on")
	resp, err := http.Get(address + "/readyz") //nolint:noctx // the test ends with its server
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Contains(t, string(text), "file of tokens cannot be used")
}

func TestFlagsAboutTokensThatDoNotFitAreRefused(t *testing.T) {
	file, _ := tokenFile(t)
	for want, args := range map[string][]string{
		"needs --tokens":     {"serve", "--private"},
		"give one of them":   {"serve", "--tokens", file, "--allow-writes"},
		"there is no role":   {"token", "ada", "--role", "owner"},
		"cannot be used":     {"token", "ada lovelace"},
		"accepts 1 arg(s)":   {"token"},
		"this machine only:": {"serve", "--allow-writes", "--listen", "0.0.0.0:0"},
	} {
		got := run(t, nil, "", args...)
		require.Equal(t, 2, got.code, "%v: %s", args, got.err)
		require.Contains(t, got.err, want)
	}
	require.NoError(t, os.WriteFile(file, []byte("ada\n"), 0o600))
	got := run(t, nil, "", "serve", "--tokens", file)
	require.Equal(t, 1, got.code)
	require.Contains(t, got.err, file+":1:1: a line has a name, a role and a hash")
}

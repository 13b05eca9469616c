package server_test

import (
	"crypto/sha256"
	"fmt"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/server"
)

const knownText = "query Asthma {\n  journey(id: \"journey:asthma\") { name }\n}\n"

func TestOperationsThatTheServerKnows(t *testing.T) {
	known := func(only bool) string {
		documents, err := server.NewDocuments([]library.Document{{ID: "asthma-name", Name: "Asthma", Text: knownText}}, only)
		require.NoError(t, err)
		return site(t, func(c *server.Config) { c.Documents = documents }).URL + "/graphql"
	}
	hash := fmt.Sprintf("%x", sha256.Sum256([]byte(knownText)))
	const asked, other = `{"data":{"journey":{"name":"Asthma in a child"}}}`, `{"query":"{ version }"}`
	usual, only := known(false), known(true)
	for _, tc := range []struct {
		name, address, body string
		status              int
		want                string
	}{
		{"by its id", only, `{"documentId":"asthma-name"}`, 200, asked},
		{"by its hash", only, `{"documentId":"sha256:` + hash + `"}`, 200, asked},
		{"by the name of the operation", only, `{"operationName":"Asthma"}`, 200, asked},
		{"by its text", only, `{"query":"query Asthma {\n  journey(id: \"journey:asthma\") { name }\n}\n"}`, 200, asked},
		{"by its text as a form sends it", only, `{"query":"query Asthma {\r\n  journey(id: \"journey:asthma\") { name }\r\n}"}`, 200, asked},
		{"another text", only, other, 403, "operations of its library only"},
		{"a text that begins like it", only, `{"query":"query Asthma {\n  journey(id: \"journey:asthma\") { name id }\n}\n"}`, 403, "operations of its library only"},
		{"questions about the schema", only, `{"query":"{ __schema { types { name } } }"}`, 403, "operations of its library only"},
		{"an id that is not known", only, `{"documentId":"nothing"}`, 400, "knows no operation of that name"},
		{"an id and a text", only, `{"documentId":"asthma-name","query":"{ version }"}`, 400, "not both"},
		{"another text where all may be asked", usual, other, 200, `{"data":{"version"`},
		{"an id where all may be asked", usual, `{"documentId":"asthma-name"}`, 200, asked},
		{"nothing at all", usual, `{}`, 400, "Give the operation"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			status, _, body := answer(t, "POST", tc.address, tc.body, "Content-Type", "application/json")
			require.Equal(t, tc.status, status, body)
			require.Contains(t, body, tc.want)
		})
	}
	_, _, body := answer(t, "GET", only+"?documentId=asthma-name", "")
	require.Contains(t, body, asked)
}

func TestTheFormAnswersWhatTheServerAnswers(t *testing.T) {
	documents, err := server.NewDocuments([]library.Document{{ID: "a", Text: knownText}}, true)
	require.NoError(t, err)
	s := site(t, func(c *server.Config) { c.Documents = documents })
	for query, want := range map[string]string{knownText: "Asthma in a child", "{ version }": "operations of its library only"} {
		_, _, body := answer(t, "POST", s.URL+"/query", url.Values{"query": {query}}.Encode(), "Content-Type", "application/x-www-form-urlencoded")
		require.Contains(t, body, want)
	}
}

func TestTwoOperationsOfOneNameAreRefused(t *testing.T) {
	_, err := server.NewDocuments([]library.Document{{ID: "a", Name: "Same", Text: "query Same { version }"}, {ID: "b", Name: "Same", Text: "query Same { __typename }"}}, false)
	require.ErrorContains(t, err, `two operations called "Same"`)
}

package cli_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnIDThatNothingHasIsNotAnsweredWithoutAWord(t *testing.T) {
	dir := asthmaFolder(t)
	tests := []struct {
		name, query string
		vars        []string
		says        string
	}{
		{"a misspelt id in a variable", stages, []string{"journey=journey:astma"}, `no journey with the id "journey:astma"; did you mean "journey:asthma"?`},
		{"a name where an id is wanted", stages, []string{"journey=asthma"}, `no journey with the id "asthma"; did you mean "journey:asthma"?`},
		{"an id of another kind", stages, []string{"journey=stage:asthma/review"}, `no journey with the id "stage:asthma/review"`},
		{"an id in the text, under another name", `{ first: stage(id: "stage:asthma/revue") { name } }`, nil, `no stage with the id "stage:asthma/revue"; did you mean "stage:asthma/review"?`},
		{"an id of any kind", `{ node(id: "stage:asthma/contakt") { name } }`, nil, `nothing with the id "stage:asthma/contakt"; did you mean "stage:asthma/contact"?`},
		{"an id of no kind", `{ node(id: "asthma") { name } }`, nil, `nothing with the id "asthma"` + "\n"},
		{"a number", `{ journey(id: 12) { name } }`, nil, `no journey with the id "12"`},
		{"an id asked for in a fragment", `{ ...One } fragment One on Query { ... { journey(id: "journey:nothing-like-it") { name } } }`, nil, `no journey with the id "journey:nothing-like-it"` + "\n"},
		{"an id that the text has for a variable", `query Q($id: ID! = "journey:astma") { journey(id: $id) { name } }`, nil, `did you mean "journey:asthma"?`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			args := []string{"query", "-", "--model", dir, "-o", "json"}
			for _, v := range tt.vars {
				args = append(args, "--var", v)
			}
			got := run(t, nil, tt.query, args...)
			require.Equal(t, 2, got.code)
			require.Contains(t, got.err, tt.says)
			require.NotContains(t, got.err, "--help")
			var answer map[string]any
			require.NoError(t, json.Unmarshal([]byte(got.out), &answer), "the answer is still GraphQL's")
			for name, value := range answer {
				require.Nil(t, value, name)
			}
		})
	}
}

func TestEveryIDThatNothingHasIsToldOnce(t *testing.T) {
	got := run(t, nil, `{ a: journey(id: "journey:astma") { name } b: journey(id: "journey:astma") { id } c: journey(id: "journey:asthma") { id } d: stage(id: "stage:none") { id } }`,
		"query", "-", "--model", asthmaFolder(t), "-o", "csv")
	require.Equal(t, 2, got.code)
	require.Equal(t, "carejourney: there is no journey with the id \"journey:astma\"; did you mean \"journey:asthma\"?\n"+
		"carejourney: there is no stage with the id \"stage:none\"\n", got.err)
	require.Contains(t, got.out, "journey:asthma")
}

func TestAnAnswerThatIsNullForAnotherReasonIsFine(t *testing.T) {
	got := run(t, nil, `{ journey(id: "journey:asthma") { description owner } journeys(where: {id: {eq: "journey:astma"}}) { nodes { id } } }`,
		"query", "-", "--model", asthmaFolder(t), "-o", "json")
	require.Equal(t, 0, got.code, got.err)
	require.Empty(t, got.err)
}

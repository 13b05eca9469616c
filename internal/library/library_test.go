package library_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/library"
)

func TestRead(t *testing.T) {
	questions, err := library.Read(fstest.MapFS{
		"b/query.graphql":  {Data: []byte("# Which stages\n# have no service?\n# Asked by: analysts\nquery B { version }\n")},
		"b/variables.json": {Data: []byte(`{"x":1}`)},
		"a/query.graphql":  {Data: []byte("# How many?\n# Asked by: anyone\n{ version }")},
		"a/answer.json":    {Data: []byte(`{}`)},
	})
	require.NoError(t, err)
	require.Equal(t, []library.Question{
		{Name: "a", Question: "How many?", AskedBy: "anyone", Query: "# How many?\n# Asked by: anyone\n{ version }", Variables: "{}\n"},
		{
			Name: "b", Question: "Which stages have no service?", AskedBy: "analysts",
			Query: "# Which stages\n# have no service?\n# Asked by: analysts\nquery B { version }\n", Variables: `{"x":1}`,
		},
	}, questions)
}

func TestReadRefusesAnOperationThatDoesNotSayItsQuestion(t *testing.T) {
	_, err := library.Read(fstest.MapFS{"a/query.graphql": {Data: []byte("{ version }")}})
	require.ErrorContains(t, err, "queries/a/query.graphql")
}

func TestManifest(t *testing.T) {
	want := []library.Document{{ID: "1", Name: "A", Text: "query A { version }"}}
	got, err := library.Manifest([]byte(`{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"1","name":"A","type":"query","body":"query A { version }"}]}`))
	require.NoError(t, err)
	require.Equal(t, want, got)
	got, err = library.Manifest([]byte(`{"2":"{ b }","1":"{ a }"}`))
	require.NoError(t, err)
	require.Equal(t, []library.Document{{ID: "1", Text: "{ a }"}, {ID: "2", Text: "{ b }"}}, got)
	for text, message := range map[string]string{
		`[]`: "must be a JSON object", `{"operations":[{"id":"1"}]}`: "operation 1 has no id or no body", `{"a":1}`: "must be a JSON object",
	} {
		_, err := library.Manifest([]byte(text))
		require.ErrorContains(t, err, message, text)
	}
}

func TestTheNameOfAnOperationIsThatOfItsQuestion(t *testing.T) {
	require.Equal(t, "JourneyMap", library.OperationName("journey-map"))
}

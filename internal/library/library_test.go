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

package modelfile_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/modelfile"
)

const shipped = "../../journeys"

func TestShippedJourneysHaveNoProblems(t *testing.T) {
	if _, err := os.Stat(shipped + "/model.yaml"); err != nil {
		t.Skip("the shipped journeys are not there")
	}
	m, err := schema.Model()
	require.NoError(t, err)
	set, err := modelfile.Read(os.DirFS(shipped), m)
	require.NoError(t, err)
	require.NotEmpty(t, set.Elements)
	require.NotEmpty(t, set.Links)
}

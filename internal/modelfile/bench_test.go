package modelfile_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/modelfile"
)

func BenchmarkReadShippedJourneys(b *testing.B) {
	m, err := schema.Model()
	require.NoError(b, err)
	folder := os.DirFS(shipped)
	for b.Loop() {
		_, err := modelfile.Read(folder, m)
		require.NoError(b, err)
	}
}

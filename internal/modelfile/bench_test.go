package modelfile_test

import (
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
)

func BenchmarkReadShippedJourneys(b *testing.B) {
	m, err := schema.Model()
	require.NoError(b, err)
	folder := os.DirFS(shipped)
	for b.Loop() {
		if _, err := modelfile.Read(folder, m); err != nil {
			var e *model.Error
			require.True(b, errors.As(err, &e), "%v", err)
		}
	}
}

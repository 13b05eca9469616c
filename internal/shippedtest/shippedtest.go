// Package shippedtest gives tests the journeys that come with the program, as model files are read and as a graph in memory.
//
// It is for tests of the whole. A test of one room makes a small graph of its own, which shows what it is about.
package shippedtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/journeys"
)

// Content gives the nodes and relationships, in the terms of a model.
func Content(t testing.TB, m *model.Model) model.Content {
	t.Helper()
	set, err := modelfile.Read(journeys.FS, m)
	require.NoError(t, err)
	return model.Content{Elements: set.Elements, Links: set.Links}
}

// Store gives them as a graph in memory, which is closed at the end of the test.
func Store(t testing.TB) *embedded.Store {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	content := Content(t, m)
	st, err := embedded.Load(m, content.Elements, content.Links)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, st.Close()) })
	return st
}

package diagram_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/journeys"
	"github.com/carejourney/carejourney/queries"
)

var update = flag.Bool("update", false, "write the goldens of the drawings")

// engine answers questions about the journeys that come with the program.
var engine = sync.OnceValues(func() (*graph.Engine, error) {
	m, err := schema.Model()
	if err != nil {
		return nil, err
	}
	set, err := modelfile.Read(journeys.FS, m)
	if err != nil {
		return nil, err
	}
	st, err := embedded.Load(m, set.Elements, set.Links)
	if err != nil {
		return nil, err
	}
	full, err := schema.Full()
	if err != nil {
		return nil, err
	}
	return graph.NewEngine(graph.Options{Model: m, Schema: full, Store: st, Log: slog.New(slog.DiscardHandler)})
})

func ask(t testing.TB, question string, variables map[string]any) []byte {
	t.Helper()
	e, err := engine()
	require.NoError(t, err)
	text, err := queries.Files.ReadFile(question + "/query.graphql")
	require.NoError(t, err)
	resp := e.Do(t.Context(), graph.Request{Query: string(text), Variables: variables})
	require.Empty(t, resp.Errors)
	return resp.Data
}

// shipped reads a journey that comes with the program.
func shipped(t testing.TB, id string) *diagram.Journey {
	t.Helper()
	j, err := diagram.Read(ask(t, "journey-picture", map[string]any{"journey": id}))
	require.NoError(t, err)
	return j
}

// all gives the ids of the journeys that come with the program.
func all(t testing.TB) []string {
	t.Helper()
	var found struct {
		Journeys struct{ Nodes []struct{ ID string } }
	}
	require.NoError(t, json.Unmarshal(ask(t, "journeys", nil), &found))
	require.NotEmpty(t, found.Journeys.Nodes)
	var ids []string
	for _, n := range found.Journeys.Nodes {
		ids = append(ids, n.ID)
	}
	return ids
}

// picture reads a view of a journey that comes with the program.
func picture(t testing.TB, view, id string, o diagram.Options) diagram.Picture {
	t.Helper()
	v, err := diagram.ViewNamed(view)
	require.NoError(t, err)
	p, err := v.Read(ask(t, v.Question, map[string]any{"journey": id}), o)
	require.NoError(t, err)
	return p
}

func TestShippedJourneysAreDrawnAsBefore(t *testing.T) {
	for _, name := range []string{"maternity", "neonatal-care"} {
		for _, view := range diagram.Views() {
			p := picture(t, view.Name, "journey:"+name, diagram.Options{})
			for _, format := range diagram.FormatsOf(view.Name) {
				if format == "png" || format == "pptx" || format == "xlsx" || format == "drawio" && view.Name+name != "mapneonatal-care" {
					continue // not texts, or long ones; other tests read them
				}
				t.Run(name+" "+view.Name+" "+format, func(t *testing.T) {
					got, _, err := diagram.Write(p, format)
					require.NoError(t, err)
					again, _, err := diagram.Write(picture(t, view.Name, "journey:"+name, diagram.Options{}), format)
					require.NoError(t, err)
					require.True(t, bytes.Equal(got, again), "the same journey gives the same bytes")
					same(t, strings.TrimSuffix(name+"-"+view.Name, "-map")+"."+format, got)
				})
			}
		}
	}
}

// same holds what is written to a golden. It does not print them, because they are long.
func same(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, got, 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "run go test ./internal/diagram -update and look at what it writes")
	require.True(t, bytes.Equal(want, got), "%s is drawn differently: run go test ./internal/diagram -update and look at the difference", file)
}

func TestAJourneyThatIsNotThereIsNotFound(t *testing.T) {
	_, err := diagram.Read(ask(t, "journey-picture", map[string]any{"journey": "journey:nothing"}))
	require.ErrorContains(t, err, "no such journey")
	_, err = diagram.Read([]byte("{"))
	require.ErrorContains(t, err, "journey-picture")
	_, _, err = diagram.Write(&diagram.Journey{}, "gif")
	require.ErrorContains(t, err, "svg, png, mermaid, dot, drawio, pptx, xlsx, csv, json")
}

func TestFiguresAgreeWithTheGraph(t *testing.T) {
	var listed struct {
		Journeys struct {
			Nodes []struct {
				ID                                                            string
				Shape                                                         struct{ Stages, Branches, Loops int }
				WithoutDigitalWay, WithoutOtherWay, WithoutBusinessCapability struct{ TotalCount int }
			}
		}
	}
	require.NoError(t, json.Unmarshal(ask(t, "journeys", nil), &listed))
	for _, n := range listed.Journeys.Nodes {
		j := shipped(t, n.ID)
		c := j.Counts()
		require.Equal(t, n.Shape.Stages, c.Stages, n.ID)
		require.Equal(t, n.Shape.Branches, c.Branches, n.ID)
		require.Equal(t, n.WithoutDigitalWay.TotalCount, c.WithoutDigital, n.ID)
		require.Equal(t, n.WithoutOtherWay.TotalCount, c.WithoutOther, n.ID)
		bare := 0
		for _, s := range j.Stages {
			for _, g := range s.Gaps {
				if g.Words == "no business capability" {
					bare++
				}
			}
		}
		require.Equal(t, n.WithoutBusinessCapability.TotalCount, bare, n.ID)
	}
}

package diagram_test

import (
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

// mxCell is a cell as the published format describes it, bare or within a UserObject that has its id and label.
type mxCell struct {
	ID       string `xml:"id,attr"`
	Value    string `xml:"value,attr"`
	Style    string `xml:"style,attr"`
	Parent   string `xml:"parent,attr"`
	Vertex   string `xml:"vertex,attr"`
	Edge     string `xml:"edge,attr"`
	Source   string `xml:"source,attr"`
	Target   string `xml:"target,attr"`
	Geometry *struct {
		X        int     `xml:"x,attr"`
		Y        int     `xml:"y,attr"`
		Width    int     `xml:"width,attr"`
		Height   int     `xml:"height,attr"`
		Relative string  `xml:"relative,attr"`
		As       string  `xml:"as,attr"`
		Points   []point `xml:"mxPoint"`
	} `xml:"mxGeometry"`
}

type point struct {
	As string `xml:"as,attr"`
}

type mxEntry struct {
	XMLName xml.Name
	mxCell
	Label   string  `xml:"label,attr"`
	Tooltip string  `xml:"tooltip,attr"`
	Lane    string  `xml:"lane,attr"`
	Cell    *mxCell `xml:"mxCell"`
}

// readDrawio reads a file by the rules of the published format and returns its cells. It fails the test where a rule is
// broken.
func readDrawio(t *testing.T, data []byte) []mxEntry {
	t.Helper()
	var file struct {
		XMLName    xml.Name `xml:"mxfile"`
		Compressed string   `xml:"compressed,attr"`
		Diagram    []struct {
			ID    string `xml:"id,attr"`
			Name  string `xml:"name,attr"`
			Model []struct {
				Root []struct {
					Cells []mxEntry `xml:",any"`
				} `xml:"root"`
			} `xml:"mxGraphModel"`
		} `xml:"diagram"`
	}
	require.NoError(t, xml.Unmarshal(data, &file))
	require.Equal(t, "false", file.Compressed)
	require.Len(t, file.Diagram, 1)
	require.NotEmpty(t, file.Diagram[0].ID)
	require.Len(t, file.Diagram[0].Model, 1)
	require.Len(t, file.Diagram[0].Model[0].Root, 1)
	cells := file.Diagram[0].Model[0].Root[0].Cells
	seen := map[string]bool{}
	for i := range cells {
		c := &cells[i]
		require.Contains(t, []string{"mxCell", "UserObject"}, c.XMLName.Local)
		require.NotEmpty(t, c.ID)
		require.False(t, seen[c.ID], "id %s is there twice", c.ID)
		if c.XMLName.Local == "UserObject" {
			require.NotNil(t, c.Cell, "a user object has a cell")
			id := c.ID
			require.Empty(t, c.Cell.ID, "the id stands on the user object")
			c.mxCell, c.mxCell.ID, c.Value = *c.Cell, id, c.Label
		}
		switch i {
		case 0:
			require.Equal(t, "0", c.ID)
			require.Empty(t, c.Parent)
		case 1:
			require.Equal(t, "1", c.ID)
			require.Equal(t, "0", c.Parent)
		default:
			require.True(t, seen[c.Parent], "cell %s has an unknown parent %q", c.ID, c.Parent)
			soundCell(t, c)
		}
		seen[c.ID] = true
	}
	return cells
}

func soundCell(t *testing.T, c *mxEntry) {
	t.Helper()
	require.NotEqual(t, c.Vertex, c.Edge, "cell %s is a shape or a line, not both", c.ID)
	require.NotNil(t, c.Geometry, c.ID)
	require.Equal(t, "geometry", c.Geometry.As)
	require.Contains(t, c.Style, "html=0;", "no label is read as HTML")
	require.NotContains(t, c.Style, "url(")
	if c.Edge == "1" {
		require.Equal(t, "1", c.Geometry.Relative)
		var ends []string
		for _, p := range c.Geometry.Points {
			ends = append(ends, p.As)
		}
		require.Equal(t, []string{"sourcePoint", "targetPoint"}, ends)
		require.NotEmpty(t, c.Source, "line %s comes from nothing", c.ID)
		require.NotEmpty(t, c.Target, "line %s leads to nothing", c.ID)
		return
	}
	require.Positive(t, c.Geometry.Width, c.ID)
	require.Positive(t, c.Geometry.Height, c.ID)
}

func TestADrawioFileHoldsToTheRulesOfItsFormat(t *testing.T) {
	for _, view := range diagram.Views() {
		for _, id := range all(t) {
			data, _, err := diagram.Write(picture(t, view.Name, id, diagram.Options{}), "drawio")
			require.NoError(t, err)
			cells := readDrawio(t, data)
			within := map[string]*mxEntry{}
			for i := range cells {
				c := &cells[i]
				if c.Lane != "" {
					within[c.ID] = c
					require.Contains(t, c.Style, "container=1;")
				}
				if lane := within[c.Parent]; lane != nil && c.Vertex == "1" {
					g, box := c.Geometry, lane.Geometry
					require.True(t, 0 <= g.X && 0 <= g.Y && g.X+g.Width <= box.Width+1 && g.Y+g.Height <= box.Height+1, "%s %s: %q leaves its lane %q", id, view.Name, c.Value, lane.Lane)
				}
			}
			require.NotEmpty(t, within, "lanes are containers")
		}
	}
}

func TestLinesOfADrawioFileAreTiedToWhatTheyJoin(t *testing.T) {
	for _, id := range all(t) {
		data, _, err := diagram.Write(picture(t, "map", id, diagram.Options{}), "drawio")
		require.NoError(t, err)
		cells := readDrawio(t, data)
		boxes := map[string]mxEntry{}
		for _, c := range cells {
			if c.Vertex == "1" {
				boxes[c.ID] = c
			}
		}
		tied := 0
		for _, c := range cells {
			if c.Edge != "1" {
				continue
			}
			tied++
			for _, end := range []string{c.Source, c.Target} {
				require.Contains(t, boxes, end, "%s: %s leads to no box", id, c.ID)
				require.NotContains(t, boxes[end].Style, "container=1", "lanes are not joined")
			}
		}
		require.Positive(t, tied, id)
	}
}

func TestWordsAndSignsOfABoxAreItsParts(t *testing.T) {
	data, _, err := diagram.Write(picture(t, "map", "journey:neonatal-care", diagram.Options{}), "drawio")
	require.NoError(t, err)
	cells := readDrawio(t, data)
	byID := map[string]mxEntry{}
	for _, c := range cells {
		byID[c.ID] = c
	}
	found := map[string]bool{}
	for _, c := range cells {
		box := byID[c.Parent]
		if box.Tooltip == "" || c.Value == "" {
			continue
		}
		found[c.Value] = true
	}
	for _, words := range []string{"no digital", "Childhood vaccination", "Talking therapies"} {
		require.True(t, found[words], "%q does not go with its box", words)
	}
}

func TestADrawioFileHasEveryStageAsAThingToTakeHoldOf(t *testing.T) {
	j := shipped(t, "journey:neonatal-care")
	data, _, err := diagram.Write(j, "drawio")
	require.NoError(t, err)
	cells := readDrawio(t, data)
	for _, s := range j.Stages {
		for _, n := range s.Services {
			require.True(t, slices.ContainsFunc(cells, func(c mxEntry) bool { return c.Value == n.Name && c.Vertex == "1" }), n.Name)
		}
	}
	require.Contains(t, string(data), `question="journey-picture"`)
	require.Contains(t, string(data), `status="Illustrative content`)
}

func TestHostileNamesStayNamesInADrawioFile(t *testing.T) {
	for seed := range uint64(15) {
		j := random(rand.New(rand.NewPCG(seed, 4)), 7)
		data, _, err := diagram.Write(j, "drawio")
		require.NoError(t, err, fmt.Sprint(seed))
		readDrawio(t, data)
	}
}

package diagram_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

// mxElement says what the published schema of draw.io files (mxfile.xsd) lets stand in an element, of what we write.
type mxElement struct {
	within     []string
	attributes map[string]*regexp.Regexp
	free       bool // other attributes may stand there
}

var (
	mxAny    = regexp.MustCompile(`.`)
	mxText   = regexp.MustCompile(`(?s).*`)
	mxFlag   = regexp.MustCompile(`^[01]$`)
	mxNumber = regexp.MustCompile(`^-?\d+$`)
	mxCount  = regexp.MustCompile(`^[1-9]\d*$`)
)

func mxSchema() map[string]mxElement {
	only := func(words string) *regexp.Regexp { return regexp.MustCompile("^(" + words + ")$") }
	return map[string]mxElement{
		"mxfile":       {within: []string{""}, attributes: map[string]*regexp.Regexp{"host": mxAny, "compressed": only("true|false")}},
		"diagram":      {within: []string{"mxfile"}, attributes: map[string]*regexp.Regexp{"id": mxAny, "name": mxText}},
		"mxGraphModel": {within: []string{"diagram"}, attributes: map[string]*regexp.Regexp{"grid": mxFlag, "page": mxFlag, "math": mxFlag, "shadow": mxFlag, "pageWidth": mxCount, "pageHeight": mxCount}},
		"root":         {within: []string{"mxGraphModel"}},
		"UserObject":   {within: []string{"root"}, attributes: map[string]*regexp.Regexp{"id": mxAny, "label": mxText, "tooltip": mxText}, free: true},
		"mxCell": {within: []string{"root", "UserObject"}, attributes: map[string]*regexp.Regexp{
			"id": mxAny, "parent": mxAny, "value": mxText, "style": mxAny, "vertex": mxFlag, "edge": mxFlag, "connectable": mxFlag, "source": mxAny, "target": mxAny,
		}},
		"mxGeometry": {within: []string{"mxCell"}, attributes: map[string]*regexp.Regexp{
			"x": mxNumber, "y": mxNumber, "width": mxNumber, "height": mxNumber, "relative": mxFlag, "as": only("geometry"),
		}},
		"Array":   {within: []string{"mxGeometry"}, attributes: map[string]*regexp.Regexp{"as": only("points")}},
		"mxPoint": {within: []string{"mxGeometry", "Array"}, attributes: map[string]*regexp.Regexp{"x": mxNumber, "y": mxNumber, "as": only("sourcePoint|targetPoint|offset")}},
	}
}

func TestADrawioFileKeepsToThePublishedSchema(t *testing.T) {
	drawn := []diagram.Picture{long(rand.New(rand.NewPCG(3, 60)), 60)}
	for _, view := range diagram.Views() {
		for _, id := range all(t) {
			drawn = append(drawn, picture(t, view.Name, id, diagram.Options{}))
		}
	}
	for seed := range uint64(5) {
		drawn = append(drawn, pictures(seed)...)
	}
	schema := mxSchema()
	for _, p := range drawn {
		data, _, err := diagram.Write(p, "drawio")
		require.NoError(t, err)
		var path []string
		for decoder := xml.NewDecoder(bytes.NewReader(data)); ; {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err)
			switch token := token.(type) {
			case xml.StartElement:
				rule, known := schema[token.Name.Local]
				require.True(t, known, "<%s> is no element of the format", token.Name.Local)
				parent := ""
				if len(path) > 0 {
					parent = path[len(path)-1]
				}
				require.True(t, slices.Contains(rule.within, parent), "<%s> stands in <%s>", token.Name.Local, parent)
				for _, a := range token.Attr {
					form := rule.attributes[a.Name.Local]
					require.True(t, rule.free || form != nil, "<%s> has an attribute %s", token.Name.Local, a.Name.Local)
					require.True(t, form == nil || form.MatchString(a.Value), "<%s %s=%q>", token.Name.Local, a.Name.Local, a.Value)
				}
				path = append(path, token.Name.Local)
			case xml.EndElement:
				path = path[:len(path)-1]
			case xml.CharData:
				require.Empty(t, strings.TrimSpace(string(token)), "words stand in attributes only")
			}
		}
	}
}

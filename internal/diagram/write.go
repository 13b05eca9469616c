package diagram

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// format is a way to write a picture.
type format struct {
	name        string // also how a file's name ends
	contentType string
	write       func(Picture) ([]byte, error) // nil where only a journey can be written
	journey     func(*Journey) []byte         // of the ways through a journey
}

var formats = []format{
	{name: "svg", contentType: "image/svg+xml; charset=utf-8", write: func(p Picture) ([]byte, error) { return Draw(p, Links{}).SVG(), nil }},
	{name: "png", contentType: "image/png", write: func(p Picture) ([]byte, error) { return Draw(p, Links{}).PNG(), nil }},
	{name: "mermaid", contentType: "text/plain; charset=utf-8", journey: mermaid},
	{name: "dot", contentType: "text/vnd.graphviz; charset=utf-8", journey: dot},
	{name: "drawio", contentType: "application/vnd.jgraph.mxfile; charset=utf-8", write: drawio},
	{name: "pptx", contentType: "application/vnd.openxmlformats-officedocument.presentationml.presentation", write: pptx},
	{name: "xlsx", contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write: xlsx},
	{name: "csv", contentType: "text/csv; charset=utf-8", write: func(p Picture) ([]byte, error) { return commaSeparated(p), nil }},
	{name: "json", contentType: "application/json; charset=utf-8", write: asJSON},
}

// Formats names the formats there are. All of them can hold a journey; FormatsOf tells those of other pictures.
func Formats() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// FormatsOf names the formats in which a view can be written.
func FormatsOf(view string) []string {
	var names []string
	for _, f := range formats {
		if f.write != nil || view == "map" {
			names = append(names, f.name)
		}
	}
	return names
}

// FormatOfFile tells the format of a file by how its name ends, without the dot.
func FormatOfFile(ending string) (string, bool) {
	ending = strings.ToLower(ending)
	switch ending {
	case "mmd":
		ending = "mermaid"
	case "gv":
		ending = "dot"
	}
	return ending, slices.Contains(Formats(), ending)
}

// Write writes a picture in a format and gives the content type too. It fails with BAD_USER_INPUT where the picture
// cannot be written so.
func Write(p Picture, name string) (data []byte, contentType string, err error) {
	view := p.About().View
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
	if i < 0 || !slices.Contains(FormatsOf(view), name) {
		return nil, "", model.Errorf(model.BadUserInput, "A %s is written as %s, not as %q.", view, strings.Join(FormatsOf(view), ", "), name)
	}
	f := formats[i]
	if j, ok := p.(*Journey); ok && f.journey != nil {
		return f.journey(j), f.contentType, nil
	}
	data, err = f.write(p)
	return data, f.contentType, err
}

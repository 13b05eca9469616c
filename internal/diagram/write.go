package diagram

import (
	"fmt"
	"slices"
	"strings"
)

// format is a way to write a journey.
type format struct {
	name        string // also how a file's name ends
	contentType string
	write       func(*Journey) []byte
}

var formats = []format{
	{"svg", "image/svg+xml; charset=utf-8", func(j *Journey) []byte { return Draw(j, Links{}).SVG() }},
	{"png", "image/png", func(j *Journey) []byte { return Draw(j, Links{}).PNG() }},
	{"mermaid", "text/plain; charset=utf-8", mermaid},
	{"dot", "text/vnd.graphviz; charset=utf-8", dot},
	{"csv", "text/csv; charset=utf-8", table},
}

// Formats names the formats Write knows.
func Formats() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// Write writes the journey in a format and gives the content type too. It fails where there is no such format.
func Write(j *Journey, name string) (data []byte, contentType string, err error) {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
	if i < 0 {
		return nil, "", fmt.Errorf("a journey is drawn as %s, not as %q", strings.Join(Formats(), ", "), name)
	}
	return formats[i].write(j), formats[i].contentType, nil
}

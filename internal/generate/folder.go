package generate

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// partSize is how large the files of a folder get: readers of model files refuse those over 4 MiB.
const partSize = 3 << 20

// Folder is a sink that writes a model folder: model.yaml, and CSV tables for each kind and relationship in as many
// files as they need.
type Folder struct {
	m      *model.Model
	dir    string
	tables map[string]*part // by the name of the kind or relationship
	list   strings.Builder  // entries of model.yaml
}

// part is the file of a table that is being written.
type part struct {
	heading string // "kind: Journey"
	stem    string // what names of its files begin with
	header  []string
	fields  []*model.Field
	parts   int
	written int
	file    *os.File
	buffer  *bufio.Writer
	csv     *csv.Writer
	row     []string
}

// NewFolder makes a sink that writes to a folder, which must be there. Close ends it.
func NewFolder(m *model.Model, dir string) *Folder {
	return &Folder{m: m, dir: dir, tables: map[string]*part{}}
}

// Element writes a row of the table of its kind.
func (f *Folder) Element(e model.Element) error {
	t := f.tables[e.Kind.Name]
	if t == nil {
		t = &part{heading: "kind: " + e.Kind.Name, stem: e.Kind.Plural, header: []string{"id"}}
		for _, field := range e.Kind.Fields {
			if _, given := e.Props[field.Property]; given && field.Name != "illustrative" {
				t.header, t.fields = append(t.header, field.Name), append(t.fields, field)
			}
		}
		f.tables[e.Kind.Name] = t
	}
	return f.write(t, e.Props, e.ID)
}

// Link writes a row of the table of its relationship.
func (f *Folder) Link(l model.Link) error {
	t := f.tables[l.Type.Name]
	if t == nil {
		stem := strings.ReplaceAll(strings.ToLower(l.Type.Name), "_", "-")
		t = &part{heading: "relationship: " + l.Type.Name, stem: "relationships-" + stem, header: []string{"from", "to"}, fields: l.Type.Properties}
		for _, field := range t.fields {
			t.header = append(t.header, field.Name)
		}
		f.tables[l.Type.Name] = t
	}
	return f.write(t, l.Props, l.From, l.To)
}

// write writes ids and values in a row, in a new file where the last one is full.
func (f *Folder) write(t *part, props model.Props, ids ...string) error {
	if t.file == nil || t.written > partSize {
		if err := f.next(t); err != nil {
			return err
		}
	}
	t.row = append(t.row[:0], ids...)
	for _, field := range t.fields {
		t.row = append(t.row, text(props[field.Property]))
	}
	for _, cell := range t.row {
		t.written += len(cell) + 1
	}
	return t.csv.Write(t.row)
}

// next ends the file of a table and begins the next.
func (f *Folder) next(t *part) error {
	if err := t.close(); err != nil {
		return err
	}
	t.parts++
	t.written = 0
	name := fmt.Sprintf("%s-%03d.csv", t.stem, t.parts)
	fmt.Fprintf(&f.list, "    - { file: %s, %s }\n", name, t.heading)
	file, err := os.Create(filepath.Join(f.dir, name))
	if err != nil {
		return model.Errorf(model.Unavailable, "cannot write the model folder: %w", err)
	}
	t.file, t.buffer = file, bufio.NewWriterSize(file, 1<<16)
	t.csv = csv.NewWriter(t.buffer)
	return t.csv.Write(t.header)
}

func (t *part) close() error {
	if t.file == nil {
		return nil
	}
	t.csv.Flush()
	failed := t.csv.Error()
	if err := t.buffer.Flush(); failed == nil {
		failed = err
	}
	if err := t.file.Close(); failed == nil {
		failed = err
	}
	t.file = nil
	if failed != nil {
		return model.Errorf(model.Unavailable, "cannot write the model folder: %w", failed)
	}
	return nil
}

// Close ends all files. A folder that is complete gets its model.yaml then, so that one that is not is never taken for it.
func (f *Folder) Close(complete bool) error {
	var failed error
	for _, t := range f.tables {
		if err := t.close(); failed == nil {
			failed = err
		}
	}
	if failed != nil || !complete {
		return failed
	}
	return f.describe()
}

func (f *Folder) describe() error {
	file, err := os.Create(filepath.Join(f.dir, "model.yaml"))
	if err != nil {
		return model.Errorf(model.Unavailable, "cannot write the model folder: %w", err)
	}
	_, failed := io.WriteString(file, folderHead+f.list.String())
	if err := file.Close(); failed == nil {
		failed = err
	}
	return failed
}

const folderHead = `# Made by carejourney generate. Everything in this folder is invented.
apiVersion: carejourney/v1
kind: ModelSet
metadata: { id: "model-set:generated", name: An invented model }
spec:
  defaults: { illustrative: true }
  tables:
`

// text writes a value as cells have it.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, ";")
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

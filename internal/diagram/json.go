package diagram

import (
	"bytes"
	"encoding/json"
)

// written is a picture as JSON: what it shows and where it comes from, and all its tables, the same as in a workbook.
type written struct {
	About
	Variables json.RawMessage `json:"variables"` // as an object and not as a text
	Tables    []writtenTable  `json:"tables"`
}

type writtenTable struct {
	Name    string     `json:"name"`
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
}

// asJSON writes everything a picture shows as JSON, for programs. Cells are texts as people read them, so that what is not told in
// a picture, such as how few people there are, is not told here either.
func asJSON(p Picture) ([]byte, error) {
	a := p.About()
	out := written{About: a, Variables: json.RawMessage(a.Variables)}
	for _, s := range p.tables() {
		rows := s.rows[1:]
		if rows == nil {
			rows = [][]string{}
		}
		out.Tables = append(out.Tables, writtenTable{s.name, s.rows[0], rows})
	}
	var text bytes.Buffer
	w := json.NewEncoder(&text)
	w.SetIndent("", "  ")
	err := w.Encode(out)
	return text.Bytes(), err
}

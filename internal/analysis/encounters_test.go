package analysis

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// columnsOf reads columns separated by a bar and their stages separated by blanks: a name, then the business
// capabilities met there, capital where the stage is about it: "s1:Ab s2:a | t1:B".
func columnsOf(text string) []Column {
	var columns []Column
	for part := range strings.SplitSeq(text, "|") {
		c := Column{Named: Named{ID: fmt.Sprint(len(columns)), Name: fmt.Sprint(len(columns))}}
		for word := range strings.FieldsSeq(part) {
			id, met, _ := strings.Cut(word, ":")
			s := EncounterStage{Named: Named{ID: id, Name: id}}
			for _, letter := range met {
				var e struct {
					Properties struct {
						Role string `json:"role"`
					} `json:"properties"`
					Node Ref `json:"node"`
				}
				e.Node.ID = strings.ToLower(string(letter))
				if e.Properties.Role = "SUPPORTING"; strings.ToLower(string(letter)) != string(letter) {
					e.Properties.Role = "PRIMARY"
				}
				s.EnabledBy.Edges = append(s.EnabledBy.Edges, e)
			}
			c.Stages = append(c.Stages, s)
		}
		columns = append(columns, c)
	}
	return columns
}

func rowsOf(letters string) []EncounterRow {
	var all []EncounterRow
	for _, letter := range letters {
		all = append(all, EncounterRow{Named: Named{ID: string(letter), Name: string(letter)}})
	}
	return all
}

func (m Matrix) shown() string {
	text := ""
	for _, c := range m.Cells {
		text += fmt.Sprintf("%s%d:%d", m.Rows[c.Row].ID, c.Column, c.Stages)
		if c.Primary {
			text += "!"
		}
		text += " "
	}
	return strings.TrimSpace(text)
}

func TestMatrixOf(t *testing.T) {
	for name, test := range map[string]struct{ columns, want string }{
		"nothing is met":                           {"s | t", ""},
		"rows come in the order they are met":      {"s:b | t:ab", "b0:1 b1:1 a1:1"},
		"those met first together come by name":    {"s:cab", "a0:1 b0:1 c0:1"},
		"one stage that is about it is enough":     {"s:a t:A u:a", "a0:3!"},
		"a column where it is not met has no cell": {"s:A | t:b | u:a", "a0:1! a2:1 b1:1"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.want, MatrixOf(columnsOf(test.columns), rowsOf("abcd")).shown())
		})
	}
}

func TestRandomMatricesHaveTheCellsThatAskingForEveryPairGives(t *testing.T) {
	r := rand.New(rand.NewPCG(20261127, 10))
	for range 2000 {
		var text strings.Builder
		for c := range 1 + r.IntN(4) {
			if c > 0 {
				text.WriteString("| ")
			}
			for s := range r.IntN(4) {
				fmt.Fprintf(&text, "s%d:", s)
				for letter := range 5 {
					text.WriteString([]string{"", "", string(rune('a' + letter)), string(rune('A' + letter))}[r.IntN(4)])
				}
				text.WriteByte(' ')
			}
		}
		columns := columnsOf(text.String())
		m := MatrixOf(columns, rowsOf("edcba"))
		cells := 0
		for row, capability := range m.Rows {
			for at, c := range columns {
				stages, primary := 0, false
				for _, s := range c.Stages {
					for _, e := range s.EnabledBy.Edges {
						if e.Node.ID == capability.ID {
							stages++
							primary = primary || e.Properties.Role == "PRIMARY"
						}
					}
				}
				if stages > 0 {
					require.Equal(t, Cell{Row: row, Column: at, Primary: primary, Stages: stages}, m.Cells[cells], text.String())
					cells++
				}
			}
		}
		require.Len(t, m.Cells, cells)
		for i := 1; i < len(m.Rows); i++ {
			require.LessOrEqual(t, m.first(i-1), m.first(i), text.String())
		}
	}
}

func (m Matrix) first(row int) int {
	for _, c := range m.Cells {
		if c.Row == row {
			return c.Column
		}
	}
	return -1
}

func TestEncountersReadWhatTheSchemaNames(t *testing.T) {
	const capability = `{"id": "b", "name": "B", "group": null, "level": 2, "maturity": "EMERGING", "targetMaturity": null,
		"full": {"edges": []}, "partial": {"edges": [{"node": {"id": "s"}}]}, "planned": {"edges": []}, "fullBelow": [], "partialBelow": [], "plannedBelow": [{"id": "c"}]}`
	const stage = `{"id": "s", "name": "S", "phase": "Early", "enabledByConnection": {"edges": [{"properties": {"role": "PRIMARY"}, "node": {"id": "b"}}]}}`
	answer, err := JourneyEncounters(Written(`{"stages": [` + stage + `], "businessCapabilities": [` + capability + `]}`))
	require.NoError(t, err)
	b, s := map[string]any{"id": "b", "name": "B"}, map[string]any{"id": "s", "name": "S"}
	require.Equal(t, map[string]any{
		"rows": []map[string]any{{
			"id": "b", "name": "B", "group": nil, "level": 2, "role": "PRIMARY", "coverage": "PARTIAL", "maturity": "EMERGING", "targetMaturity": nil,
			"first": s, "last": s, "firstColumn": 0, "lastColumn": 0, "metAt": []map[string]any{s},
		}},
		"columns": []map[string]any{{"id": "s", "name": "S", "heading": "Early", "journeys": []map[string]any{}, "stages": 1, "met": 1}},
		"cells":   []map[string]any{{"row": 0, "column": 0, "businessCapability": b, "at": s, "role": "PRIMARY", "coverage": "PARTIAL", "stages": 1}},
	}, answer)

	all := Written(`{"journeys": {"nodes": [
		{"id": "j", "name": "J", "lifeStages": ["WORKING_AGE", "OLDER_PEOPLE"], "stages": [` + stage + `]},
		{"id": "k", "name": "K", "lifeStages": ["WORKING_AGE"], "stages": []}]}, "businessCapabilities": {"nodes": [` + capability + `]}}`)
	course, err := LifeCourse(all)
	require.NoError(t, err)
	require.Equal(t, []map[string]any{
		{"id": "WORKING_AGE", "name": "Working age", "heading": nil, "journeys": []map[string]any{{"id": "j", "name": "J"}, {"id": "k", "name": "K"}}, "stages": 1, "met": 1},
		{"id": "OLDER_PEOPLE", "name": "Later life", "heading": nil, "journeys": []map[string]any{{"id": "j", "name": "J"}}, "stages": 1, "met": 1},
	}, course["columns"])
	across, err := Encounters(all)
	require.NoError(t, err)
	require.Len(t, across["columns"], 2)
	for _, read := range []func(Needs) (map[string]any, error){JourneyEncounters, LifeCourse, Encounters} {
		_, err = read(Written(`7`))
		require.ErrorContains(t, err, "encounters")
	}
}

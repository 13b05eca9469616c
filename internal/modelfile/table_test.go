package modelfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/modelfile"
)

// set is the document of a folder with one table, in line 4, and what it is for.
func set(table string) string {
	return "-- model.yaml --\napiVersion: carejourney/v1\nkind: ModelSet\nmetadata: { id: \"model-set:x\", name: X }\nspec:\n  tables:\n    - { file: t.csv, " + table + " }\n"
}

func TestProblemsOfTables(t *testing.T) {
	const kind, relationship = "kind: Organisation", "relationship: NEXT"
	two := "-- a.yaml --\n" + journey + "  stages: [{ id: stage:a/1, name: One, stageType: CONSULT }, { id: stage:a/2, name: Two, stageType: CONSULT }]\n"
	tests := []struct{ name, text, want string }{
		{"nothing is wrong", set(kind) + "-- t.csv --\nid,name\norganisation:a,A\n", ""},
		{"a byte order mark and carriage returns", set(kind) + "-- t.csv --\n\ufeffid,name\r\norganisation:a,A\r\n", ""},
		{"an empty file", set(kind) + "-- t.csv --\n", `t.csv:1:1: the table is empty (syntax). Begin it with a line of column names`},
		{"a header only", set(kind) + "-- t.csv --\nid,name\n", ""},
		{"a misspelt column", set(kind) + "-- t.csv --\nid,name,odscode\norganisation:a,A,RR8\n",
			`t.csv:1:9: Organisation has no odscode (unknown-field). Did you mean odsCode?`},
		{"a derived column", set(kind) + "-- t.csv --\nid,name,regions\norganisation:a,A,\n",
			`t.csv:1:9: regions of Organisation is worked out from the rest and cannot be written (unknown-field)`},
		{"a column twice", set(kind) + "-- t.csv --\nid,name,name\norganisation:a,A,B\n",
			`t.csv:1:9: the column name is there twice, first at t.csv:1:4 (duplicate-entry)`},
		{"no column for the id", set(kind) + "-- t.csv --\nname\nA\n", `t.csv:1:1: the table has no column id (missing-field)`},
		{"no column for an end", set(relationship) + "-- t.csv --\nfrom,share\na,1\n", `t.csv:1:1: the table has no column to (missing-field)`},
		{"a property the relationship does not have", set(relationship) + "-- t.csv --\nfrom,to,shares\n",
			`t.csv:1:9: NEXT has no property shares (unknown-field). Did you mean share?`},
		{"too few cells", set(kind) + "-- t.csv --\nid,name\norganisation:a\n", `t.csv:2:1: the row has 1 cell, and the table 2 columns (syntax)`},
		{"too many cells", set(kind) + "-- t.csv --\nid,name\norganisation:a,A,B\n", `t.csv:2:18: the row has 3 cells, and the table 2 columns (syntax)`},
		{"a quote in the middle", set(kind) + "-- t.csv --\nid,name\norganisation:a,A \"B\"\n", `t.csv:2:18: not CSV: bare " in non-quoted-field (syntax)`},
		{"a quote that does not end", set(kind) + "-- t.csv --\nid,name\norganisation:a,\"A\n", `t.csv:2:19: not CSV: extraneous or missing " in quoted-field (syntax)`},
		{"no id in a row", set(kind) + "-- t.csv --\nid,name\n,A\n", `t.csv:2:1: the row has no id (missing-field)`},
		{"no name in a row", set(kind) + "-- t.csv --\nid,name\norganisation:a, \n", `t.csv:2:16: organisation:a has no name (missing-field)`},
		{"no end in a row", two + set(relationship) + "-- t.csv --\nfrom,to\nstage:a/1,\n", `t.csv:2:11: the row has no to (missing-field)`},
		{"a value that is none, behind letters of several bytes", set(kind) + "-- t.csv --\nid,name,active\norganisation:a,Ünïcödé,ja\n",
			`t.csv:2:24: active: "ja" is neither true nor false (wrong-type)`},
		{"a value in a later row of a row with line breaks", set(kind) + "-- t.csv --\nid,name,active\norganisation:a,\"A\nB\",ja\n",
			`t.csv:3:4: active: "ja" is neither true nor false (wrong-type)`},
		{"a value out of range", two + set(relationship) + "-- t.csv --\nfrom,to,share\nstage:a/1,stage:a/2,2\n",
			"t.csv:2:21: share: 2 is outside 0 to 1 (out-of-range)"},
		{"a value that is not a number", two + set(relationship) + "-- t.csv --\nfrom,to,share\nstage:a/1,stage:a/2,half\n",
			`t.csv:2:21: share: "half" is not a number (wrong-type)`},
		{"a misspelt value in a list", set("kind: Service") + "-- t.csv --\nid,name,channels\nservice:a,A,WEB; NHSAPP\n",
			`t.csv:2:13: channels: "NHSAPP" is not a value of Channel (unknown-value). Did you mean NHS_APP?`},
		{"several ids where one is wanted", set(kind) + "-- t.csv --\nid,name,organisationType\norganisation:a,A,organisation-type:a;organisation-type:b\n",
			`t.csv:2:18: organisationType takes one id, not 2 (wrong-type)`},
		{"ends that are not there", two + set(relationship) + "-- t.csv --\nshare,to,from\n,stage:a/3,stage:a/0\n",
			"t.csv:2:2: there is no \"stage:a/3\" (unknown-reference). Did you mean stage:a/1?\nt.csv:2:12: there is no \"stage:a/0\" (unknown-reference). Did you mean stage:a/1?"},
		{"an id twice", set(kind) + "-- t.csv --\nid,name\norganisation:a,A\norganisation:a,B\n",
			`t.csv:3:1: organisation:a is described twice, first at t.csv:2:1 (duplicate-id)`},
		{"a code twice", set(kind) + "-- t.csv --\nid,name,odsCode\norganisation:b,B,RR8\norganisation:a,A,RR8\n",
			`t.csv:3:18: organisation:a and organisation:b have the same odsCode, "RR8"; the first is at t.csv:2:18 (duplicate-key)`},
		{"a relationship twice", two + set(relationship) + "-- t.csv --\nfrom,to\nstage:a/1,stage:a/2\nstage:a/1,stage:a/2\n",
			`t.csv:3:11: NEXT from stage:a/1 to stage:a/2 is written twice, first at t.csv:2:11 (duplicate-relationship)`},
		{"an NHS number", set(kind) + "-- t.csv --\nid,name\norganisation:a,9434765919\n",
			`t.csv:2:16: name holds ten digits that are a valid NHS number (nhs-number). No patient data belongs in a model: take it out`},
		{"bytes that are not UTF-8", set(kind) + "-- t.csv --\nid,name\norganisation:a,\xfc\n",
			`t.csv:2:16: the file is not UTF-8 text (not-utf8). Save the file as UTF-8`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, strings.Join(problems(t, folder(tt.text)), "\n"))
		})
	}
}

func TestProblemsOfTheSet(t *testing.T) {
	head := "-- model.yaml --\napiVersion: carejourney/v1\nkind: ModelSet\n"
	named := head + "metadata: { id: \"model-set:x\", name: X }\n"
	tests := []struct{ name, text, want string }{
		{"no id and name", head, "model.yaml:1:1: the ModelSet has no id (missing-field)\nmodel.yaml:1:1: the ModelSet has no name (missing-field)"},
		{"a bad id", head + "metadata: { id: \"set:x\", name: X }\n",
			`model.yaml:3:17: "set:x" cannot be an id of kind ModelSet, which is model-set: and a name of its own (bad-id). Write model-set:x`},
		{"its kind misspelt", "-- model.yaml --\napiVersion: carejourney/v1\nkind: ModelSets\nmetadata: { id: \"model-set:x\", name: X }\n",
			`model.yaml:2:7: there is no kind "ModelSets" (unknown-kind). Did you mean ModelSet?`},
		{"two of them", named + "-- other.yaml --\napiVersion: carejourney/v1\nkind: ModelSet\nmetadata: { id: \"model-set:y\", name: Y }\n",
			`other.yaml:2:7: a folder has one ModelSet only, and the first is at model.yaml:2:7 (duplicate-id)`},
		{"a key that means nothing", named + "spec: { table: [] }\n", `model.yaml:4:9: table has no meaning here (unknown-field). Did you mean tables?`},
		{"tables that are no list", named + "spec: { tables: a.csv }\n", `model.yaml:4:17: tables is a list of maps with file and kind or relationship (wrong-type)`},
		{"a table that is no map", named + "spec: { tables: [a.csv] }\n", `model.yaml:4:18: an entry of tables is a map with file and kind or relationship (wrong-type)`},
		{"a table without a file", named + "spec: { tables: [{ kind: Journey }] }\n", `model.yaml:4:18: the table has no file (missing-field)`},
		{"a table that says nothing of its content", named + "spec: { tables: [{ file: a.csv }] }\n-- a.csv --\n",
			`model.yaml:4:18: a table is for either a kind or a relationship (missing-field)`},
		{"a table of both", named + "spec: { tables: [{ file: a.csv, kind: Journey, relationship: NEXT }] }\n-- a.csv --\n",
			`model.yaml:4:18: a table is for either a kind or a relationship (missing-field)`},
		{"a table of no kind", named + "spec: { tables: [{ file: a.csv, kind: Journeys }] }\n-- a.csv --\n",
			`model.yaml:4:39: there is no kind "Journeys" (unknown-kind). Did you mean Journey?`},
		{"a table of no relationship", named + "spec: { tables: [{ file: a.csv, relationship: NXT }] }\n-- a.csv --\n",
			`model.yaml:4:47: there is no relationship "NXT" (unknown-kind). Did you mean NEXT?`},
		{"a file that is not there", named + "spec: { tables: [{ file: orgs.csv, kind: Organisation }] }\n-- org.csv --\n",
			`model.yaml:4:26: there is no file "orgs.csv" in the folder (unknown-reference). Did you mean org.csv?`},
		{"a file outside the folder", named + "spec: { tables: [{ file: ../orgs.csv, kind: Organisation }] }\n",
			`model.yaml:4:26: there is no file "../orgs.csv" in the folder (unknown-reference)`},
		{"a file that is hidden", named + "spec: { tables: [{ file: .orgs.csv, kind: Organisation }] }\n-- .orgs.csv --\nid\n",
			`model.yaml:4:26: there is no file ".orgs.csv" in the folder (unknown-reference)`},
		{"a file twice", named + "spec:\n  tables:\n    - { file: a.csv, kind: Organisation }\n    - { file: a.csv, kind: Organisation }\n-- a.csv --\nid,name\n",
			`model.yaml:7:7: a.csv is listed twice, first at model.yaml:6:7 (duplicate-entry)`},
		{"defaults for a field that not every kind has", named + "spec: { defaults: { owner: us } }\n",
			`model.yaml:4:21: defaults for every kind cannot have owner (unknown-field)`},
		{"defaults with a wrong value", named + "spec: { defaults: { illustrative: maybe } }\n",
			`model.yaml:4:35: illustrative: "maybe" is text, not true or false (wrong-type)`},
		{"defaults of a table for a field its kind does not have", named + "spec: { tables: [{ file: a.csv, kind: Outcome, defaults: { units: days } }] }\n-- a.csv --\nid\n",
			`model.yaml:4:60: defaults for Outcome cannot have units (unknown-field). Did you mean unit?`},
		{"defaults that are no map", named + "spec: { defaults: [] }\n", `model.yaml:4:19: defaults is a map of fields (wrong-type)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, strings.Join(problems(t, folder(tt.text)), "\n"))
		})
	}
}

func TestColumns(t *testing.T) {
	m := vocabulary(t)
	columns := modelfile.Columns(m.Kind("Outcome"))
	require.Equal(t, []string{"id", "name"}, columns[:2])
	require.Contains(t, columns, "source.url")
	require.Contains(t, columns, "unit")
	require.NotContains(t, columns, "source")
	journeys := modelfile.Columns(m.Kind("Journey"))
	require.Contains(t, journeys, "stages")
	require.NotContains(t, journeys, "businessCapabilities", "it is derived")
	require.Equal(t, []string{"from", "to", "condition", "share", "loop"}, modelfile.LinkColumns(m.Relationship("NEXT")))
}

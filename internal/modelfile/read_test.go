package modelfile_test

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
)

var update = flag.Bool("update", false, "write golden files anew")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func vocabulary(t testing.TB) *model.Model {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	return m
}

// folder makes a folder of a text in which every file begins with a line such as "-- a.yaml --".
func folder(text string) fstest.MapFS {
	files := fstest.MapFS{}
	name := ""
	for line := range strings.Lines(text) {
		if head := strings.TrimSpace(line); strings.HasPrefix(head, "-- ") && strings.HasSuffix(head, " --") {
			name = strings.TrimSuffix(strings.TrimPrefix(head, "-- "), " --")
			files[name] = &fstest.MapFile{}
		} else if name != "" {
			files[name].Data = append(files[name].Data, line...)
		}
	}
	return files
}

// problems gives the problems of a folder, a line each.
func problems(t testing.TB, files fstest.MapFS) []string {
	t.Helper()
	set, err := modelfile.Read(files, vocabulary(t))
	if err == nil {
		return nil
	}
	require.Nil(t, set)
	var e *model.Error
	require.True(t, errors.As(err, &e), "%v", err)
	require.Equal(t, model.BadUserInput, e.Code)
	var lines []string
	for _, p := range e.Problems {
		lines = append(lines, p.String())
	}
	return lines
}

// stage is a document of a stage, without its last line.
const stage = `apiVersion: carejourney/v1
kind: Stage
metadata: { id: stage:a/1, name: One }
spec:
  stageType: CONSULT
`

// journey is a document of a journey, without its relationships.
const journey = `apiVersion: carejourney/v1
kind: Journey
metadata: { id: journey:a, name: A }
spec:
`

func TestProblems(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing is wrong", "-- a.yaml --\n" + journey, ""},
		{"a key of a map is given twice", "-- a.yaml --\n" + journey + "  owner: us\n  owner: them\n",
			`a.yaml:6:3: owner is given twice, first at a.yaml:5:3 (duplicate-entry)`},
		{"no such kind", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Jurney\nmetadata: { id: journey:a, name: A }\n",
			`a.yaml:2:7: there is no kind "Jurney" (unknown-kind). Did you mean Journey?`},
		{"no kind", "-- a.yaml --\napiVersion: carejourney/v1\nmetadata: { id: journey:a, name: A }\n",
			`a.yaml:1:1: the document has no kind (missing-field). Write for example kind: Journey`},
		{"another version of the format", "-- a.yaml --\napiVersion: carejourney/v2\nkind: Journey\nmetadata: { id: journey:a, name: A }\n",
			`a.yaml:1:13: apiVersion "carejourney/v2" is not known (unknown-value). Write apiVersion: carejourney/v1`},
		{"no version of the format", "-- a.yaml --\nkind: Journey\nmetadata: { id: journey:a, name: A }\n",
			`a.yaml:1:1: the document has no apiVersion (missing-field). Write apiVersion: carejourney/v1`},
		{"a key beside the four of a document", "-- a.yaml --\n" + journey + "status: ACTIVE\n",
			`a.yaml:5:1: status has no meaning here (unknown-field). Use apiVersion, kind, metadata, spec`},
		{"a document that is a list", "-- a.yaml --\n- a\n",
			`a.yaml:1:1: a document is a map with apiVersion, kind, metadata and spec, and this is a list (wrong-type)`},
		{"metadata that is text", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata: journey:a\n",
			`a.yaml:3:11: metadata is a map, and this is text (wrong-type)`},
		{"no metadata", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\n",
			`a.yaml:1:1: the Journey has no id in metadata (missing-field)`},
		{"no id", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata: { name: A }\n",
			`a.yaml:3:11: the Journey has no id in metadata (missing-field)`},
		{"no name", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata:\n  id: journey:a\n",
			`a.yaml:4:7: journey:a has no name (missing-field)`},
		{"a name of blanks", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: journey:a, name: \" \" }\n",
			`a.yaml:3:34: journey:a has no name (missing-field)`},
		{"a misspelt field", "-- a.yaml --\n" + journey + "  ownr: us\n",
			`a.yaml:5:3: Journey has no ownr (unknown-field). Did you mean owner?`},
		{"a field of metadata in spec", "-- a.yaml --\n" + journey + "  status: ACTIVE\n",
			`a.yaml:5:3: status does not belong here (unknown-field). Move it to metadata`},
		{"a field of spec in metadata", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata:\n  id: journey:a\n  name: A\n  owner: us\n",
			`a.yaml:6:3: owner does not belong here (unknown-field). Move it to spec`},
		{"a relationship in metadata", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata:\n  id: journey:a\n  name: A\n  stages: []\n",
			`a.yaml:6:3: stages does not belong here (unknown-field). Move it to spec`},
		{"a derived relationship", "-- a.yaml --\n" + journey + "  businessCapabilities: []\n",
			`a.yaml:5:3: businessCapabilities of Journey is worked out from the rest and cannot be written (unknown-field)`},
		{"a computed field", "-- a.yaml --\n" + journey + "  shape: {}\n",
			`a.yaml:5:3: shape of Journey is worked out from the rest and cannot be written (unknown-field)`},
		{"a misspelt value", "-- a.yaml --\n" + journey + "  journeyKind: EPISODICAL\n",
			`a.yaml:5:16: journeyKind: "EPISODICAL" is not a value of JourneyKind (unknown-value). Did you mean EPISODIC?`},
		{"a misspelt value in a list", "-- a.yaml --\n" + journey + "  lifeStages:\n    - WORKING_AGE\n    - OLD_PEOPLE\n",
			`a.yaml:7:7: lifeStages: "OLD_PEOPLE" is not a value of LifeStage (unknown-value). Did you mean OLDER_PEOPLE?`},
		{"one value where a list is wanted", "-- a.yaml --\n" + journey + "  lifeStages: WORKING_AGE\n",
			`a.yaml:5:15: lifeStages: this is text, not a list (wrong-type). Write [WORKING_AGE]`},
		{"a list where one value is wanted", "-- a.yaml --\n" + journey + "  owner: [us]\n",
			`a.yaml:5:10: owner: this is a list, not a single value (wrong-type)`},
		{"a number where text is wanted", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: journey:a, name: A, version: 1.10 }\n",
			`a.yaml:3:46: version: 1.10 is a number, not text (wrong-type). Put it in quotes: "1.10"`},
		{"true where text is wanted", "-- a.yaml --\n" + journey + "  owner: true\n",
			`a.yaml:5:10: owner: true is true or false, not text (wrong-type). Put it in quotes: "true"`},
		{"text where a Boolean is wanted", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: journey:a, name: A, illustrative: yes }\n",
			`a.yaml:3:51: illustrative: "yes" is text, not true or false (wrong-type)`},
		{"a number in quotes", "-- a.yaml --\n" + stage + "  typicalDays: \"14\"\n  journey: journey:a\n---\n" + journey,
			`a.yaml:6:16: typicalDays: "14" is text, not a number (wrong-type). Write it without quotes: 14
a.yaml:7:12: HAS_STAGE from journey:a to stage:a/1 has no order (missing-field)`},
		{"a number that readers disagree about", "-- a.yaml --\n" + journey + "  stages: [{ id: stage:a/1, name: One, stageType: CONSULT, typicalDays: 012 }]\n",
			`a.yaml:5:73: typicalDays: 012 is not a number (wrong-type)`},
		{"a number out of range", "-- a.yaml --\n" + journey + "  stages: [{ id: stage:a/1, name: One, stageType: CONSULT, typicalDays: -1 }]\n",
			`a.yaml:5:73: typicalDays: -1 is outside 0 to any (out-of-range)`},
		{"a day that is not in the calendar", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: journey:a, name: A, lastReviewed: 2026-02-30 }\n",
			`a.yaml:3:51: lastReviewed: "2026-02-30" is not a date, write YYYY-MM-DD (wrong-type)`},
		{"days the wrong way round", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata:\n  id: journey:a\n  name: A\n  validTo: 2026-01-01\n  validFrom: 2026-01-02\n",
			`a.yaml:6:12: validTo 2026-01-01 is before validFrom 2026-01-02 (dates-reversed)`},
		{"a misspelt member of a group", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: journey:a, name: A, source: { link: x } }\n",
			`a.yaml:3:47: source cannot have link (unknown-field). Use url, publisher, licence, retrieved`},
		{"a group that is text", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: journey:a, name: A, source: x }\n",
			`a.yaml:3:45: source is a map, and this is text (wrong-type)`},
		{"a wrong member of a group", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: journey:a, name: A, source: { retrieved: today } }\n",
			`a.yaml:3:58: source.retrieved: "today" is not a date, write YYYY-MM-DD (wrong-type)`},
		{"an id of another kind", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: stage:a, name: A }\n",
			`a.yaml:3:17: "stage:a" cannot be an id of kind Journey, which is journey: and a name of its own (bad-id). Write journey:a`},
		{"an id that is a number", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: 7, name: A }\n",
			`a.yaml:3:17: id is text, and this is a number (wrong-type). Put it in quotes: "7"`},
		{"an id twice", "-- a.yaml --\n" + journey + "-- b.yaml --\n\n" + journey,
			`b.yaml:4:17: journey:a is described twice, first at a.yaml:3:17 (duplicate-id)`},
		{"the same value of a unique field", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Organisation\nmetadata: { id: organisation:z, name: Z }\nspec: { odsCode: RR8 }\n" +
			"---\napiVersion: carejourney/v1\nkind: Organisation\nmetadata: { id: organisation:a, name: A }\nspec: { odsCode: RR8 }\n",
			`a.yaml:9:18: organisation:a and organisation:z have the same odsCode, "RR8"; the first is at a.yaml:4:18 (duplicate-key)`},
		{"a reference to nothing", "-- a.yaml --\n" + journey + "  outcomes: [outcome:wel]\n---\napiVersion: carejourney/v1\nkind: Outcome\nmetadata: { id: outcome:well, name: Well }\n",
			`a.yaml:5:14: there is no "outcome:wel" (unknown-reference). Did you mean outcome:well?`},
		{"a reference to another kind", "-- a.yaml --\n" + journey + "  outcomes: [journey:a]\n",
			`a.yaml:5:14: AIMS_AT cannot lead from journey:a (Journey) to journey:a (Journey) (wrong-kind). From Journey it leads to Outcome`},
		{"a relationship at both ends", "-- a.yaml --\n" + journey + "  stages: [stage:a/1]\n---\n" + stage + "  journey: { to: journey:a, order: 1 }\n",
			`a.yaml:12:18: HAS_STAGE from journey:a to stage:a/1 is written twice, first at a.yaml:5:12 (duplicate-relationship)`},
		{"a list for a single relationship", "-- a.yaml --\n" + stage + "  journey: [{ to: journey:a, order: 1 }]\n---\n" + journey,
			"a.yaml:6:12: journey takes one entry, not a list (wrong-type)"},
		{"one entry where a list is wanted", "-- a.yaml --\n" + journey + "  stages: stage:a/1\n",
			`a.yaml:5:11: stages takes a list, and this is text (wrong-type). Write [stage:a/1]`},
		{"an entry that is a number", "-- a.yaml --\n" + journey + "  stages: [7]\n",
			`a.yaml:5:12: an entry of stages is an id or a map, and this is a number (wrong-type)`},
		{"an entry without to or id", "-- a.yaml --\n" + journey + "  stages: [{ name: One }]\n",
			`a.yaml:5:12: an entry needs to, for a node described elsewhere, or id, for one described here (missing-field)`},
		{"a property the relationship does not have", "-- a.yaml --\n" + journey + "  stages: [{ to: stage:a/1, name: One }]\n---\n" + stage,
			`a.yaml:5:29: HAS_STAGE has no property name (unknown-field). name is a field of Stage: describe the node with id instead of to`},
		{"a wrong property of a reference", "-- a.yaml --\n" + journey + "  stages: [{ to: stage:a/1, order: first }]\n---\n" + stage,
			`a.yaml:5:36: order: "first" is text, not a whole number (wrong-type)`},
		{"a wrong property of a node described here", "-- a.yaml --\n" + journey + "  stages: [{ id: stage:a/1, name: One, stageType: CONSULT, edge: { order: x, y: z } }]\n",
			"a.yaml:5:75: order: \"x\" is text, not a whole number (wrong-type)\na.yaml:5:78: HAS_STAGE has no property y (unknown-field). Use order"},
		{"a node described here without what it needs", "-- a.yaml --\n" + journey + "  stages:\n    - id: stage:a/1\n      name: One\n      stageTpe: CONSULT\n",
			"a.yaml:6:11: stage:a/1 has no stageType (missing-field)\na.yaml:8:7: Stage has no stageTpe (unknown-field). Did you mean stageType?"},
		{"a node described here of a kind that does not fit", "-- a.yaml --\n" + journey + "  stages: [{ id: outcome:x, name: X }]\n",
			`a.yaml:5:18: HAS_STAGE cannot lead from journey:a (Journey) to outcome:x (Outcome) (wrong-kind). From Journey it leads to Stage`},
		{"the kind of a node described here cannot be told", "-- a.yaml --\napiVersion: carejourney/v1\nkind: Touchpoint\nmetadata: { id: touchpoint:a, name: A }\nspec:\n  channel: WEB\n  stage: { to: stage:a/1, order: 1 }\n  providedThrough: [{ id: servce:x, name: X }]\n---\n" + stage + "  journey: { to: journey:a, order: 1 }\n---\n" + journey,
			`a.yaml:7:27: "servce:x" does not begin like the id of any kind that providedThrough leads to (bad-id). Did you mean service?`},
		{"NEXT leaves the journey", "-- a.yaml --\n" + journey + "  stages: [{ id: stage:a/1, name: One, stageType: CONSULT, next: [stage:b/1] }]\n---\napiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: journey:b, name: B }\nspec:\n  stages: [{ id: stage:b/1, name: One, stageType: CONSULT }]\n",
			`a.yaml:5:67: stage:a/1 is a stage of journey:a, and stage:b/1 of journey:b (next-outside-journey). Use leadsTo: journey:b`},
		{"a stage without a journey", "-- a.yaml --\n" + stage,
			`a.yaml:3:17: stage:a/1 has no journey, and every Stage needs one (stage-without-journey)`},
		{"a stage with two journeys", "-- a.yaml --\n" + journey + "  stages: [stage:a/1]\n---\n" + stage + "---\napiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: journey:b, name: B }\nspec:\n  stages: [stage:a/1]\n",
			`a.yaml:17:12: stage:a/1 can have one journey only, not both journey:a and journey:b; the first is at a.yaml:5:12 (two-parents)`},
		{"a capability is part of itself", "-- a.yaml --\napiVersion: carejourney/v1\nkind: BusinessCapability\nmetadata: { id: business-capability:a, name: A }\nspec:\n  parent: business-capability:b\n---\napiVersion: carejourney/v1\nkind: BusinessCapability\nmetadata: { id: business-capability:b, name: B }\nspec:\n  parent: business-capability:a\n",
			`a.yaml:5:11: part of itself: business-capability:a → business-capability:b → business-capability:a (part-of-cycle)`},
		{"shares over one", "-- a.yaml --\n" + journey + "  stages:\n    - id: stage:a/1\n      name: One\n      stageType: CONSULT\n      next:\n        - { to: stage:a/2, share: 0.7 }\n        - { to: stage:a/3, share: 0.5 }\n    - { id: stage:a/2, name: Two, stageType: CONSULT }\n    - { id: stage:a/3, name: Three, stageType: CONSULT }\n",
			`a.yaml:9:7: the shares of 2 ways on from stage:a/1 add up to 1.2, which is more than 1 (share-over-one)`},
		{"an NHS number in text", "-- a.yaml --\n" + journey + "  owner: ask 943 476 5919\n",
			`a.yaml:5:10: owner holds ten digits that are a valid NHS number (nhs-number). No patient data belongs in a model: take it out`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, strings.Join(problems(t, folder(tt.text)), "\n"))
		})
	}
}

func TestManyProblemsAtOnce(t *testing.T) {
	const golden = "testdata/problems.golden"
	_, err := modelfile.Read(os.DirFS("testdata/problems"), vocabulary(t))
	require.Error(t, err)
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(err.Error()+"\n"), 0o644))
	}
	want, failed := os.ReadFile(golden)
	require.NoError(t, failed)
	require.Equal(t, string(want), err.Error()+"\n")
}

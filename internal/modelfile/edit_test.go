package modelfile_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
)

func careModel(t *testing.T) *model.Model {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "graph", "schema", "model.graphqls"))
	require.NoError(t, err)
	m, err := model.Parse(&ast.Source{Name: "model.graphqls", Input: string(text)})
	require.NoError(t, err)
	return m
}

func readEdit(t *testing.T, text string) (*modelfile.Edit, error) {
	t.Helper()
	return modelfile.ReadEdit(fstest.MapFS{"edit.yaml": {Data: []byte(text)}}, "edit.yaml", careModel(t))
}

func TestAnEditSaysOnlyWhatIsWritten(t *testing.T) {
	edit, err := readEdit(t, `apiVersion: carejourney/v1
kind: ChangeSet
metadata: { name: Scan in the community }
spec:
  expectedVersion: 12
  delete: [stage:x/old]
  disconnect:
    - { from: stage:x/a, relationship: NEXT, to: stage:x/b }
---
apiVersion: carejourney/v1
kind: Journey
metadata: { id: journey:x, description: null, source: null }
spec:
  lifeStages: []
  stages:
    - { id: stage:x/a, name: Scan, careSettings: [COMMUNITY], edge: { order: 2 } }
    - { to: stage:x/b }
`)
	require.NoError(t, err)
	m := careModel(t)
	version := model.Version(12)
	require.Equal(t, "Scan in the community", edit.Message)
	require.Equal(t, edit.Expected, &version)
	require.Equal(t, []model.Change{
		model.DeleteLink{Type: m.Relationship("NEXT"), From: "stage:x/a", To: "stage:x/b"},
		model.DeleteElement{ID: "stage:x/old"},
		model.PutElement{Merge: true, Element: model.Element{ID: "journey:x", Kind: m.Kind("Journey"), Props: model.Props{
			"description": nil, "lifeStages": []string(nil), "sourceUrl": nil, "sourcePublisher": nil, "sourceLicence": nil, "sourceRetrieved": nil,
		}}},
		model.PutElement{Merge: true, Element: model.Element{ID: "stage:x/a", Kind: m.Kind("Stage"), Props: model.Props{"name": "Scan", "careSettings": []string{"COMMUNITY"}}}},
		model.PutLink{Merge: true, Link: model.Link{Type: m.Relationship("HAS_STAGE"), From: "journey:x", To: "stage:x/a", Props: model.Props{"order": int64(2)}}},
		model.PutLink{Merge: true, Link: model.Link{Type: m.Relationship("HAS_STAGE"), From: "journey:x", To: "stage:x/b", Props: model.Props{}}},
	}, edit.Ops)
	for op, place := range [][2]int{{8, 7}, {6, 12}, {12, 17}, {16, 13}, {16, 13}, {17, 13}} {
		p := edit.Place(op, "", model.Problem{Message: "x"})
		require.Equal(t, [2]int{p.Line, p.Column}, place, "change %d", op)
	}
	name := edit.Place(3, "name", model.Problem{})
	require.Equal(t, [2]int{16, 30}, [2]int{name.Line, name.Column}, "the place of a field")
	require.Equal(t, model.Problem{Rule: "r"}, edit.Place(99, "", model.Problem{Rule: "r"}))
}

func TestEverythingWrongWithAnEditIsReportedWithItsPlace(t *testing.T) {
	const envelope = "apiVersion: carejourney/v1\nkind: ChangeSet\n"
	tests := []struct{ name, text, want string }{
		{"nothing in it", "# nothing\n", "edit.yaml:1:1: the file asks for no change (missing-field)"},
		{"an unknown word", envelope + "spec: { remove: [a:b] }\n", "edit.yaml:3:9: remove has no meaning here (unknown-field)"},
		{"ids that are no list", envelope + "spec: { delete: stage:x }\n", "edit.yaml:3:17: delete takes a list, and this is text (wrong-type)"},
		{"a number for an id", envelope + "spec: { delete: [7] }\n", "edit.yaml:3:18: delete lists ids, and this is a number (wrong-type)"},
		{"a version that is none", envelope + "spec: { expectedVersion: soon, delete: [a:b] }\n", "edit.yaml:3:26: expectedVersion is a whole number from 1 (wrong-type)"},
		{"a relationship half said", envelope + "spec: { disconnect: [{ from: stage:x, relationship: NEXT }] }\n", "edit.yaml:3:22: an entry of disconnect needs to (missing-field)"},
		{"a relationship that is not there", envelope + "spec: { disconnect: [{ from: stage:x, relationship: NEXTT, to: stage:y }] }\n", `edit.yaml:3:53: there is no relationship "NEXTT" (unknown-kind). Did you mean NEXT?`},
		{"two sets of changes", envelope + "spec: { delete: [a:b] }\n---\n" + envelope, "edit.yaml:6:7: a file has one ChangeSet only, and the first is at edit.yaml:2:7 (duplicate-id)"},
		{"a kind that is not there", "apiVersion: carejourney/v1\nkind: ModelSet\nmetadata: { id: x }\n", `edit.yaml:2:7: there is no kind "ModelSet" (unknown-kind)`},
		{"a field that is not there", "apiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: journey:x, nam: X }\n", "edit.yaml:3:28: Journey has no nam (unknown-field). Did you mean name?"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := readEdit(t, test.text)
			require.Equal(t, model.BadUserInput, model.CodeOf(err))
			require.Contains(t, err.Error(), test.want)
		})
	}
}

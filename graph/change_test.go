package graph_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

func TestAChangeSaysTheSameAsALiteralAndAsAVariable(t *testing.T) {
	b := newBench(t)
	literal := b.ops(b.run(`mutation { apply(changes: [
		{stage: {id: "stage:x/y", name: "Scan", stageType: INVESTIGATE, careSettings: [HOSPITAL, MATERNITY], typicalDays: 3, p90Days: 7.5,
			illustrative: true, lastReviewed: "2026-11-03", source: {url: "https://example.org", retrieved: "2026-11-01"}}}
		{connect: {hasStage: {from: "journey:x", to: "stage:x/y", properties: {order: 2}}}}
		{disconnect: {next: {from: "stage:x/y", to: "stage:x/z"}}}
		{delete: "stage:x/z"}
	]) { version } }`, ""))
	b.store.asked = nil
	variable := b.ops(b.apply(`[
		{"stage": {"id": "stage:x/y", "name": "Scan", "stageType": "INVESTIGATE", "careSettings": ["HOSPITAL", "MATERNITY"], "typicalDays": 3, "p90Days": 7.5,
			"illustrative": true, "lastReviewed": "2026-11-03", "source": {"url": "https://example.org", "retrieved": "2026-11-01"}}},
		{"connect": {"hasStage": {"from": "journey:x", "to": "stage:x/y", "properties": {"order": 2}}}},
		{"disconnect": {"next": {"from": "stage:x/y", "to": "stage:x/z"}}},
		{"delete": "stage:x/z"}
	]`))
	want := []model.Change{
		model.PutElement{Merge: true, Element: model.Element{ID: "stage:x/y", Kind: b.model.Kind("Stage"), Props: model.Props{
			"name": "Scan", "stageType": "INVESTIGATE", "careSettings": []string{"HOSPITAL", "MATERNITY"}, "typicalDays": 3.0, "p90Days": 7.5,
			"illustrative": true, "lastReviewed": "2026-11-03", "sourceUrl": "https://example.org", "sourceRetrieved": "2026-11-01",
		}}},
		model.PutLink{Merge: true, Link: model.Link{Type: b.model.Relationship("HAS_STAGE"), From: "journey:x", To: "stage:x/y", Props: model.Props{"order": int64(2)}}},
		model.DeleteLink{Type: b.model.Relationship("NEXT"), From: "stage:x/y", To: "stage:x/z"},
		model.DeleteElement{ID: "stage:x/z"},
	}
	require.Equal(t, want, literal)
	require.Equal(t, want, variable)
}

func TestFieldsLeftOutStayAndNullRemoves(t *testing.T) {
	b := newBench(t)
	ops := b.ops(b.run(`mutation($absent: String, $null: String) { apply(changes: [
		{stage: {id: "stage:x", name: $absent, description: $null, careSettings: null, source: null}}
		{connect: {hasStage: {from: "journey:x", to: "stage:x", properties: null}}}
	]) { version } }`, `{"null": null}`))
	require.Equal(t, model.Props{
		"description": nil, "careSettings": nil, "sourceUrl": nil, "sourcePublisher": nil, "sourceLicence": nil, "sourceRetrieved": nil,
	}, ops[0].(model.PutElement).Element.Props)
	require.Empty(t, ops[1].(model.PutLink).Link.Props)
}

func TestASingleValueStandsForAListOfOne(t *testing.T) {
	b := newBench(t)
	want := []model.Change{model.PutElement{Merge: true, Element: model.Element{
		ID: "stage:x", Kind: b.model.Kind("Stage"), Props: model.Props{"careSettings": []string{"HOSPITAL"}},
	}}}
	require.Equal(t, want, b.ops(b.run(`mutation { apply(changes: {stage: {id: "stage:x", careSettings: HOSPITAL}}) { version } }`, "")))
	b.store.asked = nil
	require.Equal(t, want, b.ops(b.apply(`{"stage": {"id": "stage:x", "careSettings": "HOSPITAL"}}`)))
}

func TestValuesThatNoRuleCanJudgeAreReportedWithTheirPath(t *testing.T) {
	tests := []struct{ name, changes, problems string }{
		{
			"two entries", `[{"delete":"a:b","journey":{"id":"journey:x"}}]`,
			`[{"path":["changes",0],"rule":"exactly-one","message":"There are 2 entries (delete, journey): give exactly one"}]`,
		},
		{
			"no entry", `[{"delete":"a:b"},{}]`,
			`[{"path":["changes",1],"rule":"exactly-one","message":"There is nothing in it: give exactly one entry"}]`,
		},
		{
			"an entry that is null", `[{"delete":null}]`,
			`[{"path":["changes",0,"delete"],"rule":"exactly-one","message":"delete is null: give it a value"}]`,
		},
		{
			"two relationships at once", `[{"connect":{"next":{"from":"stage:x","to":"stage:y"},"hasStage":{"from":"journey:x","to":"stage:x"}}}]`,
			`[{"path":["changes",0,"connect"],"rule":"exactly-one","message":"There are 2 entries (hasStage, next): give exactly one"}]`,
		},
		{
			"a number in a list of texts", `[{"stage":{"id":"stage:x","careSettings":["HOSPITAL"]}},{"personGroup":{"id":"person-group:x","needs":["quiet",5]}}]`,
			`[{"path":["changes",1,"personGroup","needs",1],"rule":"wrong-type","message":"5 is not text"}]`,
		},
		{
			"an object for a date", `[{"journey":{"id":"journey:x","lastReviewed":{"year":2026}}}]`,
			`[{"path":["changes",0,"journey","lastReviewed"],"rule":"wrong-type","message":"lastReviewed takes a single value"}]`,
		},
		{
			"everything at once", `[{},{"journey":{"id":"journey:x","__typename":"JourneyInput"}}]`,
			`[{"path":["changes",0],"rule":"exactly-one","message":"There is nothing in it: give exactly one entry"},
			  {"path":["changes",1,"journey","__typename"],"rule":"unknown-field","message":"__typename cannot be written"}]`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			response := b.apply(test.changes)
			require.False(t, b.refused, "the validator lets it pass")
			require.JSONEq(t, test.problems, b.problems(response))
			require.Equal(t, "BAD_USER_INPUT", response.Errors[0].Extensions["code"])
			require.Empty(t, b.store.asked)
		})
	}
}

func TestValuesOfTheWrongTypeReachTheStoreAsTheyAre(t *testing.T) {
	b := newBench(t)
	ops := b.ops(b.apply(`[{"stage":{"id":7,"name":5,"stageType":"treatment","typicalDays":"3"}}]`))
	e := ops[0].(model.PutElement).Element
	require.Equal(t, "7", e.ID, "GraphQL lets an ID be a whole number")
	require.Equal(t, int64(5), e.Props["name"])
	require.Equal(t, "treatment", e.Props["stageType"])
	require.Equal(t, "3", e.Props["typicalDays"])
}

func TestNumbersOfAnEmbeddedCallerMayBeFloats(t *testing.T) {
	b := newBench(t)
	ops := b.ops(b.runWith(`mutation($change: [ChangeInput!]!) { apply(changes: $change) { version } }`, map[string]any{"change": []any{
		map[string]any{"connect": map[string]any{"hasStage": map[string]any{"from": "journey:x", "to": "stage:x", "properties": map[string]any{"order": 2.0}}}},
		map[string]any{"stage": map[string]any{"id": "stage:x", "typicalDays": 3.0}},
	}}))
	require.Equal(t, int64(2), ops[0].(model.PutLink).Link.Props["order"])
	require.Equal(t, 3.0, ops[1].(model.PutElement).Element.Props["typicalDays"])
}

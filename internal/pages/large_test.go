package pages_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// In a large model nobody waits for what has to be followed over many links unless they ask for it.
func TestALargeModelSaysWhatItLeavesOutAndWorksItOutWhenAsked(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	elements := []model.Element{
		{ID: "stage:s", Kind: m.Kind("Stage"), Props: model.Props{"name": "Only stage", "stageType": "CONSULT"}},
		{ID: "business-capability:c", Kind: m.Kind("BusinessCapability"), Props: model.Props{"name": "Assess"}},
	}
	for i := range 1001 {
		elements = append(elements, model.Element{ID: "journey:" + strconv.Itoa(i), Kind: m.Kind("Journey"), Props: model.Props{"name": "Journey " + strconv.Itoa(i), "journeyKind": "URGENT"}})
	}
	st, err := embedded.Load(m, elements, []model.Link{
		{Type: m.Relationship("HAS_STAGE"), From: "journey:7", To: "stage:s", Props: model.Props{"order": int64(1)}},
		{Type: m.Relationship("ENABLES"), From: "business-capability:c", To: "stage:s", Props: model.Props{"role": "PRIMARY"}},
	})
	require.NoError(t, err)
	p := site(t, st)

	list := get(t, p, "/business-capabilities").Body.String()
	require.Contains(t, list, `<a href="/business-capabilities?sort=-journeysCount">count them</a>`)
	require.NotContains(t, list, ">Journeys</a></th>")
	require.Contains(t, get(t, p, "/business-capabilities?sort=-journeysCount").Body.String(), `numeric">1</td>`)

	node := get(t, p, "/business-capabilities/c").Body.String()
	require.Contains(t, node, `<a href="?show=reached">Work them out</a>`)
	require.NotContains(t, node, "Journey 7")
	soundPage(t, node)
	require.Contains(t, get(t, p, "/business-capabilities/c?show=reached").Body.String(), "Journey 7")
}

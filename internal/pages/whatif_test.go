package pages_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

func TestOfAGreatManyStagesThatBreakTheFirstAreListedAndAllAreCounted(t *testing.T) {
	const journeys = 1200
	m, err := schema.Model()
	require.NoError(t, err)
	elements := []model.Element{
		{ID: "business-capability:c", Kind: m.Kind("BusinessCapability"), Props: model.Props{"name": "Book"}},
		{ID: "service:n", Kind: m.Kind("Service"), Props: model.Props{"name": "Booking service"}},
	}
	links := []model.Link{{Type: m.Relationship("REALISES"), From: "service:n", To: "business-capability:c", Props: model.Props{"coverage": "FULL"}}}
	for i := range journeys {
		n := strconv.Itoa(i)
		elements = append(
			elements,
			model.Element{ID: "journey:" + n, Kind: m.Kind("Journey"), Props: model.Props{"name": "Journey " + n, "journeyKind": "URGENT"}},
			model.Element{ID: "stage:" + n, Kind: m.Kind("Stage"), Props: model.Props{"name": "Call " + n, "stageType": "CONTACT"}},
		)
		links = append(
			links,
			model.Link{Type: m.Relationship("HAS_STAGE"), From: "journey:" + n, To: "stage:" + n, Props: model.Props{"order": int64(1)}},
			model.Link{Type: m.Relationship("ENABLES"), From: "business-capability:c", To: "stage:" + n, Props: model.Props{"role": "PRIMARY"}},
		)
	}
	st, err := embedded.Load(m, elements, links)
	require.NoError(t, err)
	p := site(t, st)

	const gone = "/what-if?remove=service:n"
	first := get(t, p, gone).Body.String()
	require.Contains(t, first, "<strong>1,200</strong> journeys cut")
	require.Contains(t, first, "<strong>1,200</strong> stages break")
	require.Equal(t, 100, strings.Count(first, `<span class="gap-mark">closed</span>`))
	require.Contains(t, first, `">List all</a>`)
	require.Contains(t, first, "show=all")
	soundPage(t, first)
	all := get(t, p, gone+"&show=all").Body.String()
	require.Equal(t, journeys, strings.Count(all, `<span class="gap-mark">closed</span>`))
	require.Contains(t, all, "<strong>1,200</strong> stages break")
	require.NotContains(t, all, ">List all</a>")
}

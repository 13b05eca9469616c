package pages_test

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/pages"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// In a large model nobody waits for what has to be followed over many links unless they ask for it.
func TestALargeModelSaysWhatItLeavesOutAndWorksItOutWhenAsked(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	elements := []model.Element{
		{ID: "stage:s", Kind: m.Kind("Stage"), Props: model.Props{"name": "Only stage", "stageType": "CONSULT"}},
		{ID: "business-capability:c", Kind: m.Kind("BusinessCapability"), Props: model.Props{"name": "Assess"}},
		{ID: "organisation:a", Kind: m.Kind("Organisation"), Props: model.Props{"name": "Area A"}},
		{ID: "organisation:b", Kind: m.Kind("Organisation"), Props: model.Props{"name": "Area B"}},
		{ID: "service:n", Kind: m.Kind("Service"), Props: model.Props{"name": "Everywhere", "level": "NATIONAL"}},
	}
	for i := range 1001 {
		elements = append(elements, model.Element{ID: "journey:" + strconv.Itoa(i), Kind: m.Kind("Journey"), Props: model.Props{"name": "Journey " + strconv.Itoa(i), "journeyKind": "URGENT"}})
	}
	st, err := embedded.Load(m, elements, []model.Link{
		{Type: m.Relationship("HAS_STAGE"), From: "journey:7", To: "stage:s", Props: model.Props{"order": int64(1)}},
		{Type: m.Relationship("ENABLES"), From: "business-capability:c", To: "stage:s", Props: model.Props{"role": "PRIMARY"}},
		{Type: m.Relationship("REALISES"), From: "service:n", To: "business-capability:c", Props: model.Props{"coverage": "FULL"}},
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

	lost := get(t, p, "/what-if?remove=business-capability:c").Body.String()
	require.Contains(t, lost, "show=reached")
	require.NotContains(t, lost, "→")
	require.Contains(t, lost, "<strong>1</strong> stage breaks")
	require.Contains(t, lost, "what-breaks", "the question that finds it without reading every stage")
	soundPage(t, lost)
	require.Contains(t, get(t, p, "/what-if?remove=business-capability:c&show=reached").Body.String(), "1 → 0")

	// Comparisons leave out what is reached over many links, and areas which services there are.
	journeys := "/compare?first=journey:7&second=journey:8"
	compared := get(t, p, journeys).Body.String()
	require.Contains(t, compared, "Compare these too")
	require.NotContains(t, compared, "<h3>Kinds of service</h3>")
	soundPage(t, compared)
	require.Contains(t, get(t, p, journeys+"&show=reached").Body.String(), "<h3>Kinds of service</h3>")
	areas := "/compare?what=areas&journey=journey:7&first=organisation:a&second=organisation:b"
	compared = get(t, p, areas).Body.String()
	require.Contains(t, compared, "Compare these too")
	require.Contains(t, compared, "1 in both")
	require.NotContains(t, compared, ">Services<")
	whole := get(t, p, areas+"&show=reached").Body.String()
	require.NotContains(t, whole, "Compare these too")
	require.Contains(t, whole, "1 in both", "what is in both is the same without the services")
	require.Contains(t, get(t, p, areas+"&format=csv").Body.String(), "Services", "files have all")

	// Where a gap is may be most of a country, so it has a page of its own; what would be too long is refused with a way on.
	found := get(t, p, "/gaps").Body.String()
	require.Contains(t, found, "1,006 gaps")
	require.Contains(t, found, `<a href="/gaps?subject=stage%3as">`)
	require.NotContains(t, found, "<dt>Proof</dt>")
	require.NotContains(t, found, `name="journey"`, "a menu of a thousand journeys")
	soundPage(t, found)
	require.Contains(t, get(t, p, "/gaps?subject=journey:8").Body.String(), "<dt>Proof</dt>")
	matrix := get(t, p, "/gaps/matrix")
	require.Equal(t, 400, matrix.Code)
	require.Contains(t, matrix.Body.String(), "too many for a matrix")
	file := get(t, p, "/gaps.csv")
	require.Equal(t, 400, file.Code)
	require.Contains(t, file.Body.String(), "carejourney gaps -o csv")
	require.Equal(t, 200, get(t, p, "/gaps.csv?journey=journey:8").Code)
	require.NotContains(t, found, "as a matrix")

	// And no page keeps anybody waiting.
	var waits []time.Duration
	hasty := siteWith(t, func(c *pages.Config) {
		c.After = func(d time.Duration) <-chan time.Time { waits = append(waits, d); return nil }
	}, st)
	require.Equal(t, 200, get(t, hasty, "/gaps").Code)
	require.Equal(t, []time.Duration{25 * time.Millisecond}, waits)
}

// tooMuch is a store for which questions that begin with some root are too much.
type tooMuch struct {
	store.Store
	root string
}

func (s tooMuch) Execute(ctx context.Context, q *plan.Query) (*plan.Result, error) {
	for _, root := range q.Roots {
		if strings.HasPrefix(root.Key, s.root) {
			return nil, plan.TooCostly(1e9, 1)
		}
	}
	return s.Store.Execute(ctx, q)
}

// Where something is too much to be worked out, a page keeps what it can show and says what to do instead.
func TestWhatIsTooMuchIsSaidOnAPageThatHelpsOn(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	traced := get(t, site(t, tooMuch{small(t, m), "traced"}), "/journeys/asthma?trace=business-capability:c&focus=stage:asthma/plan")
	require.Equal(t, 400, traced.Code)
	require.Contains(t, traced.Body.String(), "Open the page of one stage")
	require.Contains(t, traced.Body.String(), "<svg", "the map is there")
	soundPage(t, traced.Body.String())

	p := site(t, tooMuch{small(t, m), "whatIf"})
	everywhere := get(t, p, "/what-if?remove=stage:asthma/plan")
	require.Equal(t, 400, everywhere.Code)
	require.Contains(t, everywhere.Body.String(), "Choose one journey")
	require.Contains(t, everywhere.Body.String(), `name="remove" value="stage:asthma/plan"`, "what was chosen is kept")
	soundPage(t, everywhere.Body.String())
	require.Contains(t, get(t, p, "/what-if?remove=stage:asthma/plan&journey=journey:asthma").Body.String(), "Take away something smaller")
}

// With a hundred journeys a page of gaps that names all they touch is several megabytes long.
func TestAListOfGapsSaysWhereTheyAreOnPagesOfTheirOwnOnceThereAreMany(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	for journeys, single := range map[int]bool{100: false, 101: true} {
		var elements []model.Element
		for i := range journeys {
			elements = append(elements, model.Element{ID: "journey:" + strconv.Itoa(i), Kind: m.Kind("Journey"), Props: model.Props{"name": "Journey " + strconv.Itoa(i), "journeyKind": "URGENT"}})
		}
		st, err := embedded.Load(m, elements, nil)
		require.NoError(t, err)
		p := site(t, st)
		found := get(t, p, "/gaps").Body.String()
		require.Equal(t, single, strings.Contains(found, `<a href="/gaps?subject=journey%3a1">`))
		require.Equal(t, !single, strings.Contains(found, "<dt>Proof</dt>"))
		require.Contains(t, found, `name="journey"`, "there are not too many for a menu")
		require.Contains(t, found, "as a matrix")
		require.Contains(t, get(t, p, "/gaps?subject=journey:8").Body.String(), "<dt>Proof</dt>")
	}
}

package pages_test

import (
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

func TestWhatIsExploredHasFilesInEveryFormat(t *testing.T) {
	p := site(t)
	for _, query := range []string{"?node=journey:asthma&depth=2", "?node=journey:asthma&to=stage:asthma/plan"} {
		for _, format := range diagram.FormatsOf("neighbourhood") {
			w := get(t, p, "/explore."+format+query)
			require.Equal(t, http.StatusOK, w.Code, format)
			require.NotEmpty(t, w.Body.Bytes(), format)
		}
	}
	require.Contains(t, get(t, p, "/explore.csv?node=journey:asthma&to=stage:asthma/plan").Body.String(), "1,Asthma in a child,has stage,Make a plan")
	require.Contains(t, get(t, p, "/explore.csv?node=journey:asthma&depth=2").Body.String(), "1,Review <b>,next,Make a plan,share: 50%")
	require.Equal(t, http.StatusNotFound, get(t, p, "/explore.gif?node=journey:asthma").Code)
	require.Equal(t, http.StatusBadRequest, get(t, p, "/explore.svg").Code)
}

func TestWhatIsIllustrativeIsSaidToBeSoWhereItIsExplored(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	st, err := embedded.Load(m, []model.Element{{ID: "standard:a", Kind: m.Kind("Standard"), Props: model.Props{"name": "A", "standardStatus": "ACTIVE", "illustrative": true}}}, nil)
	require.NoError(t, err)
	p := site(t, st)
	require.Contains(t, get(t, p, "/explore?node=standard:a").Body.String(), "some of this was written for demonstration")
	require.Contains(t, get(t, p, "/explore.csv?node=standard:a").Body.String(), "Illustrative content")
	require.NotContains(t, get(t, site(t), "/explore?node=journey:asthma").Body.String(), "some of this was written for demonstration")
}

// hub gives a graph of an organisation that offers so many services.
func hub(t *testing.T, services int) *embedded.Store {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	nodes := []model.Element{{ID: "organisation:hub", Kind: m.Kind("Organisation"), Props: model.Props{"name": "Hub", "orgType": "NHS_TRUST"}}}
	var links []model.Link
	for i := range services {
		id := fmt.Sprintf("service:s%04d", i)
		nodes = append(nodes, model.Element{ID: id, Kind: m.Kind("Service"), Props: model.Props{"name": fmt.Sprintf("Service %04d", i)}})
		links = append(links, model.Link{Type: m.Relationship("OFFERS"), From: "organisation:hub", To: id})
	}
	st, err := embedded.Load(m, nodes, links)
	require.NoError(t, err)
	return st
}

// A national organisation has thousands of services: some of each relationship are read, and how many there are is said.
func TestOfVeryManyTheFirstAreDrawnAndTheRestCounted(t *testing.T) {
	p := site(t, hub(t, 3000))
	for _, depth := range []string{"1", "3"} {
		body := get(t, p, "/explore?node=organisation:hub&depth="+depth).Body.String()
		require.Contains(t, body, "Showing 200 of at least 3,000 things", depth)
		require.Contains(t, body, "and 2,800 more", depth)
		require.Contains(t, body, `href="/organisations/hub?show=all#`, depth)
		require.Equal(t, 200, strings.Count(body, `role="listitem"`), depth)
		require.Less(t, len(body), 500_000, depth)
	}
	far := get(t, p, "/explore?node=service:s0001&depth=2").Body.String()
	require.Contains(t, far, "Service 0002")
	require.Contains(t, far, "at least 3,000 things")

	// From the far end of a link the way is found, though the hub does not name it among its first.
	require.Contains(t, get(t, p, "/explore?node=service:s2998&to=service:s2999").Body.String(), "2 links:")
}

// Of what is farther away 12 of each relationship are read, and more only where these are not as much as is taken.
func TestWhatIsFartherAwayIsReadAsFarAsItIsTaken(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	for _, c := range []struct {
		stages, contacts int
		said             string
		links            int
	}{
		{3, 11, "Showing 36 things.", 3 + 3*11},
		{3, 20, "Showing 63 things.", 3 + 3*20},
		{3, 60, "Showing 75 things. There are more.", 3 + 3*24},
		{40, 30, "Showing 200 of at least 520 things", 40 + 460},
	} {
		nodes := []model.Element{{ID: "journey:j", Kind: m.Kind("Journey"), Props: model.Props{"name": "J", "journeyKind": "URGENT"}}}
		var links []model.Link
		for i := range c.stages {
			stage := fmt.Sprintf("stage:s%02d", i)
			nodes = append(nodes, model.Element{ID: stage, Kind: m.Kind("Stage"), Props: model.Props{"name": stage, "stageType": "CONSULT"}})
			links = append(links, model.Link{Type: m.Relationship("HAS_STAGE"), From: "journey:j", To: stage, Props: model.Props{"order": int64(i + 1)}})
			for k := range c.contacts {
				contact := fmt.Sprintf("touchpoint:t%02d-%02d", i, k)
				nodes = append(nodes, model.Element{ID: contact, Kind: m.Kind("Touchpoint"), Props: model.Props{"name": contact, "channel": "WEB"}})
				links = append(links, model.Link{Type: m.Relationship("HAS_TOUCHPOINT"), From: stage, To: contact, Props: model.Props{"order": int64(k + 1)}})
			}
		}
		st, err := embedded.Load(m, nodes, links)
		require.NoError(t, err)
		p := site(t, st)
		require.Contains(t, get(t, p, "/explore?node=journey:j&depth=2").Body.String(), c.said)
		require.Equal(t, c.links, strings.Count(get(t, p, "/explore.csv?node=journey:j&depth=2").Body.String(), ",has "), c.said)
	}
}

// The table has every link that was read, a page at a time, and no link on two pages.
func TestALongTableOfLinksComesInPages(t *testing.T) {
	p := site(t, hub(t, 150))
	row := regexp.MustCompile(`<tr><td[^>]*>1</td>.*?Service (\d{4})`)
	seen := map[string]bool{}
	address := "/explore?node=organisation:hub"
	for _, want := range []struct {
		said string
		rows int
	}{{"Links 1 to 100 of 150", 100}, {"Links 101 to 150 of 150", 50}} {
		body := get(t, p, address).Body.String()
		require.Contains(t, body, want.said)
		found := row.FindAllStringSubmatch(body, -1)
		require.Len(t, found, want.rows)
		for _, f := range found {
			require.False(t, seen[f[1]], f[1])
			seen[f[1]] = true
		}
		next := regexp.MustCompile(`href="([^"#]*)[^"]*" rel="next"`).FindStringSubmatch(body)
		require.Equal(t, len(seen) < 150, next != nil)
		if next != nil {
			address = html.UnescapeString(next[1])
		}
	}
	require.Contains(t, get(t, p, "/explore?node=organisation:hub&page=99").Body.String(), "Links 101 to 150", "behind the last page is the last")
	require.Equal(t, 400, get(t, p, "/explore?node=organisation:hub&page=0").Code)
	file := get(t, p, "/explore.csv?node=organisation:hub&page=2").Body.String()
	require.Equal(t, get(t, p, "/explore.csv?node=organisation:hub").Body.String(), file)
	require.Contains(t, file, "Service 0000")
	require.Contains(t, file, "Service 0149")
}

// TestAShortestWayIsAsShortAsANaiveSearchFinds asks for ways on small random graphs, and looks for them with one queue from one end.
func TestAShortestWayIsAsShortAsANaiveSearchFinds(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	found, none := 0, 0
	for seed := range uint64(12) {
		random := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // it must be the same every time
		count := 8 + random.IntN(14)
		var nodes []model.Element
		for i := range count {
			nodes = append(nodes, model.Element{ID: fmt.Sprintf("stage:s%02d", i), Kind: m.Kind("Stage"), Props: model.Props{"name": fmt.Sprintf("Stage %d", i), "stageType": "CONSULT"}})
		}
		var links []model.Link
		joined := map[[2]int]bool{}
		near := map[int][]int{}
		for range count + random.IntN(4) - 2 {
			from, to := random.IntN(count), random.IntN(count)
			if from == to || joined[[2]int{from, to}] {
				continue
			}
			joined[[2]int{from, to}] = true
			links = append(links, model.Link{Type: m.Relationship("NEXT"), From: nodes[from].ID, To: nodes[to].ID})
			near[from], near[to] = append(near[from], to), append(near[to], from)
		}
		// Every stage is on a journey, which would be a short way for all of them: it is left out by the kinds that are asked for.
		journey := model.Element{ID: "journey:j", Kind: m.Kind("Journey"), Props: model.Props{"name": "J", "journeyKind": "URGENT"}}
		for i, n := range nodes {
			links = append(links, model.Link{Type: m.Relationship("HAS_STAGE"), From: journey.ID, To: n.ID, Props: model.Props{"order": int64(i + 1)}})
		}
		st, err := embedded.Load(m, append(slices.Clone(nodes), journey), links)
		require.NoError(t, err)
		p := site(t, st)
		for from := range count {
			steps := naiveSteps(near, from)
			for to := range count {
				if from == to {
					continue
				}
				w := get(t, p, "/explore.json?types=stage&node="+nodes[from].ID+"&to="+nodes[to].ID)
				want, reached := steps[to]
				if !reached || want > 6 {
					none++
					require.Equal(t, http.StatusNotFound, w.Code, "seed %d: %d to %d, %d steps", seed, from, to, want)
					continue
				}
				found++
				require.Equal(t, http.StatusOK, w.Code, "seed %d: %d to %d, %d steps: %s", seed, from, to, want, w.Body.String())
				requireWay(t, w.Body.Bytes(), nodes[from].ID, nodes[to].ID, want, joined)
			}
		}
	}
	require.Greater(t, found, 500)
	require.Greater(t, none, 500)
}

func TestASearchThatReadsAsMuchAsItMaySaysSo(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	var nodes []model.Element
	var links []model.Link
	add := func(id, parent string) string {
		nodes = append(nodes, model.Element{ID: id, Kind: m.Kind("BusinessCapability"), Props: model.Props{"name": id}})
		if parent != "" {
			links = append(links, model.Link{Type: m.Relationship("PART_OF"), From: id, To: parent})
		}
		return id
	}
	for _, top := range []string{"business-capability:a", "business-capability:b"} {
		add(top, "")
		for i := range 40 {
			child := add(fmt.Sprintf("%s-%d", top, i), top)
			for k := range 40 {
				add(fmt.Sprintf("%s-%d", child, k), child)
			}
		}
	}
	st, err := embedded.Load(m, nodes, links)
	require.NoError(t, err)
	w := get(t, site(t, st), "/explore?node=business-capability:a&to=business-capability:b")
	require.Equal(t, http.StatusOK, w.Code)
	require.Contains(t, w.Body.String(), "it had read as much as it may")
}

// naiveSteps is how far everything is from a node, in either direction.
func naiveSteps(near map[int][]int, from int) map[int]int {
	steps := map[int]int{from: 0}
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		for _, to := range near[queue[0]] {
			if _, seen := steps[to]; !seen {
				steps[to] = steps[queue[0]] + 1
				queue = append(queue, to)
			}
		}
	}
	return steps
}

// requireWay looks whether the links of a file are stored, follow each other from one end to the other, and are so many.
func requireWay(t *testing.T, file []byte, from, to string, want int, joined map[[2]int]bool) {
	t.Helper()
	var read struct{ Tables []struct{ Rows [][]string } }
	require.NoError(t, json.Unmarshal(file, &read))
	rows := read.Tables[0].Rows
	require.Len(t, rows, want, "%s to %s", from, to)
	at := from
	for _, row := range rows {
		var a, b int
		_, err := fmt.Sscanf(row[5]+" "+row[6], "stage:s%d stage:s%d", &a, &b)
		require.NoError(t, err)
		require.True(t, joined[[2]int{a, b}], "%v is stored", row)
		switch at {
		case row[5]:
			at = row[6]
		case row[6]:
			at = row[5]
		default:
			require.Fail(t, "the links do not follow each other", "%v", rows)
		}
	}
	require.Equal(t, to, at)
}

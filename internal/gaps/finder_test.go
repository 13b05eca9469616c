package gaps_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
)

const acceptedAnswer = `{"acceptedGaps":{"nodes":[
	{"id":"accepted-gap:old","code":"T1","reason":"Old.","owner":"We","until":"2026-01-31","acceptedAt":[{"id":"stage:a"}]},
	{"id":"accepted-gap:now","code":"t1","reason":"Now.","owner":"We","until":"2026-06-30","acceptedAt":[{"id":"stage:a"},{"id":"stage:z"}]},
	{"id":"accepted-gap:other","code":"T9","reason":"Another rule.","owner":"We","until":"2027-06-30","acceptedAt":[{"id":"stage:c"}]}]}}`

// fakeGraph answers with what the test says, and counts what it is asked.
type fakeGraph struct {
	mu      sync.Mutex
	version model.Version // GUARDED_BY(mu): goes up where moving
	asked   int           // GUARDED_BY(mu): rules asked
	moving  bool          // every answer is of a version of its own
	fails   error
	hold    chan struct{} // where not nil, rules wait for it
}

func (g *fakeGraph) ask(_ context.Context, query string, variables map[string]any) ([]byte, model.Version, error) {
	if strings.Contains(query, "acceptedGaps") {
		return []byte(acceptedAnswer), g.now(), nil
	}
	if query == gaps.PeopleQuery {
		return []byte(`{"journeys":{"nodes":[{"id":"journey:j","personGroups":[{"id":"person-group:new","name":"New","size":7}]}]}}`), g.now(), nil
	}
	if strings.Contains(query, "query Region") {
		if variables["id"] == "organisation:gone" {
			return []byte(`{"organisation":null}`), g.now(), nil
		}
		return []byte(`{"organisation":{"id":"organisation:y"}}`), g.now(), nil
	}
	if g.hold != nil {
		<-g.hold
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.asked++
	if g.moving {
		g.version++
	}
	return []byte(answer), g.version, g.fails
}

func (g *fakeGraph) look(ctx context.Context, query string, variables map[string]any) (any, model.Version, error) {
	data, version, err := g.ask(ctx, query, variables)
	if err != nil {
		return nil, version, err
	}
	var answer map[string]any
	err = json.Unmarshal(data, &answer)
	return answer, version, err
}

func (g *fakeGraph) now() model.Version {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.version
}

func (g *fakeGraph) finder(t *testing.T) *gaps.Finder {
	t.Helper()
	rule, err := read(t, sound)
	require.NoError(t, err)
	m, err := schema.Model()
	require.NoError(t, err)
	return gaps.NewFinder(m, []*gaps.Rule{rule}, gaps.Asked{
		Ask: g.ask, Look: g.look, Version: func(context.Context) (model.Version, error) { return g.now(), nil },
	})
}

func date(text string) time.Time {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return day.Add(13 * time.Hour)
}

func TestRulesAreAskedOnceForAVersion(t *testing.T) {
	g := &fakeGraph{version: 3}
	f := g.finder(t)
	for range 3 {
		found, err := f.Find(t.Context(), gaps.Scope{AsOf: date("2026-03-01")})
		require.NoError(t, err)
		require.Equal(t, model.Version(3), found.Version)
		require.Len(t, found.Findings, 2)
	}
	require.Equal(t, 1, g.asked)

	_, err := f.Find(t.Context(), gaps.Scope{AsOf: date("2026-03-02"), Region: "organisation:y"})
	require.NoError(t, err)
	require.Equal(t, 1, g.asked, "the rule asks for neither the day nor the region")

	g.version = 4
	found, err := f.Find(t.Context(), gaps.Scope{AsOf: date("2026-03-01")})
	require.NoError(t, err)
	require.Equal(t, model.Version(4), found.Version)
	require.Equal(t, 2, g.asked)
}

const local = `# A stage somebody reads about somewhere.
# Asked by: tests
query Local($region: ID) @gap(code: "T2", severity: LOW, subject: "stages.nodes", because: "reads", why: "{name}.") {
  stages(where: { id: { ne: $region } }) { nodes { id name reads { id name } journey { id name } } }
}`

func TestWhatEveryRegionNeedsIsAskedOnceHoweverManyRegionsThereAre(t *testing.T) {
	g := &fakeGraph{version: 1}
	everywhere, err := read(t, sound)
	require.NoError(t, err)
	there, err := read(t, local)
	require.NoError(t, err)
	m, err := schema.Model()
	require.NoError(t, err)
	f := gaps.NewFinder(m, []*gaps.Rule{everywhere, there}, gaps.Asked{
		Ask: g.ask, Look: g.look, Version: func(context.Context) (model.Version, error) { return g.now(), nil },
	})
	const regions = 250
	for i := range regions {
		_, err := f.Find(t.Context(), gaps.Scope{AsOf: date("2026-03-01"), Region: fmt.Sprint("organisation:", i)})
		require.NoError(t, err)
	}
	require.Equal(t, regions+1, g.asked)
}

func TestWhoAsksForTheSameWaitsForTheSame(t *testing.T) {
	g := &fakeGraph{version: 1, hold: make(chan struct{})}
	f := g.finder(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			_, err := f.Find(t.Context(), gaps.Scope{AsOf: date("2026-03-01")})
			if err != nil {
				t.Error(err)
			}
		})
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	_, err := f.Find(gone, gaps.Scope{AsOf: date("2026-03-01")})
	require.ErrorIs(t, err, context.Canceled, "who stops waiting is let go at once")
	close(g.hold)
	group.Wait()
	require.Equal(t, 1, g.asked)
}

func TestAGapIsAcceptedUntilTheDayHasPassed(t *testing.T) {
	tests := []struct {
		name, day        string
		accepted, lapsed string
	}{
		{"the one that lasts longest counts", "2026-01-31", "accepted-gap:now", ""},
		{"on the last day still", "2026-06-30", "accepted-gap:now", ""},
		{"the day after it is a gap again, and says who had accepted it", "2026-07-01", "", "accepted-gap:now"},
	}
	f := (&fakeGraph{version: 1}).finder(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, err := f.Find(t.Context(), gaps.Scope{AsOf: date(tt.day)})
			require.NoError(t, err)
			for _, finding := range found.Findings {
				if finding.Subject.ID != "stage:a" {
					require.Nil(t, finding.Accepted, "another rule's acceptance")
					require.Nil(t, finding.Lapsed)
					continue
				}
				require.Equal(t, tt.accepted, idOf(finding.Accepted))
				require.Equal(t, tt.lapsed, idOf(finding.Lapsed))
			}
			require.Len(t, found.Accepted, 3)
			require.Equal(t, []string{"stage:z"}, found.Accepted[1].Closed(found.Findings), "there is no such gap")
		})
	}
}

func idOf(a *gaps.Acceptance) string {
	if a == nil {
		return ""
	}
	return a.ID
}

func TestWhatCannotBeFoundSaysWhy(t *testing.T) {
	f := (&fakeGraph{version: 1}).finder(t)
	_, err := f.Find(t.Context(), gaps.Scope{AsOf: date("2026-03-01"), Region: "organisation:gone"})
	require.Equal(t, model.BadUserInput, model.CodeOf(err))

	f = (&fakeGraph{version: 1, moving: true}).finder(t)
	_, err = f.Find(t.Context(), gaps.Scope{AsOf: date("2026-03-01")})
	require.Equal(t, model.Unavailable, model.CodeOf(err), "answers of different versions are never put together")

	f = (&fakeGraph{version: 1, fails: model.Errorf(model.LimitExceeded, "too much")}).finder(t)
	found, err := f.Find(t.Context(), gaps.Scope{AsOf: date("2026-03-01")})
	require.NoError(t, err)
	require.Equal(t, []string{"T1"}, found.TooLarge, "a rule that is too much is left out")
	require.Empty(t, found.Findings)

	broken := errors.New("broken")
	g := &fakeGraph{version: 1, fails: broken}
	f = g.finder(t)
	_, err = f.Find(t.Context(), gaps.Scope{AsOf: date("2026-03-01")})
	require.ErrorIs(t, err, broken)
	g.fails = nil
	_, err = f.Find(t.Context(), gaps.Scope{AsOf: date("2026-03-01")})
	require.NoError(t, err, "a failure is not kept")
}

package pages_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/pages"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// held is a store that holds questions back that begin with some root, until it is told to go on or nobody wants the answer any more.
type held struct {
	*embedded.Store
	model   *model.Model
	root    string
	goOn    chan struct{}
	holding chan time.Time // closed once something is held: the time of pages is over then
	once    sync.Once
	begun   chan struct{} // gets one for each that is held
	dropped chan error    // gets why one was not wanted any more
	fail    func() error  // what comes of them, nil for the answer
}

func newHeld(t *testing.T, root string) *held {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	return &held{model: m, Store: small(t, m).(*embedded.Store), root: root, goOn: make(chan struct{}), holding: make(chan time.Time), begun: make(chan struct{}, 100), dropped: make(chan error, 100)}
}

func (s *held) Execute(ctx context.Context, q *plan.Query) (*plan.Result, error) {
	for _, root := range q.Roots {
		if root.Key == s.root {
			s.begun <- struct{}{}
			s.once.Do(func() { close(s.holding) })
			select {
			case <-s.goOn:
			case <-ctx.Done():
				s.dropped <- ctx.Err()
				return nil, ctx.Err()
			}
			if s.fail != nil {
				if err := s.fail(); err != nil {
					return nil, err
				}
			}
		}
	}
	return s.Store.Execute(ctx, q)
}

// impatient are pages whose time is over when something is held, unless the client prefers to wait.
func impatient(t *testing.T, st *held) *pages.Pages {
	t.Helper()
	return siteWith(t, func(c *pages.Config) {
		c.After = func(d time.Duration) <-chan time.Time {
			if d == 5*time.Second {
				return nil
			}
			return st.holding
		}
	}, st)
}

func TestAPageThatTakesLongSaysSoAndIsThereForWhoeverComesAgain(t *testing.T) {
	st := newHeld(t, "traced")
	p := impatient(t, st)
	const address = "/journeys/asthma?trace=stage:asthma/plan"
	first := get(t, p, address)
	require.Equal(t, http.StatusAccepted, first.Code)
	require.Equal(t, "1", first.Header().Get("Retry-After"))
	require.Contains(t, first.Body.String(), "Being worked out")
	require.Contains(t, first.Body.String(), `<a href="/journeys/asthma?trace=stage:asthma/plan">`)
	require.Contains(t, first.Body.String(), "coming.js")
	soundPage(t, first.Body.String())

	close(st.goOn)
	require.Equal(t, http.StatusOK, get(t, p, address, "Prefer", "respond-async, wait=5").Code)
	require.Len(t, st.begun, 1, "what was begun for the first went on, and was not begun again")
}

func TestWhoeverComesWhileAPageIsWorkedOutWaitsForTheSameWork(t *testing.T) {
	st := newHeld(t, "traced")
	p := impatient(t, st)
	const address = "/journeys/asthma?trace=stage:asthma/plan"
	for range 5 {
		require.Equal(t, http.StatusAccepted, get(t, p, address).Code)
	}
	<-st.begun
	require.Empty(t, st.begun)
	close(st.goOn)
	for range 5 {
		require.Equal(t, http.StatusOK, get(t, p, address, "Prefer", "wait=99").Code, "nobody waits longer than 5 s")
	}
	require.Empty(t, st.begun)
}

func TestALateAnswerOfAnOlderGraphIsNotShown(t *testing.T) {
	st := newHeld(t, "traced")
	p := impatient(t, st)
	const address = "/journeys/asthma?trace=stage:asthma/plan"
	require.Equal(t, http.StatusAccepted, get(t, p, address).Code)
	<-st.begun
	close(st.goOn)
	require.Contains(t, get(t, p, address, "Prefer", "wait=5").Body.String(), "Make a plan")
	_, err := st.Apply(t.Context(), model.Changes{Ops: []model.Change{model.PutElement{Merge: true, Element: model.Element{
		ID: "stage:asthma/plan", Kind: st.model.Kind("Stage"), Props: model.Props{"name": "Plan anew"},
	}}}})
	require.NoError(t, err)
	after := get(t, p, address, "Prefer", "wait=5").Body.String()
	require.Contains(t, after, "Plan anew")
	require.NotContains(t, after, "Make a plan")
}

func TestAClientSaysHowLongItPrefersToWait(t *testing.T) {
	tests := []struct {
		name, prefer string
		wait         time.Duration
	}{
		{"no longer than a moment", "", 2 * time.Second},
		{"so many seconds", "wait=3", 3 * time.Second},
		{"among other things it prefers", "respond-async, WAIT=1", time.Second},
		{"longer than anybody may", "wait=3600", 5 * time.Second},
		{"what is no number is left out", "wait=long", 2 * time.Second},
		{"a negative time is left out", "wait=-1", 2 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var waits []time.Duration
			p := siteWith(t, func(c *pages.Config) {
				c.After = func(d time.Duration) <-chan time.Time { waits = append(waits, d); return nil }
			})
			require.Equal(t, http.StatusOK, get(t, p, "/journeys/asthma", "Prefer", tt.prefer).Code)
			require.Equal(t, []time.Duration{tt.wait}, waits)
		})
	}
	require.Equal(t, http.StatusAccepted, get(t, site(t), "/journeys/asthma", "Prefer", "wait=0").Code, "not at all")
}

// What a page came too late for is kept where it would be the same again, and else tried again.
func TestWhatWasRefusedIsSaidToWhoeverComesAgain(t *testing.T) {
	tests := []struct {
		name   string
		err    error
		status int
		asked  int // how often, when two came after it
	}{
		{"what is too much is refused once for all", plan.TooCostly(1e9, 1), http.StatusBadRequest, 1},
		{"a graph that could not be read is read again", model.Errorf(model.Unavailable, "away"), http.StatusServiceUnavailable, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			st := newHeld(t, "journey")
			st.fail = func() error { return tt.err }
			p := impatient(t, st)
			require.Equal(t, http.StatusAccepted, get(t, p, "/journeys/asthma").Code)
			close(st.goOn)
			for range 2 {
				require.Equal(t, tt.status, get(t, p, "/journeys/asthma", "Prefer", "wait=5").Code)
			}
			require.Len(t, st.begun, tt.asked)
		})
	}
}

func TestAFaultWhileNobodyWaitsIsAPageThatSaysSo(t *testing.T) {
	st := newHeld(t, "journey")
	st.fail = func() error { panic("no such thing") }
	p := impatient(t, st)
	require.Equal(t, http.StatusAccepted, get(t, p, "/journeys/asthma").Code)
	close(st.goOn)
	require.Equal(t, http.StatusInternalServerError, get(t, p, "/journeys/asthma", "Prefer", "wait=5").Code)
}

func TestFilesTakeTheTimeTheyTake(t *testing.T) {
	st := newHeld(t, "journey")
	p := impatient(t, st)
	close(st.goOn)
	require.Equal(t, http.StatusOK, get(t, p, "/journeys/asthma", "Prefer", "wait=5").Code)
	for _, address := range []string{"/journeys/asthma.svg", "/journeys/asthma/matrix.csv", "/explore.svg?node=journey:asthma", "/compare?first=journey:asthma&second=journey:asthma&format=svg"} {
		require.Equal(t, http.StatusOK, get(t, p, address).Code, address)
	}
}

func TestWhatIsWorkedOutEndsWhenTheProgramStops(t *testing.T) {
	st := newHeld(t, "journey")
	stop := make(chan struct{})
	p := siteWith(t, func(c *pages.Config) {
		c.Stop, c.After = stop, func(time.Duration) <-chan time.Time { return st.holding }
	}, st)
	require.Equal(t, http.StatusAccepted, get(t, p, "/journeys/asthma").Code)
	<-st.begun
	require.Empty(t, st.dropped, "that its reader is gone does not end it")
	close(stop)
	require.ErrorIs(t, <-st.dropped, context.Canceled)
}

// So many answers at once are worked out for pages that do not wait. A further page waits for its own, and nobody works on it when its
// reader goes.
func TestNoMoreThanSoManyAreWorkedOutWhileNobodyWaits(t *testing.T) {
	st := newHeld(t, "journey")
	p := impatient(t, st)
	for i := range 16 {
		require.Equal(t, http.StatusAccepted, get(t, p, "/journeys/other-"+strconv.Itoa(i)).Code)
	}
	for range 16 {
		<-st.begun
	}
	ctx, goes := context.WithCancel(t.Context())
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		p.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodGet, "/journeys/asthma", nil))
	}()
	<-st.begun
	require.Empty(t, st.dropped)
	goes()
	require.ErrorIs(t, <-st.dropped, context.Canceled)
	<-gone
	close(st.goOn)
}

package neo4j

import (
	"context"
	"sync"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/carejourney/carejourney/internal/model"
)

const (
	planningTakes = 2 * time.Minute // at most, for one statement
	mostPlanned   = 5000            // texts that are remembered; the database keeps fewer plans than that
)

// planning knows which statements the database has planned. Planning a long one can take it longer than a question may
// take, and it keeps nothing of a plan it was not done with: without more time such a question would never be answered.
type planning struct {
	mu       sync.Mutex
	planned  map[string]bool // GUARDED_BY(mu): texts; false while the database is at it
	stop     context.CancelFunc
	stopping context.Context //nolint:containedctx // ends with the store
	underWay sync.WaitGroup
}

func newPlanning() *planning {
	p := &planning{planned: map[string]bool{}}
	p.stopping, p.stop = context.WithCancel(context.Background())
	return p
}

// done notes that the database has a plan.
func (p *planning) done(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.planned) >= mostPlanned {
		clear(p.planned)
	}
	p.planned[text] = true
}

// begin says whether the text was planned, and whether nobody has the database plan it now.
func (p *planning) begin(text string) (planned, first bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	planned, known := p.planned[text]
	if !known {
		p.planned[text] = false
	}
	return planned, !known
}

func (p *planning) forget(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.planned, text)
}

// end ends what is under way.
func (p *planning) end() {
	p.stop()
	p.underWay.Wait()
}

// planLater has the database plan a statement that it gave up because of the time, and gives the error for who asked.
func (st *Store) planLater(text string, params map[string]any, gaveUp error) error {
	p := st.planning
	planned, first := p.begin(text)
	if planned {
		return gaveUp
	}
	if first {
		p.underWay.Go(func() {
			// A question must not be asked twice at once, and a plan fits all values of its parameters.
			_, err := st.run(p.stopping, driver.AccessModeRead, planningTakes, "EXPLAIN "+text, params)
			if err != nil {
				p.forget(text)
				st.config.Log.WarnContext(p.stopping, "Neo4j could not plan a statement", "error", err)
				return
			}
			p.done(text)
		})
	}
	return &model.Error{
		Code: model.Unavailable, Err: gaveUp,
		Message: "the database needs longer to prepare this question for the first time, and goes on with that: ask again in a moment",
	}
}

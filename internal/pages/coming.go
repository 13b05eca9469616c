package pages

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/model"
)

// Bounds of what is worked out while nobody waits for it.
const (
	mostComing  = 16               // answers at once, those too that wait to be asked for again; further ones are waited for
	longestWork = time.Minute      // for one of them
	comeWithin  = 10 * time.Second // that an answer waits to be asked for, where nobody can tell at once whether it would still be the same
)

// coming are answers that are being worked out, whoever still waits for them, and those that came too late for a page and wait
// for it to be asked for again.
type coming struct {
	mu      sync.Mutex
	answers map[string]*awaited // GUARDED_BY(mu): by what was asked
	begun   int                 // GUARDED_BY(mu): how many there ever were
}

// awaited is an answer that is being worked out until done is closed.
type awaited struct {
	done  chan struct{}
	place int           // in the order in which they were begun
	from  model.Version // of the graph when it was begun
	late  bool          // GUARDED_BY(coming.mu): somebody was told to come again

	// What came of it and when, to be read when done is closed.
	answer  graph.Response
	asked   map[string]any // the variables of what was answered
	failure error
	at      time.Time
}

// ready reports whether the answer is there.
func (a *awaited) ready() bool {
	select {
	case <-a.done:
		return true
	default:
		return false
	}
}

// lasting reports whether the answer would be the same as long as the graph does not change: what was refused as too much is refused
// again, while a server that was busy may not be so any more.
func (a *awaited) lasting() bool {
	return a.failure == nil && (len(a.answer.Errors) == 0 || codeOf(a.answer.Errors) == model.LimitExceeded)
}

// serves reports whether an answer that is there may be given to somebody who comes at a version of the graph, which is known where
// atOnce: what lasts as long as the graph is the same, anything else for a moment.
func (a *awaited) serves(version model.Version, atOnce bool, now time.Time) bool {
	return a.from == version && (atOnce && a.lasting() || now.Sub(a.at) < comeWithin)
}

// inTime answers a request as DoOrLess does, or gives errComing where that takes longer than the page waits. The work goes on then.
func (p *Pages) inTime(ctx context.Context, req graph.Request, part string) (graph.Response, map[string]any, error) {
	var a *awaited
	w, _ := ctx.Value(waitKey{}).(*wait)
	key, err := json.Marshal([]any{req.Query, req.Variables, part})
	if w != nil && err == nil {
		a = p.getAwaited(ctx, string(key), req, part)
	}
	if a == nil {
		answer, asked := p.engine.DoOrLess(ctx, req, part)
		return answer, asked, nil
	}
	err = w.until(ctx, a)
	p.coming.leave(string(key), a, errors.Is(err, errComing))
	if err != nil {
		return graph.Response{}, req.Variables, err
	}
	return a.answer, a.asked, a.failure
}

// getAwaited gives the answer to a request that is being worked out or waits to be asked for, and begins to work it out where there is
// none. It gives nil where too much is being worked out.
func (p *Pages) getAwaited(ctx context.Context, key string, req graph.Request, part string) *awaited {
	version, atOnce := p.engine.Current()
	c := &p.coming
	c.mu.Lock()
	defer c.mu.Unlock()
	if a := c.answers[key]; a != nil && (!a.ready() || a.serves(version, atOnce, p.now())) {
		return a
	}
	delete(c.answers, key)
	if !c.room() {
		return nil
	}
	c.begun++
	a := &awaited{done: make(chan struct{}), place: c.begun, from: version}
	c.answers[key] = a
	go p.workOut(context.WithoutCancel(ctx), a, req, part)
	return a
}

// room makes sure that one more answer may be worked out, at the expense of the one that has waited longest for somebody. The caller
// holds mu.
func (c *coming) room() bool {
	if len(c.answers) < mostComing {
		return true
	}
	oldest := ""
	for key, a := range c.answers {
		if a.ready() && (oldest == "" || a.place < c.answers[oldest].place) {
			oldest = key
		}
	}
	delete(c.answers, oldest)
	return oldest != ""
}

// leave notes that a page waits no longer for an answer. Unless somebody was told to come again, nobody will ask for it here.
func (c *coming) leave(key string, a *awaited, late bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a.late = a.late || late
	if c.answers[key] == a && a.ready() && !(a.late && a.lasting()) {
		delete(c.answers, key)
	}
}

// workOut answers a request, whoever still waits for it, unless the program stops.
func (p *Pages) workOut(ctx context.Context, a *awaited, req graph.Request, part string) {
	defer close(a.done)
	defer func() {
		if cause := recover(); cause != nil { // in a goroutine of its own it would end the program
			a.failure = fmt.Errorf("panic: %v", cause)
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, longestWork)
	defer cancel()
	go func() {
		select {
		case <-p.stop:
			cancel()
		case <-ctx.Done():
		}
	}()
	a.answer, a.asked = p.engine.DoOrLess(ctx, req, part)
	a.at = p.now()
}

// comeAgain says that a page is being worked out. It shows itself when it is ready, where there is script, and when it is asked for
// again, where there is none.
func (p *Pages) comeAgain(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Retry-After", "1")
	p.render(w, http.StatusAccepted, "coming", page{Title: "Being worked out", Script: "coming.js", Body: r.URL.RequestURI()})
}

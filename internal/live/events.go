package live

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/carejourney/carejourney/graph"
)

// Events answers a request by an event stream: an event next for every answer, then complete. still says whether who asks
// may still be told.
func (l *Live) Events(w http.ResponseWriter, r *http.Request, req graph.Request, still func() bool) {
	leave, admitted := l.enter(w, r)
	if !admitted {
		return
	}
	defer leave()
	ctx, cancel := context.WithCancel(r.Context())
	answers, done := make(chan graph.Response), make(chan struct{})
	go func() {
		defer close(done)
		for answer := range l.Stream(ctx, req) {
			select {
			case answers <- answer:
			case <-ctx.Done():
				return
			}
		}
	}()
	defer func() {
		cancel()
		<-done
	}()
	e := newEventWriter(w, l.Limits.Write)
	e.write(": open\n\n")
	alive := l.After(l.Limits.Alive)
	for e.err == nil {
		select {
		case answer := <-answers:
			if !still() {
				return
			}
			e.write(fmt.Sprintf("event: next\ndata: %s\n\n", marshal(resultOf(answer))))
		case <-done:
			e.write("event: complete\ndata:\n\n")
			return
		case <-alive:
			e.write(":\n\n")
			alive = l.After(l.Limits.Alive)
		case <-l.Stopping:
			return
		case <-ctx.Done():
			return
		}
	}
}

// eventWriter writes events until one is not taken in time.
type eventWriter struct {
	w       http.ResponseWriter
	control *http.ResponseController
	time    time.Duration
	err     error
}

func newEventWriter(w http.ResponseWriter, d time.Duration) *eventWriter {
	e := &eventWriter{w: w, control: http.NewResponseController(w), time: d}
	// The request is read; only how long we write counts from now on.
	e.err = e.control.SetReadDeadline(time.Time{})
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no") // for proxies that would wait for more
	w.WriteHeader(http.StatusOK)
	return e
}

func (e *eventWriter) write(text string) {
	if e.err != nil {
		return
	}
	if e.err = e.control.SetWriteDeadline(time.Now().Add(e.time)); e.err != nil {
		return
	}
	if _, e.err = fmt.Fprint(e.w, text); e.err == nil {
		e.err = e.control.Flush()
	}
}

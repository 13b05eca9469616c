package pages

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/carejourney/carejourney/internal/model"
)

// How long a page waits for all of its answers together, before it says that they are being worked out.
const (
	momentLarge = 25 * time.Millisecond // in a large model in memory, so that no page keeps anybody waiting
	momentElse  = 2 * time.Second
	longestWait = 5 * time.Second // at most that, however long a client prefers to wait
)

// errComing says that an answer is being worked out, and will be there for whoever comes again.
var errComing = model.Errorf(model.Unavailable, "The answer is being worked out. Ask again in a moment.")

// wait is how long the answers of one page are waited for, several at once too.
type wait struct {
	end  <-chan time.Time
	once sync.Once
	over chan struct{} // closed at the end
}

func (w *wait) stop() { w.once.Do(func() { close(w.over) }) }

// waitKey is where a request has its wait.
type waitKey struct{}

// patient lets every page wait for its answers no longer than it should.
func (p *Pages) patient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, "/assets/") {
			waits := &wait{over: make(chan struct{})}
			if d := p.moment(r); d > 0 {
				waits.end = p.after(d)
			} else {
				waits.stop()
			}
			r = r.WithContext(context.WithValue(r.Context(), waitKey{}, waits))
		}
		next.ServeHTTP(w, r)
	})
}

// unhurried is the same request for something that takes the time it takes, such as a file.
func unhurried(r *http.Request) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), waitKey{}, (*wait)(nil)))
}

// moment is how long the answers of a page are waited for: as long as the client prefers, where it says so (RFC 7240).
func (p *Pages) moment(r *http.Request) time.Duration {
	if preferred, says := preferredWait(r.Header.Values("Prefer")); says {
		return min(preferred, longestWait)
	}
	if _, atOnce := p.engine.Current(); atOnce && p.large(r) {
		return momentLarge
	}
	return momentElse
}

// preferredWait reads how many seconds a client prefers to wait from its headers Prefer, where it says so.
func preferredWait(headers []string) (time.Duration, bool) {
	for _, preference := range strings.Split(strings.Join(headers, ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(preference), "=")
		seconds, err := strconv.ParseUint(value, 10, 16)
		if strings.EqualFold(name, "wait") && err == nil {
			return time.Duration(seconds) * time.Second, true
		}
	}
	return 0, false
}

// until waits for an answer. It gives errComing where the time of the page is over first.
func (w *wait) until(ctx context.Context, a *awaited) error {
	if a.ready() {
		return nil
	}
	select {
	case <-w.over:
		return errComing
	default:
	}
	select {
	case <-a.done:
		return nil
	case <-w.end:
		w.stop()
		return errComing
	case <-w.over:
		return errComing
	case <-ctx.Done():
		return ctx.Err()
	}
}

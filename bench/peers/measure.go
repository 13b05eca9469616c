package main

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// clients is how many ask at once.
var clients = []int{1, 16, 64}

// rounds is how often everybody has a turn with a question: what else the machine does then slows everybody alike.
const rounds = 3

// figures are what one contestant did with one question.
type figures struct {
	perSecond []float64 // by round
	took      []time.Duration
}

// middle gives the number of answers a second in the middle round.
func (f *figures) middle() float64 {
	slices.Sort(f.perSecond)
	return f.perSecond[len(f.perSecond)/2]
}

// within gives the time in which so many hundredths of all answers came.
func (f *figures) within(hundredths int) time.Duration {
	slices.Sort(f.took)
	return f.took[min(len(f.took)*hundredths/100, len(f.took)-1)]
}

// round has so many clients ask for a while, each again as soon as it has the answer.
func (f *figures) round(ctx context.Context, url string, bodies [][]byte, clients int, span time.Duration) error {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients, MaxConnsPerHost: clients}}
	defer client.CloseIdleConnections()
	begin := time.Now()
	end := begin.Add(span)
	var next atomic.Int64
	took := make([][]time.Duration, clients)
	failed := make([]error, clients)
	var group sync.WaitGroup
	for i := range clients {
		group.Go(func() {
			for time.Now().Before(end) {
				start := time.Now()
				_, _, err := ask(ctx, client, url, bodies[int(next.Add(1))%len(bodies)])
				if err != nil {
					failed[i] = err
					return
				}
				took[i] = append(took[i], time.Since(start))
			}
		})
	}
	group.Wait()
	answers := 0
	for i, err := range failed {
		if err != nil {
			return err
		}
		answers += len(took[i])
		f.took = append(f.took, took[i]...)
	}
	f.perSecond = append(f.perSecond, float64(answers)/time.Since(begin).Seconds())
	return nil
}

// measure gives the figures of everybody with one question, by contestant and then by number of clients. Before anything
// counts everybody is asked for a while: what runs on a virtual machine gets faster in that time.
func measure(ctx context.Context, all []contestant, q question, d *data, span time.Duration) ([][]figures, error) {
	measured := make([][]figures, len(all))
	bodies := make([][][]byte, len(all))
	for i, c := range all {
		measured[i] = make([]figures, len(clients))
		var err error
		if bodies[i], err = c.bodies(q, d); err != nil {
			return nil, err
		}
		if err := new(figures).round(ctx, c.address(q), bodies[i], 8, 2*span); err != nil {
			return nil, err
		}
	}
	for level, n := range clients {
		for range rounds {
			for i, c := range all {
				if err := measured[i][level].round(ctx, c.address(q), bodies[i], n, span/rounds); err != nil {
					return nil, err
				}
			}
		}
	}
	return measured, nil
}

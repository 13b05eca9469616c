package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/queries"
)

// soakTime is how long the soak takes: what SOAK says, as `make soak` does, and else a moment.
func soakTime(t *testing.T) time.Duration {
	t.Helper()
	text := os.Getenv("SOAK")
	if text == "" {
		return 3 * time.Second
	}
	d, err := time.ParseDuration(text)
	require.NoError(t, err)
	return d
}

// What a server keeps in memory in the end: its last changes, and answers to what it was asked.
const (
	changesKept = 1_000
	answersKept = 32 << 20 // bytes
)

// soak is two servers under load: one that keeps changes, and one that follows a folder.
type soak struct {
	client       *http.Client
	kept, folder string
	questions    []library.Question

	answers, streams, reloads, reading atomic.Int64

	mu    sync.Mutex
	acked []int // guarded by mu: numbers of the changes that were acknowledged
}

// get asks for a page or a file.
func (s *soak) get(ctx context.Context, address string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return err
	}
	_, err = s.send(req)
	return err
}

// post asks over GraphQL.
func (s *soak) post(ctx context.Context, address string, request any) (string, error) {
	body, err := json.Marshal(request)
	if err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"/graphql", strings.NewReader(string(body)))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/json")
	text, err := s.send(req)
	if err == nil && strings.Contains(text, `"errors"`) {
		err = fmt.Errorf("%.500s", text)
	}
	return text, err
}

func (s *soak) send(req *http.Request) (string, error) {
	resp, err := s.client.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s %s: %s: %.300s", req.Method, req.URL, resp.Status, text)
	}
	s.answers.Add(1)
	return string(text), err
}

// every does something again and again until ctx is done.
func every(ctx context.Context, pause time.Duration, do func(ctx context.Context, n int) error) error {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		// Work under way is finished, so that an error at the end is one.
		if err := do(context.WithoutCancel(ctx), n); err != nil {
			return err
		}
	}
}

// read asks questions of the library, pages and files.
func (s *soak) read(ctx context.Context, random *rand.Rand) error {
	address := []string{s.kept, s.folder}[random.IntN(2)]
	switch random.IntN(4) {
	case 0:
		pages := []string{"/accessibility", "/journeys", "/journeys/maternity", "/journeys/maternity.svg", "/readyz", "/search?q=blood"}
		return s.get(ctx, address+pages[random.IntN(len(pages))])
	case 1:
		_, err := s.post(ctx, address, map[string]any{"query": fmt.Sprintf("query Q%d { version journeys(first: %d) { nodes { name } } }", random.IntN(5000), 1+random.IntN(5))})
		return err
	}
	q := s.questions[random.IntN(len(s.questions))]
	_, err := s.post(ctx, address, map[string]any{"documentId": q.Name, "variables": json.RawMessage(q.Variables)})
	return err
}

// write makes one change, and reads it back once it is acknowledged.
func (s *soak) write(ctx context.Context, n int) error {
	text, err := s.post(ctx, s.kept, map[string]any{"query": fmt.Sprintf(
		`mutation { apply(changes: [{insight: {id: "insight:soak/%d", name: "Number %d", insightKind: NEED}}]) { version } }`, n%500, n)})
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.acked = append(s.acked, n)
	s.mu.Unlock()
	seen, err := s.post(ctx, s.kept, map[string]any{"query": fmt.Sprintf(`{ version insight(id: "insight:soak/%d") { name } }`, n%500)})
	if err == nil && !strings.Contains(seen, fmt.Sprintf(`"Number %d"`, n)) {
		err = fmt.Errorf("change %d was acknowledged with %s and then read as %s", n, text, seen)
	}
	return err
}

// stream listens to changes for a moment and goes away without a word.
func (s *soak) stream(ctx context.Context, random *rand.Rand) error {
	ctx, leave := context.WithTimeout(ctx, time.Duration(random.IntN(100))*time.Millisecond)
	defer leave()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.kept+"/graphql", strings.NewReader(`{"query":"subscription { graphChanged { version } }"}`))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	resp, err := s.client.Do(req)
	if ctx.Err() != nil {
		if err == nil {
			_ = resp.Body.Close() // the stream was aborted, as it should be
		}
		s.streams.Add(1)
		return nil
	}
	if err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, resp.Body) // until the moment is over
	_ = resp.Body.Close()
	s.streams.Add(1)
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("stream: %s", resp.Status)
	}
	return nil
}

// reload writes the file of a served folder anew.
func (s *soak) reload(dir string, n int) error {
	name := fmt.Sprintf("Asthma reading %d", n)
	if err := os.WriteFile(filepath.Join(dir, "asthma.yaml"), []byte(strings.Replace(asthma, "Asthma in a child", name, 1)), 0o600); err != nil {
		return err
	}
	s.reloads.Add(1)
	s.reading.Store(int64(n))
	return nil
}

// used gives the goroutines and the heap once nothing is under way.
func (s *soak) used() (goroutines int, heap uint64) {
	s.client.CloseIdleConnections()
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return runtime.NumGoroutine(), m.HeapAlloc
}

// run puts both servers under load for a while.
func (s *soak) run(t *testing.T, dir string, length time.Duration, from int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), length)
	defer cancel()
	group, ctx := errgroup.WithContext(ctx)
	for reader := range 4 {
		random := rand.New(rand.NewPCG(uint64(from), uint64(reader)))
		group.Go(func() error {
			return every(ctx, 25*time.Millisecond, func(ctx context.Context, _ int) error { return s.read(ctx, random) })
		})
	}
	group.Go(func() error {
		return every(ctx, 50*time.Millisecond, func(ctx context.Context, n int) error { return s.write(ctx, from+n) })
	})
	random := rand.New(rand.NewPCG(uint64(from), 99))
	group.Go(func() error {
		return every(ctx, 100*time.Millisecond, func(ctx context.Context, _ int) error { return s.stream(ctx, random) })
	})
	group.Go(func() error {
		return every(ctx, 500*time.Millisecond, func(_ context.Context, n int) error { return s.reload(dir, from+n) })
	})
	require.NoError(t, group.Wait())
}

// fill makes as many changes and asks as much as the servers keep, so that they need no more memory from here on.
func (s *soak) fill(t *testing.T) {
	t.Helper()
	for n := 500_000; len(s.acked) < changesKept; n++ {
		require.NoError(t, s.write(t.Context(), n))
	}
	for _, address := range []string{s.kept, s.folder} {
		for n, bytes := 1_000, 0; bytes < answersKept; n-- {
			text, err := s.post(t.Context(), address, map[string]any{
				"query":     `query Fill($n: Int!) { organisations(first: $n) { nodes { id name odsCode description } } }`,
				"variables": map[string]any{"n": n},
			})
			require.NoError(t, err)
			bytes += len(text)
		}
	}
}

// Readers of every kind, one writer, a folder that keeps changing and streams that are aborted, for as long as SOAK says.
func TestSoak(t *testing.T) {
	length := soakTime(t)
	questions, err := library.Read(queries.Files)
	require.NoError(t, err)
	// Gaps are found by all gap rules of the whole graph together, anew for every version. Where the version changes many
	// times a second they say UNAVAILABLE, and so does the first page, which counts them.
	questions = slices.DeleteFunc(questions, func(q library.Question) bool { return strings.Contains(q.Query, "gaps(") })
	dir, data := t.TempDir(), filepath.Join(t.TempDir(), "graph")
	require.NoError(t, os.CopyFS(dir, os.DirFS("../../journeys")))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "asthma.yaml"), []byte(asthma), 0o600))
	keptAt, stopKept := start(t, "--data", data, "--allow-writes")
	folderAt, stopFolder := start(t, "--model", dir)
	s := &soak{client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}, kept: keptAt, folder: folderAt, questions: questions}

	s.run(t, dir, length/4, 0) // fills every cache
	s.fill(t)
	goroutines, heap := s.used()
	s.run(t, dir, length-length/4, 1_000_000)
	require.Eventually(t, func() bool { now, _ := s.used(); return now <= goroutines+5 }, 10*time.Second, 100*time.Millisecond, "goroutines are given back")
	_, after := s.used()
	require.Less(t, after, heap+heap/4+16<<20, "memory is given back")
	t.Logf("%d answers, %d changes, %d streams, %d reloads; heap %d MB, then %d MB", s.answers.Load(), len(s.acked), s.streams.Load(), s.reloads.Load(), heap>>20, after>>20)

	last := fmt.Sprintf(`"Asthma reading %d"`, s.reading.Load())
	require.Eventually(t, func() bool {
		return strings.Contains(ask(t, folderAt, `{ journey(id: "journey:asthma") { name } }`), last)
	}, 10*time.Second, 50*time.Millisecond, "the folder is served as it was written last")
	_, problem := state(t, folderAt)
	require.Empty(t, problem)
	s.client.CloseIdleConnections()
	stopFolder()
	stopKept()
	made := map[int]int{} // of each element the last change
	for _, n := range s.acked {
		made[n%500] = n
	}
	text := asked(t, data, `{ insights(first: 1000, where: { id: { startsWith: "insight:soak/" } }) { nodes { id name } } }`)
	require.NotEmpty(t, made)
	for id, n := range made {
		require.Contains(t, text, fmt.Sprintf("insight:soak/%d,Number %d\n", id, n), "every acknowledged change is there after a restart")
	}
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/server"
)

// The folder is read again once nothing has changed in it for a while, so that saving many files is one change, or once
// the first change has waited long enough.
const (
	quiet    = 200 * time.Millisecond
	patience = 2 * time.Second
)

// follower keeps a served graph in step with a model folder.
type follower struct {
	dir    string
	read   func(*model.Model) (*modelfile.Set, error)
	served *session
	log    *slog.Logger
	after  func(time.Duration) <-chan time.Time
	done   func()      // called after every attempt, nil for nobody
	tell   func(error) // told how every attempt went, nil for nobody

	mu      sync.Mutex
	problem string // GUARDED_BY(mu): why the folder could not be read, empty while it can
}

// follow reads the folder again whenever something in it changes, until ctx ends.
func (f *follower) follow(ctx context.Context) error {
	watch, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch %s: %w", f.dir, err)
	}
	defer watch.Close()
	// Walking does not go through a link, and the folder named may be one.
	dir, err := filepath.EvalSymlinks(f.dir)
	if err != nil {
		return fmt.Errorf("watch %s: %w", f.dir, err)
	}
	if err := watchAll(watch, dir); err != nil {
		return fmt.Errorf("watch %s: %w", f.dir, err)
	}
	var settled, waited <-chan time.Time
	again := func() {
		settled, waited = nil, nil
		f.reload(ctx)
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case event := <-watch.Events:
			if event.Has(fsnotify.Create) {
				// A new folder must be watched too; that it may be a file, or gone again, does not matter.
				_ = watchAll(watch, event.Name)
			}
			settled = f.after(quiet)
			if waited == nil {
				waited = f.after(patience)
			}
		case err := <-watch.Errors:
			f.log.WarnContext(ctx, "watching the model folder", "error", err)
		case <-settled:
			again()
		case <-waited:
			again()
		}
	}
}

func watchAll(watch *fsnotify.Watcher, dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return watch.Add(path)
	})
}

// reload reads the folder and serves what it holds. A folder with problems changes nothing.
func (f *follower) reload(ctx context.Context) {
	err := f.apply(ctx)
	text := ""
	if err != nil {
		text = firstProblem(err)
		f.log.ErrorContext(ctx, "the model folder has problems, the last good graph goes on being served", "problem", text)
	}
	if f.tell != nil {
		f.tell(err)
	}
	f.mu.Lock()
	f.problem = text
	f.mu.Unlock()
	if f.done != nil {
		f.done()
	}
}

func (f *follower) apply(ctx context.Context) error {
	set, err := f.read(f.served.model)
	if err != nil {
		return err
	}
	applied, err := f.served.replace(ctx, set)
	if err != nil {
		return err
	}
	f.log.InfoContext(ctx, "model folder read again", "version", applied.Version, "created", applied.Created, "updated", applied.Updated, "deleted", applied.Deleted)
	return nil
}

func firstProblem(err error) string {
	var e *model.Error
	if errors.As(err, &e) && len(e.Problems) > 0 {
		text := e.Problems[0].String()
		if more := len(e.Problems) - 1; more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
		return text
	}
	return err.Error()
}

// answersWithin is how long a graph elsewhere may take to say its version before it counts as away.
const answersWithin = 3 * time.Second

// health is the state of what is served.
func (f *follower) health() server.Health {
	ctx, cancel := context.WithTimeout(context.Background(), answersWithin)
	defer cancel()
	version, err := f.served.store.Version(ctx)
	if kept := f.served.kept; kept != nil && kept.Stopped() != nil {
		return server.Health{Ready: err == nil, Version: int64(version), Problem: kept.Stopped().Error()}
	}
	if err != nil {
		return server.Health{Problem: "the graph cannot be reached"}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return server.Health{Ready: err == nil, Version: int64(version), Problem: f.problem}
}

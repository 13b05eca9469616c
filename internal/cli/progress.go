package cli

import (
	"fmt"
	"io/fs"
	"path"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
)

// slow is how many files a folder must have before reading it is worth a progress bar.
const slow = 200

// slowWrite is how many nodes and relationships a change must have before writing it is.
const slowWrite = 5000

// progress is a folder that shows how much of it was read: a bar on a terminal, plain lines elsewhere.
type progress struct {
	fs.FS
	total int
	read  atomic.Int64
	show  func(read int)
	done  func()
}

func (a *app) newProgress(files fs.FS) *progress {
	p := &progress{FS: files, show: func(int) {}, done: func() {}}
	_ = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && isModelFile(name) && !d.IsDir() {
			p.total++
		}
		return nil // a folder that cannot be read is reported by whoever reads it
	})
	if p.total < slow {
		return p
	}
	p.show, p.done = a.newBar("Reading model files", p.total)
	return p
}

// newBar gives what shows how far something has come, of so many in all.
func (a *app) newBar(words string, total int) (show func(n int), done func()) {
	if _, ok := terminal(a.Err); ok {
		bar := progressbar.NewOptions(total, progressbar.OptionSetWriter(a.Err), progressbar.OptionSetDescription(words),
			progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
		// A bar that cannot be drawn is no reason to fail.
		return func(n int) { _ = bar.Set(n) }, func() { _ = bar.Finish() }
	}
	var told atomic.Int64 // quarters of the way; files are read side by side
	return func(n int) {
		before, now := told.Load(), int64(4*n/max(1, total))
		if now > before && told.CompareAndSwap(before, now) {
			fmt.Fprintf(a.Err, "%s: %d of %d\n", words, n, total)
		}
	}, func() {}
}

// writing shows how much of a large change is written.
type writing struct {
	app  *app
	tell func(n int)
	done func()
}

func (a *app) newWriting() *writing { return &writing{app: a} }

// show is told how much is written, of how much. A small change is not worth a word.
func (w *writing) show(written, total int) {
	if total < slowWrite {
		return
	}
	if w.tell == nil {
		w.tell, w.done = w.app.newBar("Writing to Neo4j", total)
	}
	w.tell(written)
	if written >= total {
		w.done()
	}
}

func isModelFile(name string) bool {
	switch path.Ext(name) {
	case ".yaml", ".yml", ".csv":
		return true
	}
	return false
}

// Open opens a file and counts it.
func (p *progress) Open(name string) (fs.File, error) {
	if isModelFile(name) {
		p.show(int(p.read.Add(1)))
	}
	return p.FS.Open(name)
}

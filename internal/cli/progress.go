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
	if _, ok := terminal(a.Err); ok {
		bar := progressbar.NewOptions(p.total, progressbar.OptionSetWriter(a.Err), progressbar.OptionSetDescription("Reading model files"),
			progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
		// A bar that cannot be drawn is no reason to fail.
		p.show, p.done = func(read int) { _ = bar.Set(read) }, func() { _ = bar.Finish() }
		return p
	}
	step := p.total / 4
	p.show = func(read int) {
		if read%step == 0 || read == p.total {
			fmt.Fprintf(a.Err, "Reading model files: %d of %d\n", read, p.total)
		}
	}
	return p
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

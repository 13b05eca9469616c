package access

import (
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"sync"
	"time"

	"github.com/carejourney/carejourney/internal/model"
)

// unsettled is how long after a change a file is read again although nothing about it looks different: file systems
// tell times in steps, so a second change within one step cannot be seen.
const unsettled = 2 * time.Second

// mostBytes is the longest file of tokens that is read.
const mostBytes = 1 << 20

// Tokens is a file of tokens, read again whenever it has changed.
type Tokens struct {
	path string
	now  func() time.Time

	mu      sync.Mutex
	seen    fs.FileInfo // GUARDED_BY(mu): the file as it was when it was read, nil where it could not be
	read    time.Time   // GUARDED_BY(mu): when that was
	entries []entry     // GUARDED_BY(mu): what it says
	problem error       // GUARDED_BY(mu): why nobody is known, nil where the file was read
}

// OpenTokens reads a file of tokens. It fails where the file cannot be used.
func OpenTokens(path string, now func() time.Time) (*Tokens, error) {
	t := &Tokens{path: path, now: now}
	return t, t.Problem()
}

// Who gives whose token it is, false where nobody has it. While the file cannot be used nobody has any, and the error
// says so: a token that was to be withdrawn must not go on working because of a slip of the pen.
func (t *Tokens) Who(token string) (Who, bool, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.refresh()
	if t.problem != nil {
		return Who{}, false, &model.Error{
			Code: model.Unavailable, Message: "No token can be checked at the moment. Whoever runs this server finds the reason in its log.", Err: t.problem,
		}
	}
	w, known := find(t.entries, token)
	return w, known, nil
}

// Problem says why the file cannot be used, nil where it can.
func (t *Tokens) Problem() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.refresh()
	return t.problem
}

// refresh reads the file where it is not what it was. The caller holds mu.
func (t *Tokens) refresh() {
	info, err := os.Stat(t.path)
	if err != nil {
		t.seen, t.entries, t.problem = nil, nil, fmt.Errorf("read the tokens: %w", err)
		return
	}
	if t.seen != nil && os.SameFile(t.seen, info) && t.seen.Size() == info.Size() && t.seen.ModTime().Equal(info.ModTime()) &&
		t.read.Sub(info.ModTime()) > unsettled {
		return
	}
	t.seen, t.read = info, t.now()
	t.entries, t.problem = nil, nil
	switch {
	case info.IsDir():
		t.problem = model.Errorf(model.BadUserInput, "%s is a folder, not a file of tokens", t.path)
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o002 != 0:
		t.problem = model.Errorf(model.BadUserInput, "everybody on this machine can write %s, so it says nothing about who may change the graph: chmod o-w it", t.path)
	case info.Size() > mostBytes:
		t.problem = model.Errorf(model.BadUserInput, "%s is too large for a file of tokens", t.path)
	default:
		text, err := os.ReadFile(t.path)
		if err != nil {
			t.problem = fmt.Errorf("read the tokens: %w", err)
			return
		}
		t.entries, t.problem = parse(t.path, string(text))
	}
}

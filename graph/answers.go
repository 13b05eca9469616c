package graph

import (
	"encoding/binary"
	"math"
	"strconv"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// answersKept is how many bytes of answers are kept, and largestKept how large one of them may be.
const (
	answersKept = 32 << 20
	largestKept = 1 << 20
)

// question is what an answer belongs to: a plan, the values of its parameters, and the version it was read at. The
// answer to it can never change.
type question struct {
	plan    *plan.Object // the shared part of a compiled operation
	args    string
	version model.Version
}

// answers keeps answers that were given, so that the same question at the same version is not worked out again.
type answers struct {
	mu    sync.Mutex
	kept  *simplelru.LRU[question, []byte] // GUARDED_BY(mu): least recently asked first
	bytes int                              // GUARDED_BY(mu): of the data kept
}

func newAnswers() (*answers, error) {
	a := &answers{}
	var err error
	a.kept, err = simplelru.NewLRU(math.MaxInt32, func(_ question, data []byte) { a.bytes -= len(data) })
	return a, err
}

// question gives what the answer to an operation would belong to now, and false where none is kept.
func (a *answers) question(st store.Store, op *plan.Operation) (question, bool) {
	local, ok := st.(store.Local)
	if a == nil || !ok || op.Fresh {
		return question{}, false
	}
	args, ok := fingerprint(op.Query.Args)
	return question{plan: op.Output, args: args, version: local.Current()}, ok
}

// Current gives the version of the graph that a request begun now would read, or a later one, and false where the store would have to
// be asked for it.
func (e *Engine) Current() (model.Version, bool) {
	local, ok := e.store.(store.Local)
	if !ok {
		return 0, false
	}
	return local.Current(), true
}

// get gives the answer, or nil. It must not be changed.
func (a *answers) get(q question) []byte {
	a.mu.Lock()
	defer a.mu.Unlock()
	data, _ := a.kept.Get(q)
	return data
}

// add keeps an answer and lets go of those that were not asked for longest.
func (a *answers) add(q question, data []byte) {
	if len(data) > largestKept {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.kept.Contains(q) {
		return
	}
	a.kept.Add(q, data)
	a.bytes += len(data)
	for a.bytes > answersKept {
		a.kept.RemoveOldest()
	}
}

// fingerprint writes the values of a plan's parameters so that different values never look the same. It gives false for
// parameters that are not values.
func fingerprint(args []any) (string, bool) {
	b, ok := appendValue(nil, args)
	return string(b), ok
}

func appendValue(b []byte, v any) ([]byte, bool) {
	switch v := v.(type) {
	case nil:
		return append(b, 'n'), true
	case string:
		b = binary.AppendUvarint(append(b, 's'), uint64(len(v)))
		return append(b, v...), true
	case int64:
		return binary.AppendVarint(append(b, 'i'), v), true
	case float64:
		return binary.BigEndian.AppendUint64(append(b, 'f'), math.Float64bits(v)), true
	case bool:
		return strconv.AppendBool(b, v), true
	case []any:
		b = binary.AppendUvarint(append(b, 'l'), uint64(len(v)))
		for _, item := range v {
			var ok bool
			if b, ok = appendValue(b, item); !ok {
				return nil, false
			}
		}
		return b, true
	default:
		return nil, false
	}
}

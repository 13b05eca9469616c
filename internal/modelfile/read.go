package modelfile

import (
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// Read reads a folder of model files. Everything that is wrong with the folder comes as one *model.Error with code
// BAD_USER_INPUT and a problem for each, in order of file, line and column; a folder or file that cannot be read at all
// is NOT_FOUND or UNAVAILABLE.
func Read(fsys fs.FS, m *model.Model) (*Set, error) {
	names, err := list(fsys)
	if err != nil {
		return nil, unreadable(err)
	}
	yamls := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !isYAML(name) })
	if len(yamls) == 0 {
		return nil, model.Errorf(model.BadUserInput, "the folder has no model files: their names end in .yaml or .yml")
	}
	sources, err := each(yamls, func(name string) (*source, error) {
		s, err := open(fsys, name)
		if err == nil {
			s.parseYAML()
		}
		return s, err
	})
	if err != nil {
		return nil, unreadable(err)
	}
	r := newReader(m, names)
	found := r.modelSet(sources)
	tables, err := each(found, func(t table) (*source, error) { return open(fsys, t.file) })
	if err != nil {
		return nil, unreadable(err)
	}
	for i, t := range found {
		r.table(t, tables[i])
	}
	for _, s := range sources {
		for _, n := range s.documents {
			r.document(s, n)
		}
	}
	r.finish()
	r.check()
	if problems := sorted(append(sources, tables...)); len(problems) > 0 {
		e := model.Errorf(model.BadUserInput, "the model files have %s", count(len(problems), "problem"))
		e.Problems = problems
		return nil, e
	}
	return r.set, nil
}

func unreadable(err error) error {
	code := model.Unavailable
	if errors.Is(err, fs.ErrNotExist) {
		code = model.NotFound
	}
	return model.Errorf(code, "cannot read the model files: %w", err)
}

// each makes something of every item, several at a time, and keeps the order.
func each[In, Out any](items []In, work func(In) (Out, error)) ([]Out, error) {
	made, failed := make([]Out, len(items)), make([]error, len(items))
	var running sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(items)) {
		running.Go(func() {
			for i := range next {
				made[i], failed[i] = work(items[i])
			}
		})
	}
	for i := range items {
		next <- i
	}
	close(next)
	running.Wait()
	return made, errors.Join(failed...)
}

// reader builds a set out of documents and rows, noting problems at the files they are in.
type reader struct {
	m        *model.Model
	prefixes map[string]*model.Kind
	files    []string // of the folder
	set      *Set
	defaults model.Props // of the folder

	faulty map[rules.Subject]bool // fields with a problem of their own
}

func newReader(m *model.Model, files []string) *reader {
	r := &reader{
		m: m, files: files, prefixes: map[string]*model.Kind{}, defaults: model.Props{},
		set: &Set{
			ID: DefaultSet, elementOrigins: map[string]*written[model.Element]{}, linkOrigins: map[rules.LinkID]*written[model.Link]{},
		},
		faulty: map[rules.Subject]bool{},
	}
	for _, k := range m.Kinds {
		r.prefixes[k.Prefix] = k
	}
	return r
}

// kindOf gives the kind whose ids begin as this one does, or nil.
func (r *reader) kindOf(id string) *model.Kind {
	prefix, _, found := strings.Cut(id, ":")
	if !found {
		return nil
	}
	return r.prefixes[prefix]
}

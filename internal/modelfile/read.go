package modelfile

import (
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
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
	pieces, tables, err := r.read(fsys, found, sources)
	if err != nil {
		return nil, unreadable(err)
	}
	r.finish(pieces)
	r.check()
	if problems := sorted(append(sources, tables...)); len(problems) > 0 {
		e := model.Errorf(model.BadUserInput, "the model files have %s", count(len(problems), "problem"))
		e.Problems = problems
		return nil, e
	}
	return r.set, nil
}

// read reads the tables and the documents, all nodes first, so that the millions of relationships that tables hold can be
// kept as numbers of nodes.
func (r *reader) read(fsys fs.FS, tables []table, sources []*source) ([]*piece, []*source, error) {
	pieces, files := make([]*piece, len(tables)+1), make([]*source, len(tables))
	for i := range pieces {
		pieces[i] = newPiece(i)
	}
	readTables := func(ofNodes bool) error {
		var some []int
		for i, t := range tables {
			if ofNodes == (t.kind != nil) {
				some = append(some, i)
			}
		}
		_, err := each(some, func(i int) (struct{}, error) {
			file, err := open(fsys, tables[i].file)
			if err == nil {
				files[i] = file
				pieces[i].sheet = &sheet{table: tables[i], file: file, ids: r.set.all.ids}
				r.of(pieces[i]).table(pieces[i].sheet)
			}
			return struct{}{}, err
		})
		return err
	}
	if err := readTables(true); err != nil {
		return nil, nil, err
	}
	documents := r.of(pieces[len(tables)])
	for _, s := range sources {
		for _, n := range s.documents {
			documents.document(s, n)
		}
	}
	r.set.all.pieces, r.set.all.set = pieces, r.set.ID
	r.set.all.gatherNodes()
	if err := readTables(false); err != nil {
		return nil, nil, err
	}
	return pieces, files, nil
}

// of gives a reader of one piece, which may read at the same time as others.
func (r *reader) of(p *piece) *reader {
	one := *r
	one.piece = p
	return &one
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
	piece    *piece      // what is read goes there
	defaults model.Props // of the folder

	// editing reads a file of changes: only what is written counts, and nothing written is a value that goes.
	editing bool
}

func newReader(m *model.Model, files []string) *reader {
	r := &reader{
		m: m, files: files, prefixes: map[string]*model.Kind{}, defaults: model.Props{},
		set: &Set{ID: DefaultSet}, piece: newPiece(0),
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

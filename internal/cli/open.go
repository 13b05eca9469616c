package cli

import (
	"context"
	"io/fs"
	"os"

	"github.com/vektah/gqlparser/v2/ast"
	"golang.org/x/sync/errgroup"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/journeys"
	"github.com/carejourney/carejourney/queries"
)

// session is a graph that is open for questions.
type session struct {
	model  *model.Model
	store  store.Store
	engine *graph.Engine
	set    *modelfile.Set // what the store was filled from
}

// open reads the model folder, or the journeys that come with the program, into memory.
func (a *app) open(ctx context.Context) (*session, error) {
	m, err := schema.Model()
	if err != nil {
		return nil, err
	}
	s := &session{model: m}
	var full *ast.Schema
	group, _ := errgroup.WithContext(ctx)
	group.Go(func() (err error) { full, err = schema.Full(); return err })
	group.Go(func() (err error) {
		if s.set, err = a.readSet(m); err != nil {
			return err
		}
		s.store, err = embedded.Load(m, s.set.Elements, s.set.Links)
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	s.engine, err = graph.NewEngine(graph.Options{Model: m, Schema: full, Store: s.store, Log: a.logger()})
	return s, err
}

func (s *session) close() {
	// A store in memory has nothing to lose when it closes.
	_ = s.store.Close()
}

// replace makes the store hold a new reading of the folder.
func (s *session) replace(ctx context.Context, set *modelfile.Set) (store.Applied, error) {
	changes := model.Diff(
		model.Content{Elements: s.set.Elements, Links: s.set.Links},
		model.Content{Elements: set.Elements, Links: set.Links},
	)
	applied, err := s.store.Apply(ctx, model.Changes{Message: "model folder changed", Ops: changes})
	if err == nil {
		s.set = set
	}
	return applied, err
}

// folder names what is read, for people.
func (a *app) folder() string {
	if a.settings.Model == "" {
		return "The journeys that come with the program"
	}
	return a.settings.Model
}

// readSet reads the model folder, or the journeys that come with the program.
func (a *app) readSet(m *model.Model) (*modelfile.Set, error) {
	var files fs.FS = journeys.FS
	if dir := a.settings.Model; dir != "" {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, usagef("there is no folder %q", dir)
		}
		files = os.DirFS(dir)
	}
	progress := a.newProgress(files)
	defer progress.done()
	return modelfile.Read(progress, m)
}

// questions gives the library of questions.
func questions() ([]library.Question, error) { return library.Read(queries.Files) }

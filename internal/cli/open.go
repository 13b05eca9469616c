package cli

import (
	"context"
	"io/fs"
	"math"
	"os"

	"github.com/vektah/gqlparser/v2/ast"
	"golang.org/x/sync/errgroup"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/durable"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/journeys"
	"github.com/carejourney/carejourney/queries"
)

// session is a graph that is open for questions.
type session struct {
	model  *model.Model
	store  store.Store
	engine *graph.Engine
	set    *modelfile.Set // what the store was filled from, nil for one that is kept on disk
	kept   *durable.Store // the store where it is kept on disk and may be changed
	copy   store.Aged     // the store where it is a copy of one in Neo4j
}

// opener makes the store of a session.
type opener func(ctx context.Context, s *session) error

// inMemory reads the model folder, or the journeys that come with the program, into memory.
func (a *app) inMemory(_ context.Context, s *session) error {
	files, err := a.files()
	if err != nil {
		return err
	}
	return sparing(files, func() error {
		if s.set, err = a.readFiles(files, s.model); err != nil {
			return err
		}
		graph, err := embedded.Load(s.model, s.set.Elements, s.set.Links)
		if err == nil {
			s.store = graph
		}
		return err
	})
}

// toAsk opens the graph of --data or --neo4j to ask only, and without them what inMemory does.
func (a *app) toAsk(ctx context.Context, s *session) error {
	if a.settings.Data == "" && a.settings.Neo4j.URI == "" {
		return a.inMemory(ctx, s)
	}
	if a.settings.Model != "" {
		return usagef("name a graph with --data or --neo4j, or model files with --model, not both")
	}
	if a.settings.Neo4j.URI != "" {
		return a.askNeo4j(ctx, s)
	}
	graph, err := durable.Ask(ctx, a.settings.Data, s.model, a.dataOptions())
	if err == nil {
		s.store = graph
	}
	return err
}

// toServe opens the graph of --data to serve and change it.
func (a *app) toServe(ctx context.Context, s *session) error {
	kept, err := a.openServed(ctx, s.model)
	if err == nil {
		s.kept, s.store = kept, kept
	}
	return err
}

// anyCost lets commands ask for whatever they want: nobody but the person who asks waits for the answer.
const anyCost = math.MaxInt

// ownLimits are those of commands.
var ownLimits = compile.Limits{MaxValues: 100_000_000, MaxBytes: 1 << 30, MaxCost: anyCost}

// open opens a store, with what is needed to ask it.
func (a *app) open(ctx context.Context, from opener, options ...func(*graph.Options)) (*session, error) {
	m, err := schema.Model()
	if err != nil {
		return nil, err
	}
	s := &session{model: m}
	var full *ast.Schema
	group := errgroup.Group{}
	group.Go(func() (err error) { full, err = schema.Full(); return err })
	group.Go(func() error { return from(ctx, s) })
	if err := group.Wait(); err != nil {
		if s.store != nil {
			s.close()
		}
		return nil, err
	}
	engine := graph.Options{
		Model: m, Schema: full, Store: s.store, Log: a.logger(), Now: a.now, Limits: ownLimits,
		GapRules: func() ([]*gaps.Rule, error) { return gaps.Read(full, queries.Gaps()) },
	}
	for _, set := range options {
		set(&engine)
	}
	s.engine, err = graph.NewEngine(engine)
	return s, err
}

func (s *session) close() {
	// A store in memory has nothing to lose when it closes, and one on disk has written everything by then.
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

// files gives the model folder, or the journeys that come with the program.
func (a *app) files() (fs.FS, error) {
	dir := a.settings.Model
	if dir == "" {
		return journeys.FS, nil
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, usagef("there is no folder %q", dir)
	}
	return os.DirFS(dir), nil
}

// readSet reads the model folder, or the journeys that come with the program.
func (a *app) readSet(m *model.Model) (set *modelfile.Set, err error) {
	files, err := a.files()
	if err != nil {
		return nil, err
	}
	err = sparing(files, func() error { set, err = a.readFiles(files, m); return err })
	return set, err
}

func (a *app) readFiles(files fs.FS, m *model.Model) (*modelfile.Set, error) {
	progress := a.newProgress(files)
	defer progress.done()
	return modelfile.Read(progress, m)
}

// questions gives the library of questions.
func questions() ([]library.Question, error) { return library.Read(queries.Files) }

// allQuestions gives the questions of the library and those that every kind has.
func allQuestions() ([]library.Question, error) {
	own, err := questions()
	if err != nil {
		return nil, err
	}
	m, err := schema.Model()
	if err != nil {
		return nil, err
	}
	return append(own, library.OfKinds(m)...), nil
}

package cli

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/pflag"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/durable"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// addData adds the flag of commands that work on a graph kept on disk.
func (a *app) addData(flags *pflag.FlagSet, use string) {
	flags.StringVar(&a.settings.Data, "data", "", "folder `DIR` where a graph is kept, "+use)
}

// data gives the folder of commands that cannot do without one.
func (a *app) data() (string, error) {
	if a.settings.Data == "" {
		return "", usagef("name the folder where the graph is kept with --data DIR")
	}
	return a.settings.Data, nil
}

func (a *app) dataOptions() durable.Options {
	return durable.Options{Log: a.logger(), Now: time.Now}
}

// user gives who runs the command, as the operating system says.
func (a *app) user() string {
	for _, name := range []string{"USER", "LOGNAME", "USERNAME"} {
		if user, ok := a.Env(name); ok && user != "" {
			return user
		}
	}
	return "somebody on this machine"
}

// kept is a graph that can be changed, or for a dry run one that shows what would change.
type kept interface {
	store.Exporter
	store.Shower
	Close() error
}

// trial is a graph in memory for dry runs, which then leave the folder as it is and the disk alone.
type trial struct{ *embedded.Store }

func (t trial) ApplyShown(ctx context.Context, changes model.Changes, show func(store.Step)) (store.Applied, error) {
	return t.ApplyThen(ctx, changes, func(step store.Step) error { show(step); return nil })
}

// named makes sure that a graph to change is named.
func (a *app) named() error {
	if a.settings.Data == "" && a.settings.Neo4j.URI == "" {
		return usagef("name the graph: with --data DIR where it is kept in a folder, with --neo4j URI where in Neo4j")
	}
	return nil
}

// openKept opens the graph of --data or --neo4j to change it, or to try a change.
func (a *app) openKept(ctx context.Context, m *model.Model, dryRun bool) (kept, error) {
	if a.settings.Neo4j.URI != "" {
		return a.keptInNeo4j(ctx, m, dryRun)
	}
	dir, err := a.data()
	if err != nil {
		return nil, err
	}
	if !dryRun {
		s, err := durable.Open(ctx, dir, m, a.dataOptions())
		if err != nil {
			return nil, err // and not a kept that holds nothing
		}
		return s, nil
	}
	s, err := durable.Read(ctx, dir, m, a.dataOptions())
	if model.CodeOf(err) == model.NotFound {
		return trial{embedded.New(m)}, nil
	}
	if err != nil {
		return nil, err
	}
	return trial{s}, nil
}

// openServed opens the graph of --data to serve it, and fills it where it is new.
func (a *app) openServed(ctx context.Context, m *model.Model) (*durable.Store, error) {
	fresh := !durable.Exists(a.settings.Data)
	var set *modelfile.Set
	if fresh {
		// Read first, so that a folder with problems leaves nothing behind.
		var err error
		if set, err = a.readSet(m); err != nil {
			return nil, err
		}
	}
	s, err := durable.Open(ctx, a.settings.Data, m, a.dataOptions())
	if err != nil {
		return nil, err
	}
	version, err := s.Version(ctx)
	if err == nil && version == 1 {
		err = a.fill(ctx, m, s, set)
	} else if err == nil && a.settings.Model != "" {
		a.logger().InfoContext(ctx, "the graph in the data folder is served; changes of model files come in with carejourney load",
			"data", a.settings.Data, "model", a.settings.Model)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// fill puts the model folder, or the journeys that come with the program, into an empty graph.
func (a *app) fill(ctx context.Context, m *model.Model, s *durable.Store, set *modelfile.Set) error {
	if set == nil {
		var err error
		if set, err = a.readSet(m); err != nil {
			return err
		}
	}
	_, err := s.Apply(ctx, model.Changes{
		By: a.user(), Operation: "serve", Message: "filled from " + set.ID, Ops: model.Diff(model.Content{}, set.Content()),
	})
	return err
}

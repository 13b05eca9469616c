package cli

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/pflag"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/live"
	"github.com/carejourney/carejourney/internal/server"
)

// limitFlags say how much a server does for whoever asks.
type limitFlags struct {
	cost, running int
	timeout       time.Duration
	introspection bool
	onlyLibrary   bool
	manifest      string
	streams       int
}

func (l *limitFlags) addTo(flags *pflag.FlagSet) {
	flags.IntVar(&l.cost, "max-cost", compile.DefaultLimits.MaxCost, "how many nodes and relationships one request may look at, as explain counts them")
	flags.IntVar(&l.running, "max-running", 64, "how many requests are worked on at once; others wait for a second and are then refused")
	flags.IntVar(&l.streams, "max-streams", live.DefaultLimits.PerAddress, "how many subscriptions one address may have open; behind a proxy everybody has its address")
	flags.DurationVar(&l.timeout, "timeout", 10*time.Second, "how long one request may take")
	flags.BoolVar(&l.introspection, "introspection", true, "answer questions about the schema, and suggest names of it")
	flags.BoolVar(&l.onlyLibrary, "only-library", false, "answer the questions of the library and of --manifest, and nothing else")
	flags.StringVar(&l.manifest, "manifest", "", "`FILE` with operations that clients may ask for by name, as JSON")
}

// check refuses what no server can do.
func (l *limitFlags) check() error {
	switch {
	case l.cost < 1:
		return usagef("--max-cost must be 1 or more, not %d", l.cost)
	case l.running < 1:
		return usagef("--max-running must be 1 or more, not %d", l.running)
	case l.streams < 1:
		return usagef("--max-streams must be 1 or more, not %d", l.streams)
	case l.timeout <= 0:
		return usagef("--timeout must be more than 0, not %s", l.timeout)
	}
	return nil
}

// bound puts the limits on an engine.
func (l *limitFlags) bound(o *graph.Options) {
	o.Limits = compile.Limits{MaxCost: l.cost, Reticent: !l.introspection}
	o.Turns = graph.Turns{Running: l.running}
}

// documents gives the operations that the server knows by name: the library and the manifest. Those of the manifest must
// be operations of this schema.
func (l *limitFlags) documents(engine *graph.Engine) (*server.Documents, error) {
	var list []library.Document
	if l.manifest != "" {
		text, err := os.ReadFile(l.manifest)
		if err != nil {
			return nil, usagef("--manifest: %v", err)
		}
		if list, err = library.Manifest(text); err != nil {
			return nil, usagef("--manifest %s: %v", l.manifest, err)
		}
		for _, one := range list {
			if errs := engine.Check(one.Text); len(errs) > 0 {
				return nil, usagef("--manifest %s: operation %s: %s", l.manifest, one.ID, errs[0].Message)
			}
		}
	}
	questions, err := questions()
	if err != nil {
		return nil, err
	}
	for _, q := range append(questions, library.OfKinds(engine.Model())...) {
		list = append(list, library.Document{ID: q.Name, Name: library.OperationName(q.Name), Text: q.Query})
	}
	documents, err := server.NewDocuments(list, l.onlyLibrary)
	if err != nil {
		return nil, usageError{fmt.Errorf("--manifest %s: %w", l.manifest, err)}
	}
	return documents, nil
}

package mirror

import (
	"context"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// Source is a store that can be mirrored.
type Source interface {
	store.Store
	store.Exporter
}

// Mirror answers from a copy of the graph of its source.
type Mirror struct {
	source  Source
	options Options
	copy    *embedded.Store
	health  health

	moving  turn // whoever moves the copy to another version
	writing turn // whoever changes the source, so that changes arrive here one version after the other

	door store.Door // changes under way are inside

	stop      context.CancelFunc
	following sync.WaitGroup
}

var (
	_ store.Store     = (*Mirror)(nil)
	_ store.Explainer = (*Mirror)(nil)
	_ store.Estimator = (*Mirror)(nil)
	_ store.Local     = (*Mirror)(nil)
	_ store.Aged      = (*Mirror)(nil)
)

// Open reads the graph of the source and begins to follow it. The mirror owns the source from then on and closes it with
// itself; where opening fails the source is as it was.
func Open(ctx context.Context, m *model.Model, source Source, o Options) (*Mirror, error) {
	o = o.withDefaults()
	mi := &Mirror{
		source: source, options: o, copy: embedded.New(m), moving: newTurn(), writing: newTurn(),
		health: health{log: o.Log, now: o.Now},
	}
	asked := o.Now()
	version, content, err := source.Export(ctx)
	if err != nil {
		return nil, err
	}
	if err := mi.copy.Replace(ctx, version, content); err != nil {
		return nil, err
	}
	mi.health.heard(asked, nil)
	o.Log.InfoContext(ctx, "the graph was read from its source", "version", version, "elements", len(content.Elements), "links", len(content.Links))
	following, stop := context.WithCancel(context.WithoutCancel(ctx))
	mi.stop = stop
	mi.follow(following)
	return mi, nil
}

// Execute answers a query from the copy.
func (mi *Mirror) Execute(ctx context.Context, q *plan.Query) (*plan.Result, error) {
	return mi.copy.Execute(ctx, q)
}

// Explain says how the copy would be searched.
func (mi *Mirror) Explain(ctx context.Context, q *plan.Query) (string, error) {
	return mi.copy.Explain(ctx, q)
}

// Cost says how much of the copy would be looked at to answer a query.
func (mi *Mirror) Cost(ctx context.Context, q *plan.Query) (float64, error) {
	return mi.copy.Cost(ctx, q)
}

// Version gives the version of the copy, which is the one the source had when they were last in step.
func (mi *Mirror) Version(ctx context.Context) (model.Version, error) { return mi.copy.Version(ctx) }

// Current gives the version of the copy.
func (mi *Mirror) Current() model.Version { return mi.copy.Current() }

// Size gives how large the copy is.
func (mi *Mirror) Size() (nodes, relationships int64) { return mi.copy.Size() }

// Close ends following, and closes the source.
func (mi *Mirror) Close() error {
	if !mi.door.Shut() {
		return nil
	}
	mi.stop()
	mi.following.Wait()
	// A copy in memory has nothing to lose when it closes.
	_ = mi.copy.Close()
	return mi.source.Close()
}

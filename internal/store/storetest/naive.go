package storetest

import (
	"context"
	"maps"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store"
)

// naive is the second opinion: a store over plain maps that looks at everything for every question. It has no index and
// no anchor, so that it can be read next to the contract and found right.
type naive struct {
	model *model.Model

	mu      sync.RWMutex
	graph   graph // replaced, never changed
	version model.Version
	closed  bool
}

// graph is the elements by id and the links by their name.
type graph struct {
	elements map[string]model.Element
	links    map[rules.LinkID]model.Link
}

func (g graph) clone() graph {
	return graph{elements: maps.Clone(g.elements), links: maps.Clone(g.links)}
}

// Naive gives an empty store that is slow and obviously right.
func Naive(m *model.Model) store.Store {
	return &naive{model: m, version: 1, graph: graph{elements: map[string]model.Element{}, links: map[rules.LinkID]model.Link{}}}
}

// ready says why nothing can be asked now.
func (n *naive) ready(ctx context.Context) error {
	if n.closed {
		return model.Errorf(model.Unavailable, "the graph is closed")
	}
	return ctx.Err()
}

// Execute answers every root at the version that is current when it begins.
func (n *naive) Execute(ctx context.Context, q *plan.Query) (*plan.Result, error) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	if err := n.ready(ctx); err != nil {
		return nil, err
	}
	if err := plan.Validate(q); err != nil {
		return nil, err
	}
	result := &plan.Result{Version: n.version}
	e := evaluation{graph: n.graph, args: q.Args}
	for _, root := range q.Roots {
		result.Roots = append(result.Roots, e.list(root, e.start(root)))
	}
	return result, nil
}

// Version gives the current version.
func (n *naive) Version(ctx context.Context) (model.Version, error) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.version, n.ready(ctx)
}

// Close makes every later call fail.
func (n *naive) Close() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.closed, n.graph = true, graph{}
	return nil
}

// evaluation answers one query from one graph.
type evaluation struct {
	graph graph
	args  []any
}

// place is a node and the relationship it was reached by, nil where there is none or several.
type place struct {
	node model.Element
	link *model.Link
}

package embedded

import (
	"slices"
	"strings"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
)

// bundle is some ways that begin at the same node, or what is left of them. Ways that begin alike are walked once as far as they do, and
// ways that end alike once from where they do: what is reached on any of them there is one front.
type bundle struct {
	longest int   // steps of the longest way
	here    bool  // one of the ways has no step: it ends where it begins
	first   []leg // by their first steps
	last    []leg // by their last steps
}

// leg is a step that some ways of a bundle have at one end, and what is left of them without it.
type leg struct {
	model.Step
	rest *bundle
}

// bundles are kept by what their ways are, so that what several relations have in common is one. They follow from the model alone,
// so all versions of a graph share them.
type bundles struct {
	mu     sync.Mutex
	of     map[*model.Relation]*bundle // guarded by mu
	byName map[string]*bundle          // guarded by mu
}

func newBundles() *bundles {
	return &bundles{of: map[*model.Relation]*bundle{}, byName: map[string]*bundle{}}
}

// relation gives all ways of a relation.
func (t *bundles) relation(r *model.Relation) *bundle {
	t.mu.Lock()
	defer t.mu.Unlock()
	b := t.of[r]
	if b == nil {
		b = t.make(r.Path.Ways)
		t.of[r] = b
	}
	return b
}

// ways gives the bundle of some ways.
func (t *bundles) ways(ways ...model.Way) *bundle {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.make(ways)
}

// make gives the bundle of some ways. The caller holds mu.
func (t *bundles) make(ways []model.Way) *bundle {
	texts := make([]string, len(ways))
	for i, w := range ways {
		texts[i] = model.Path{Ways: []model.Way{w}}.String()
	}
	slices.Sort(texts)
	name := strings.Join(slices.Compact(texts), " or ")
	b := t.byName[name]
	if b != nil {
		return b
	}
	b = &bundle{}
	t.byName[name] = b
	for _, w := range ways {
		b.longest = max(b.longest, len(w))
		b.here = b.here || len(w) == 0
	}
	b.first = t.legs(ways, func(w model.Way) (model.Step, model.Way) { return w[0], w[1:] })
	b.last = t.legs(ways, func(w model.Way) (model.Step, model.Way) { return w[len(w)-1], w[:len(w)-1] })
	return b
}

// legs groups ways by a step that is taken off them.
func (t *bundles) legs(ways []model.Way, off func(model.Way) (model.Step, model.Way)) []leg {
	var steps []model.Step
	var rests [][]model.Way
	for _, w := range ways {
		if len(w) == 0 {
			continue
		}
		step, rest := off(w)
		at := slices.IndexFunc(steps, func(s model.Step) bool { return sameStep(s, step) })
		if at < 0 {
			at = len(steps)
			steps, rests = append(steps, step), append(rests, nil)
		}
		rests[at] = append(rests[at], rest)
	}
	legs := make([]leg, len(steps))
	for i, step := range steps {
		legs[i] = leg{step, t.make(rests[i])}
	}
	return legs
}

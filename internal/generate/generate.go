// Package generate makes a synthetic model of any size: the same one for the same seed, with the proportions and the
// skew of a whole country, so that speed and memory can be measured. Everything in it is invented and says so.
//
// It hands elements and relationships on as it makes them and keeps no graph. It measures nothing, and reads no files.
package generate

import (
	"context"
	"math/rand/v2"
	"strconv"

	"github.com/carejourney/carejourney/internal/model"
)

// Options say what is made.
type Options struct {
	Journeys int
	Seed     uint64
	Progress func(done, total int) // told now and then how many elements were handed on; may be nil
}

// Sink takes what is made, element or relationship, where a relationship may come before the elements it joins. Properties
// are shared between relationships and must not be changed.
type Sink interface {
	// Element takes an element.
	Element(e model.Element) error
	// Link takes a relationship.
	Link(l model.Link) error
}

// Generate makes a model and hands it to the sink. It ends at the first error of the sink, or with that of the context.
func Generate(ctx context.Context, m *model.Model, o Options, sink Sink) error {
	if o.Journeys < 1 {
		return model.Errorf(model.BadUserInput, "a model needs at least one journey, not %d", o.Journeys)
	}
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	g := &maker{
		ctx: ctx, m: m, sink: sink, progress: o.Progress, rand: rand.New(rand.NewPCG(o.Seed, 1)),
		sizes: sizesFor(o.Journeys), ids: map[string][]string{}, binding: map[string][]string{},
	}
	for _, n := range g.sizes {
		g.total += n
	}
	for _, make := range []func(){g.registers, g.applications, g.organisations, g.services, g.journeys} {
		if make(); g.err != nil {
			return g.err
		}
	}
	return nil
}

// maker makes a model. After an error it goes on without handing anything on, until somebody looks.
type maker struct {
	ctx         context.Context
	m           *model.Model
	sink        Sink
	progress    func(done, total int)
	rand        *rand.Rand
	sizes       map[string]int      // by prefix of the kind
	ids         map[string][]string // by prefix, made once so that relationships share them
	binding     map[string][]string // by what a standard applies to: those that must be met
	contacts    int                 // touchpoints made so far
	done, total int
	err         error
}

// all gives the ids of a kind, by its prefix.
func (g *maker) all(prefix string) []string {
	ids := g.ids[prefix]
	if ids == nil {
		ids = make([]string, g.sizes[prefix])
		for i := range ids {
			ids[i] = prefix + ":" + number(i)
		}
		g.ids[prefix] = ids
	}
	return ids
}

// number writes a number so that more come in order of text, too.
func number(i int) string {
	text := strconv.Itoa(i + 1)
	const zeros = "000000"
	return zeros[min(len(text), len(zeros)):] + text
}

// element hands an element on.
func (g *maker) element(kind, id, name string, props model.Props) {
	if g.err != nil {
		return
	}
	props["name"], props["illustrative"] = name, true
	g.err = g.sink.Element(model.Element{ID: id, Kind: g.m.Kind(kind), Props: props})
	if g.done++; g.done%progressEvery == 0 || g.done == g.total {
		g.progress(g.done, g.total)
		if g.err == nil {
			g.err = g.ctx.Err()
		}
	}
}

// progressEvery is after how many elements the progress is told.
const progressEvery = 10_000

// link hands a relationship on.
func (g *maker) link(relationship, from, to string, props model.Props) {
	if g.err == nil {
		g.err = g.sink.Link(model.Link{Type: g.m.Relationship(relationship), From: from, To: to, Props: props})
	}
}

// links hands on relationships from one element to some others.
func (g *maker) links(relationship, from string, to []string, props model.Props) {
	for _, id := range to {
		g.link(relationship, from, id, props)
	}
}

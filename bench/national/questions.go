package main

import (
	"bytes"
	"context"
	"time"

	"github.com/carejourney/carejourney/graph"
)

// question is asked many times, each time about another node.
type question struct {
	what, query string
	variables   func(w *world) map[string]any
	counted     bool // the size of the answer matters to its time
	anchored    bool // it begins at a node or two and leads to few
}

func about(kind string) func(w *world) map[string]any {
	return func(w *world) map[string]any { return map[string]any{"id": w.any(kind)} }
}

func nothing(*world) map[string]any { return nil }

const serviceByName = `query($name: String!) { services(where: { name: { eq: $name } }, first: 10) { nodes { id name } } }`

var questions = []question{
	{"a journey with its stages, touchpoints and business capabilities", `query($id: ID!) { journey(id: $id) {
		name stages { id name stageType next { id } touchpoints { name channel } enabledBy { id name } } } }`, about("Journey"), false, true},
	{"a service with its organisations and applications", `query($id: ID!) { service(id: $id) {
		name serviceType { name } organisations { id name } applications { id name applicationType { name } } } }`, about("Service"), false, true},
	{
		"an organisation by its code", `query($code: String!) { organisations(where: { odsCode: { eq: $code } }, first: 1) { nodes { id name } } }`,
		func(w *world) map[string]any {
			id := w.any("Organisation")
			return map[string]any{"code": "Z" + id[len("organisation:"):]}
		}, false, true,
	},
	{"a service by its name", serviceByName, func(*world) map[string]any { return map[string]any{"name": "asthma clinic 000042"} }, false, true},
	{"journeys that rest on an application, 20 of them", `query($id: ID!) { journeys(where: { applications: { some: { id: { eq: $id } } } }, first: 20) {
		nodes { id name } } }`, about("Application"), false, true},
	{
		impact, `query($id: ID!) { businessCapability(id: $id) {
		name stagesTouched { id name journey { id name } } journeysTouched { id name personGroups { id name } } } }`,
		func(w *world) map[string]any { return map[string]any{"id": w.middle[w.rand.IntN(len(w.middle))]} }, true, true,
	},
	{"a page of 50 services by name", `{ services(orderBy: [{ name: ASC }], first: 50) { nodes { id name } } }`, nothing, false, false},
	{"search for two words, 20 of what is found", `{ search(text: "kidney rehab", first: 20) { nodes { id name } } }`, nothing, false, false},
	{"search for a word and a number", `{ search(text: "kidney 000042", first: 20) { nodes { id name } } }`, nothing, false, false},
}

// times is how often every question is asked.
const times = 500

// questions asks every question many times.
func (w *world) questions(ctx context.Context, t *table) error {
	for _, q := range questions {
		took, nodes := make([]time.Duration, times), 0
		for i := range took {
			response, err := w.ask(ctx, q.query, q.variables(w), &took[i])
			if err != nil {
				return err
			}
			nodes += bytes.Count(response, []byte(`"name":`))
		}
		t.spread(q.what, took)
		if q.counted {
			t.count(impactAnswer, nodes/times)
		}
	}
	return nil
}

// ask asks once, and notes how long it took to have the answer in JSON.
func (w *world) ask(ctx context.Context, query string, variables map[string]any, took *time.Duration) ([]byte, error) {
	return w.askOf(ctx, w.engine, query, variables, took)
}

func (w *world) askOf(ctx context.Context, engine *graph.Engine, query string, variables map[string]any, took *time.Duration) ([]byte, error) {
	start := time.Now()
	response := engine.Do(ctx, graph.Request{Query: query, Variables: variables, QueriesOnly: true})
	*took = time.Since(start)
	if len(response.Errors) > 0 {
		return nil, response.Errors
	}
	return response.Data, nil
}

// firstUses asks questions that need something nobody has asked for yet.
func (w *world) firstUses(ctx context.Context, t *table) error {
	for _, first := range []struct{ what, query string }{
		{"the first question of all", `{ journey(id: "journey:000001") { name } }`},
		{"the first search", `{ search(text: "kidney rehab", first: 20) { nodes { id name } } }`},
		{"the first organisation by its code", `{ organisations(where: { odsCode: { eq: "Z000007" } }, first: 1) { nodes { id name } } }`},
		{"the first page of services by name", `{ services(orderBy: [{ name: ASC }], first: 50) { nodes { id name } } }`},
		{"the first services by a folded name", `{ services(where: { name: { eq: "Asthma Clinic 000042", mode: INSENSITIVE } }, first: 1) { nodes { id } } }`},
	} {
		var took time.Duration
		if _, err := w.ask(ctx, first.query, nil, &took); err != nil {
			return err
		}
		t.time(first.what, took)
	}
	return nil
}

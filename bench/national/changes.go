package main

import (
	"context"
	"fmt"
	"time"

	"github.com/carejourney/carejourney/internal/model"
)

// changes makes small changes, and measures each until a question shows it.
func (w *world) changes(ctx context.Context, t *table) error {
	took := make([]time.Duration, 0, times)
	for i := range times {
		name := fmt.Sprintf("Changed %d", i)
		ops, id := w.change(i, name)
		start := time.Now()
		if _, err := w.store.Apply(ctx, model.Changes{Ops: ops}); err != nil {
			return err
		}
		if _, err := w.ask(ctx, `query($id: ID!) { service(id: $id) { name organisations { id } applications { id } } }`, map[string]any{"id": id}, new(time.Duration)); err != nil {
			return err
		}
		took = append(took, time.Since(start))
	}
	t.time(firstChange, took[0])
	t.spread(change, took)
	for i := range took {
		if _, err := w.ask(ctx, serviceByName, map[string]any{"name": "asthma clinic 000042"}, &took[i]); err != nil {
			return err
		}
	}
	t.spread("a service by its name, after 500 changes", took)
	return nil
}

// change renames a service, an organisation and a stage, and makes nine services with relationships.
func (w *world) change(i int, name string) ([]model.Change, string) {
	service := w.any("Service")
	ops := []model.Change{
		w.put("Service", service, name, nil),
		w.put("Organisation", w.any("Organisation"), name, nil),
		w.put("Stage", w.any("Stage"), name, nil),
	}
	for n := range 9 {
		id := fmt.Sprintf("service:new-%d-%d", i, n)
		ops = append(ops, w.put("Service", id, name, model.Props{"illustrative": true}),
			w.connect("OFFERS", w.any("Organisation"), id), w.connect("SUPPORTS", w.any("Application"), id))
	}
	return ops, service
}

func (w *world) put(kind, id, name string, props model.Props) model.Change {
	e := model.Element{ID: id, Kind: w.model.Kind(kind), Props: model.Props{"name": name}}
	for property, v := range props {
		e.Props[property] = v
	}
	return model.PutElement{Element: e, Merge: true}
}

func (w *world) connect(relationship, from, to string) model.Change {
	return model.PutLink{Link: model.Link{Type: w.model.Relationship(relationship), From: from, To: to}}
}

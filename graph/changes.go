package graph

import (
	"context"
	"strings"
	"time"

	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

const (
	mostSteps  = 100
	mostListed = 1000 // nodes and relationships of one step
)

// changes tells what led to the version that is read. A store without a record has nothing to tell, and says so.
func (e *Engine) changes(ctx context.Context, given execute.Needs, args map[string]any) (any, error) {
	var read struct{ Version model.Version }
	if err := given.Into(&read); err != nil {
		return nil, err
	}
	span, limit, err := bounds(args)
	if err != nil {
		return nil, err
	}
	span.Until = read.Version
	complete, more, last, steps := span.After >= read.Version, false, read.Version, []any{}
	if past, ok := e.store.(store.Past); ok {
		tellWho := access.From(ctx).Role >= access.Viewer
		told := span.After
		complete, err = past.Steps(ctx, span, func(s store.Recorded) bool {
			if more = len(steps) == limit; more {
				last = told
				return false
			}
			steps, told = append(steps, e.step(s, tellWho)), s.Version
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return map[string]any{"steps": steps, "complete": complete, "hasMore": more, "version": int64(last)}, nil
}

// bounds reads the arguments: which part of the past is meant, and how many steps of it there may be.
func bounds(args map[string]any) (span store.Span, limit int, err error) {
	span.Most = mostListed
	after, _ := args["afterVersion"].(int64)
	span.After = model.Version(after)
	asked, _ := args["limit"].(int64)
	if limit = int(asked); asked < 1 || asked > mostSteps {
		return span, 0, model.Errorf(model.BadUserInput, "limit must be from 1 to %d.", mostSteps)
	}
	since, given := args["since"].(string)
	if !given {
		return span, limit, nil
	}
	for _, form := range []string{time.RFC3339Nano, time.DateOnly} {
		if span.Since, err = time.Parse(form, since); err == nil {
			return span, limit, nil
		}
	}
	return span, 0, model.Errorf(model.BadUserInput, "since must be a moment such as 2026-11-03T09:00:00Z or a day such as 2026-11-03, not %q.", since)
}

// step gives a step as the schema describes it.
func (e *Engine) step(s store.Recorded, tellWho bool) map[string]any {
	out := map[string]any{
		"version": int64(s.Version), "operation": s.Operation, "message": s.Message,
		"created": s.Created, "updated": s.Updated, "deleted": s.Deleted, "leftOut": s.More,
	}
	if !s.Time.IsZero() {
		out["time"] = s.Time.UTC().Format(time.RFC3339)
	}
	if tellWho && s.By != "" {
		out["by"] = s.By
	}
	nodes, relationships := []any{}, []any{}
	for _, effect := range s.Effects {
		put := map[bool]string{true: "CREATED", false: "UPDATED"}[effect.New]
		switch c := effect.Change.(type) {
		case model.PutElement:
			node := map[string]any{"id": c.Element.ID, "kind": c.Element.Kind.Name, "change": put}
			if name, ok := c.Element.Props["name"].(string); ok {
				node["name"] = name
			}
			nodes = append(nodes, node)
		case model.DeleteElement:
			nodes = append(nodes, map[string]any{"id": c.ID, "kind": e.kindOf(c.ID), "change": "DELETED"})
		case model.PutLink:
			relationships = append(relationships, map[string]any{"type": c.Link.Type.Name, "from": c.Link.From, "to": c.Link.To, "change": put})
		case model.DeleteLink:
			relationships = append(relationships, map[string]any{"type": c.Type.Name, "from": c.From, "to": c.To, "change": "DELETED"})
		}
	}
	out["nodes"], out["relationships"] = nodes, relationships
	return out
}

// kindOf gives the kind that an id says it is of.
func (e *Engine) kindOf(id string) any {
	prefix, _, _ := strings.Cut(id, ":")
	for _, k := range e.model.Kinds {
		if k.Prefix == prefix {
			return k.Name
		}
	}
	return nil
}

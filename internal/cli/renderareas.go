package cli

import (
	"context"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/diagram"
)

// areaPair are two areas that are compared on one journey.
type areaPair struct{ first, second string }

// check refuses what does not go together.
func (p areaPair) check(view, with string) error {
	switch {
	case p.first == "" && p.second != "", view == compareView && p.first != "" && p.second == "":
		return usagef("--area and --with-area go together")
	case p.first != "" && p.second == "" && view != "map":
		return usagef("--area narrows a map, not the view %s", view)
	case p.first != "" && with != "":
		return usagef("--with JOURNEY and --area cannot be used at once")
	case (view == compareView) != (with != "" || p.second != ""):
		return usagef("--view compare and --with JOURNEY, or --area and --with-area, go together")
	}
	return nil
}

// inAreas draws what two areas have on a journey.
func (a *app) inAreas(ctx context.Context, engine *graph.Engine, j *diagram.Journey, areas areaPair) (diagram.Picture, error) {
	question, err := a.operation(regionsQuestion)
	if err != nil {
		return nil, err
	}
	resp, _ := engine.DoOrLess(ctx, graph.Request{
		Query: question.Query, Variables: map[string]any{"journey": j.ID, "first": areas.first, "second": areas.second}, QueriesOnly: true,
	}, diagram.AreasLess)
	if len(resp.Errors) > 0 {
		return nil, a.answerErrors(resp.Errors)
	}
	return diagram.CompareAreas(j, resp.Data)
}

// narrow asks the questions of filters and applies their answers.
func (a *app) narrow(ctx context.Context, engine *graph.Engine, p diagram.Picture, filters []diagram.Filter) error {
	for _, f := range filters {
		question, err := a.operation(f.Question)
		if err != nil {
			return err
		}
		resp := engine.Do(ctx, graph.Request{Query: question.Query, Variables: f.Variables, QueriesOnly: true})
		if len(resp.Errors) > 0 {
			return a.answerErrors(resp.Errors)
		}
		if err := f.Apply(p, resp.Data); err != nil {
			return err
		}
	}
	return nil
}

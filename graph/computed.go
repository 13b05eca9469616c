package graph

import (
	"context"

	"github.com/carejourney/carejourney/internal/analysis"
	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/model"
)

// ComputedFields names the function behind every @computed field of the model.
func ComputedFields() execute.Computed {
	return execute.Computed{
		{Kind: "Journey", Field: "shape"}:                    pure(analysis.JourneyShape),
		{Kind: "Journey", Field: "betweenAreas"}:             pure(analysis.BetweenAreas),
		{Kind: "Journey", Field: "encounters"}:               pure(analysis.JourneyEncounters),
		{Kind: model.QueryName, Field: "encounters"}:         pure(analysis.Encounters),
		{Kind: model.QueryName, Field: "lifeCourse"}:         pure(analysis.LifeCourse),
		{Kind: "Journey", Field: "missingHandoffs"}:          pure(analysis.MissingHandoffs),
		{Kind: "Journey", Field: "routes"}:                   pure(analysis.JourneyRoutes),
		{Kind: model.QueryName, Field: "whatIf"}:             patient(analysis.QueryWhatIf),
		{Kind: model.QueryName, Field: "disinvestment"}:      patient(analysis.Disinvestment),
		{Kind: model.QueryName, Field: "compare"}:            asked(analysis.Compare),
		{Kind: model.QueryName, Field: "trace"}:              asked(analysis.QueryTrace),
		{Kind: model.QueryName, Field: "reuse"}:              pure(analysis.Reuse),
		{Kind: model.QueryName, Field: "sharedRun"}:          pure(analysis.QuerySharedRun),
		{Kind: model.QueryName, Field: "fewestApplications"}: patient(analysis.FewestApplications),
		{Kind: model.QueryName, Field: "suppliers"}:          pure(analysis.Suppliers),
		{Kind: "Journey", Field: "singlePoints"}:             patient(analysis.SinglePoints),
		{Kind: "Journey", Field: "recordOnce"}:               pure(analysis.RecordOnce),
		{Kind: "Journey", Field: "boundaries"}:               pure(analysis.JourneyBoundaries),
		{Kind: "Journey", Field: "reach"}:                    asked(analysis.JourneyReach),
		{Kind: "Journey", Field: "routesBetween"}:            asked(analysis.JourneyRoutesBetween),
		{Kind: "Organisation", Field: "providedTwice"}:       from(analysis.ProvidedTwice),
		{Kind: "WaitingTimeTarget", Field: "targetPath"}:     patient(analysis.TargetPath),
		{Kind: "WaitingTimeTarget", Field: "stagesInside"}:   pure(analysis.StagesInside),
	}
}

// pure makes a computed field of a function that works on nothing but what the field needs. It is not begun for somebody
// who has gone.
func pure[Answer any](f func(needs analysis.Needs) (Answer, error)) execute.Func {
	return asked(func(needs analysis.Needs, _ map[string]any) (Answer, error) { return f(needs) })
}

// asked makes a computed field of a function that also works on the arguments of the field.
func asked[Answer any](f func(needs analysis.Needs, args map[string]any) (Answer, error)) execute.Func {
	return patient(func(_ context.Context, needs analysis.Needs, args map[string]any) (Answer, error) {
		return f(needs, args)
	})
}

// patient makes a computed field of a function that may work for long, and looks itself whether it is still wanted.
func patient[Answer any](f func(ctx context.Context, needs analysis.Needs, args map[string]any) (Answer, error)) execute.Func {
	return func(ctx context.Context, given execute.Needs, args map[string]any) (any, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return f(ctx, given, args)
	}
}

// from makes a computed field of a function that is given what the field needs as Go has it, for what rules ask of very many nodes.
func from[Needs, Answer any](f func(needs Needs) Answer) execute.Func {
	return func(ctx context.Context, given execute.Needs, _ map[string]any) (any, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var needs Needs
		if err := given.Into(&needs); err != nil {
			return nil, err
		}
		return f(needs), nil
	}
}

package gaps

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/model"
)

// at asks every rule, so many at once, and gives nil where an answer is of another version.
func (f *Finder) at(ctx context.Context, version model.Version, scope Scope, atOnce int) (*Found, error) {
	if same, err := f.knowsRegion(ctx, version, scope.Region); err != nil || !same {
		return nil, err
	}
	data, read, err := f.asked.Ask(ctx, acceptedQuery, map[string]any{firstVar: max(scope.First, 1)})
	if err != nil || read != version {
		return nil, err
	}
	found := &Found{Version: version, Findings: []Finding{}, index: &index{}}
	if found.Accepted, err = readAccepted(data); err != nil {
		return nil, err
	}
	if found.people, err = f.people(ctx, version, max(scope.First, 1)); err != nil || found.people == nil {
		return nil, err
	}
	tasks, skipped := f.tasks(ctx, scope)
	found.Skipped = skipped
	answers := make([]*Answer, len(f.rules))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, task := range tasks {
		group.Go(func() (err error) {
			answers[task.place], err = f.ask(ctx, version, f.rules[task.place], task.variables, found.people)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	found.people.marks = nil // nobody is counted any more, and the store keeps much with them
	for i, rule := range f.rules {
		switch {
		case slices.Contains(found.Skipped, rule.Code):
			continue
		case answers[i] == nil:
			return nil, nil
		}
		if answers[i].tooLarge {
			found.TooLarge = append(found.TooLarge, rule.Code)
		}
		if n := answers[i].Left; n > 0 {
			found.Left = append(found.Left, Left{rule.Code, n})
		}
		found.Findings = append(found.Findings, answers[i].Findings...)
	}
	accept(found.Findings, found.Accepted, scope.AsOf)
	Rank(found.Findings)
	found.indexed() // so that whoever asks first does not wait for that
	return found, nil
}

// task is a rule to ask.
type task struct {
	place     int // among all rules
	variables map[string]any
	cost      float64
}

// tasks gives the rules to ask, what takes longest first so that nothing long is left for the end, and the codes of those that need
// what the scope leaves open.
func (f *Finder) tasks(ctx context.Context, scope Scope) (tasks []task, skipped []string) {
	for i, rule := range f.rules {
		variables, ok := rule.Variables(scope)
		if !ok {
			skipped = append(skipped, rule.Code)
			continue
		}
		next := task{place: i, variables: variables}
		if f.asked.Cost != nil {
			if cost, err := f.asked.Cost(ctx, rule.Query, variables); err == nil { // else it is asked in its turn, and says what is wrong
				next.cost = cost
			}
		}
		tasks = append(tasks, next)
	}
	slices.SortStableFunc(tasks, func(a, b task) int { return cmp.Compare(b.cost, a.cost) })
	return tasks, skipped
}

// people asks who takes which journey, and gives nil where the graph has another version.
func (f *Finder) people(ctx context.Context, version model.Version, first int) (*PeopleOn, error) {
	data, read, err := f.asked.Ask(ctx, PeopleQuery, map[string]any{firstVar: first})
	if err != nil || read != version {
		return nil, err
	}
	return ReadPeople(data)
}

// knowsRegion makes sure that a misspelt id is not taken for a region without services.
func (f *Finder) knowsRegion(ctx context.Context, version model.Version, id string) (bool, error) {
	if id == "" {
		return true, nil
	}
	data, read, err := f.asked.Ask(ctx, `query Region($id: ID!) { organisation(id: $id) { id } }`, map[string]any{"id": id})
	if err != nil || read != version {
		return false, err
	}
	var answer struct{ Organisation *struct{} }
	if err := json.Unmarshal(data, &answer); err != nil {
		return false, err
	}
	if answer.Organisation == nil {
		return false, UnknownRegion(id)
	}
	return true, nil
}

// UnknownRegion is the error for a region that is no organisation of the graph.
func UnknownRegion(id string) error {
	return model.Errorf(model.BadUserInput, "There is no region or other organisation with the id %q.", id)
}

// ask asks one rule, unless its answer is known. It gives nil where the graph has another version.
func (f *Finder) ask(ctx context.Context, version model.Version, rule *Rule, variables map[string]any, people *PeopleOn) (*Answer, error) {
	given, err := json.Marshal(variables) // keys are sorted
	if err != nil {
		return nil, err
	}
	key := rule.Code + " " + string(given)
	f.mu.Lock()
	var kept Answer
	known := f.version == version
	if known {
		kept, known = f.answers.Get(key)
	}
	f.mu.Unlock()
	if known {
		return &kept, nil
	}
	answered, read, err := f.asked.Look(ctx, rule.Query, variables)
	if model.CodeOf(err) == model.LimitExceeded {
		return &Answer{tooLarge: true}, nil // the others can still be told
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", rule.File, err)
	}
	if read != version {
		return nil, nil
	}
	answer, err := rule.read(ctx, f.model, answered, people)
	if view, ok := answered.(*execute.View); ok && err == nil {
		err = view.Err()
	}
	if model.CodeOf(err) == model.LimitExceeded {
		return &Answer{tooLarge: true}, nil
	}
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.turn(version)
	if f.version == version {
		f.answers.Add(key, answer)
	}
	return &answer, nil
}

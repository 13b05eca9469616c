package gaps

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/singleflight"

	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/model"
)

// Asked is what a Finder needs of whoever can answer queries.
type Asked struct {
	// Ask answers one query at one version of the graph. It has no errors inside the data: where any value is not there, it fails.
	Ask func(ctx context.Context, query string, variables map[string]any) (data []byte, version model.Version, err error)
	// Look gives the answer to a query as something to look at: an *execute.View, or JSON as encoding/json reads it.
	Look func(ctx context.Context, query string, variables map[string]any) (answer any, version model.Version, err error)
	// Version gives the version of the graph now.
	Version func(ctx context.Context) (model.Version, error)
}

// Bounds of what a Finder keeps and does.
const (
	scopesKept  = 8               // scopes of one version whose findings are kept
	answersKept = 100             // rules, each with what it was asked with, whose findings are kept
	atOnce      = 2               // rules that are asked at the same time
	tries       = 3               // times the rules are asked where the graph changes under them
	patience    = 3 * time.Minute // for all rules once, whoever waits for them: a country takes a while
)

// Finder asks rules about one graph, and keeps what they find until the graph changes. It may be used from several
// goroutines at once: who asks for the same waits for the same.
type Finder struct {
	model *model.Model
	rules []*Rule
	asked Asked
	work  singleflight.Group

	mu      sync.Mutex
	version model.Version     // GUARDED_BY(mu): of everything kept
	found   map[Scope]*Found  // GUARDED_BY(mu): by what was looked at
	answers map[string]Answer // GUARDED_BY(mu): by rule and variables
}

// NewFinder makes a Finder of rules.
func NewFinder(m *model.Model, rules []*Rule, asked Asked) *Finder {
	return &Finder{model: m, rules: rules, asked: asked}
}

// Rules gives the rules, by code.
func (f *Finder) Rules() []*Rule { return f.rules }

// Found is what all rules found in a scope.
type Found struct {
	Version  model.Version
	Findings []Finding    // ranked; not to be changed
	Accepted []Acceptance // everything that is accepted, on whatever days
	Skipped  []string     // codes of rules that need a region, where the scope has none
	TooLarge []string     // codes of rules whose answers would be larger than they may
	Left     []Left

	people *PeopleOn
}

// Left says how many nodes a rule did not get to look at.
type Left struct {
	Code  string
	Nodes int
}

// Find asks every rule about a scope, unless that is known for the graph as it is. Rules are asked about all journeys, and what
// does not touch that of the scope is left out: a gap is the same whoever looks at it. Where the scope has a region that is
// no organisation of the graph, it gives model.BadUserInput.
func (f *Finder) Find(ctx context.Context, scope Scope) (*Found, error) {
	all := scope
	all.Journey = ""
	found, err := f.findAll(ctx, all)
	if err != nil || scope.Journey == "" {
		return found, err
	}
	some := *found
	some.Findings = found.On(scope.Journey)
	return &some, nil
}

// On gives the findings that touch a journey, ranked. The people of that journey alone count.
func (f *Found) On(journey string) []Finding {
	on := []Finding{}
	for i := range f.Findings {
		if !f.Findings[i].TouchesJourney(journey) {
			continue
		}
		narrow := f.Findings[i]
		narrow.within, narrow.Size = journey, largest(f.people.groups[journey])
		on = append(on, narrow)
	}
	Rank(on)
	return on
}

func (f *Finder) findAll(ctx context.Context, scope Scope) (*Found, error) {
	scope.AsOf = day(scope.AsOf)
	version, err := f.asked.Version(ctx)
	if err != nil {
		return nil, err
	}
	if found := f.known(version, scope); found != nil {
		return found, nil
	}
	key := fmt.Sprint(version, scope)
	done := f.work.DoChan(key, func() (any, error) {
		// The work is for everybody who waits for it, so it must not end with the first who stops waiting.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		return f.find(ctx, scope)
	})
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case result := <-done:
		if result.Err != nil {
			return nil, result.Err
		}
		return result.Val.(*Found), nil
	}
}

// day leaves out the time of day, so that a scope is the same from midnight to midnight.
func day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// find asks until all rules were answered at one version.
func (f *Finder) find(ctx context.Context, scope Scope) (*Found, error) {
	for range tries {
		version, err := f.asked.Version(ctx)
		if err != nil {
			return nil, err
		}
		found, err := f.at(ctx, version, scope)
		if err != nil {
			return nil, err
		}
		if found != nil {
			f.keep(scope, found)
			return found, nil
		}
	}
	return nil, model.Errorf(model.Unavailable, "The graph changes faster than the gap rules can be asked. Ask again in a while.")
}

// at asks every rule, and gives nil where an answer is of another version.
func (f *Finder) at(ctx context.Context, version model.Version, scope Scope) (*Found, error) {
	if same, err := f.knowsRegion(ctx, version, scope.Region); err != nil || !same {
		return nil, err
	}
	data, read, err := f.asked.Ask(ctx, acceptedQuery, map[string]any{firstVar: max(scope.First, 1)})
	if err != nil || read != version {
		return nil, err
	}
	found := &Found{Version: version, Findings: []Finding{}}
	if found.Accepted, err = readAccepted(data); err != nil {
		return nil, err
	}
	if found.people, err = f.people(ctx, version, max(scope.First, 1)); err != nil || found.people == nil {
		return nil, err
	}
	answers := make([]*Answer, len(f.rules))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for i, rule := range f.rules {
		variables, ok := rule.Variables(scope)
		if !ok {
			found.Skipped = append(found.Skipped, rule.Code)
			continue
		}
		group.Go(func() (err error) {
			answers[i], err = f.ask(ctx, version, rule, variables, found.people)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
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
	return found, nil
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
	kept, known := f.answers[key]
	known = known && f.version == version
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
		if len(f.answers) >= answersKept {
			clear(f.answers)
		}
		f.answers[key] = answer
	}
	return &answer, nil
}

func (f *Finder) known(version model.Version, scope Scope) *Found {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.version != version {
		return nil
	}
	return f.found[scope]
}

func (f *Finder) keep(scope Scope, found *Found) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.turn(found.Version)
	if f.version == found.Version {
		if len(f.found) >= scopesKept {
			clear(f.found)
		}
		f.found[scope] = found
	}
}

// turn forgets what is kept where there is a newer version. The caller holds mu.
func (f *Finder) turn(version model.Version) {
	if version > f.version || f.found == nil {
		f.version, f.found, f.answers = version, map[Scope]*Found{}, map[string]Answer{}
	}
}

// Rule gives the rule with a code, however its letters are written, and nil where there is none.
func (f *Finder) Rule(code string) *Rule {
	i := slices.IndexFunc(f.rules, func(r *Rule) bool { return strings.EqualFold(r.Code, code) })
	if i < 0 {
		return nil
	}
	return f.rules[i]
}

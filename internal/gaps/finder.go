package gaps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/sync/singleflight"

	"github.com/carejourney/carejourney/internal/model"
)

// Asked is what a Finder needs of whoever can answer queries.
type Asked struct {
	// Ask answers one query at one version of the graph. It has no errors inside the data: where any value is not there, it fails.
	Ask func(ctx context.Context, query string, variables map[string]any) (data []byte, version model.Version, err error)
	// Look gives the answer to a query as something to look at: an *execute.View, or JSON as encoding/json reads it.
	Look func(ctx context.Context, query string, variables map[string]any) (answer any, version model.Version, err error)
	// Cost gives about how much it is to answer a query, in any unit, so that what takes longest is begun first; nil where nobody knows.
	Cost func(ctx context.Context, query string, variables map[string]any) (float64, error)
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
	version model.Version                  // GUARDED_BY(mu): of everything kept
	found   *simplelru.LRU[Scope, *Found]  // GUARDED_BY(mu): by what was looked at
	answers *simplelru.LRU[string, Answer] // GUARDED_BY(mu): by rule and variables; those that every scope has are asked for each time, so they stay
}

// NewFinder makes a Finder of rules.
func NewFinder(m *model.Model, rules []*Rule, asked Asked) *Finder {
	f := &Finder{model: m, rules: rules, asked: asked}
	f.found, _ = simplelru.NewLRU[Scope, *Found](scopesKept, nil) // fails only for a size of nothing
	f.answers, _ = simplelru.NewLRU[string, Answer](answersKept, nil)
	return f
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
	index  *index // made when findings are first chosen
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
	on, err := found.Choose(Wanted{Journey: &scope.Journey})
	if err != nil {
		return nil, err
	}
	some := *found
	some.Findings, some.index = on.All(), &index{}
	return &some, nil
}

// Ahead asks every rule about a scope before anybody wants to know, one rule at a time so that there is a processor for whoever asks
// something else. Who asks for the same meanwhile waits for the same. It is given up where ctx ends or the graph changes.
func (f *Finder) Ahead(ctx context.Context, scope Scope) error {
	scope.AsOf = day(scope.AsOf)
	version, err := f.asked.Version(ctx)
	if err != nil || f.known(version, scope) != nil {
		return err
	}
	_, err = f.once(ctx, version, scope, func() (*Found, error) { return f.at(ctx, version, scope, 1) })
	return err
}

// findAll asks until all rules were answered at one version.
func (f *Finder) findAll(ctx context.Context, scope Scope) (*Found, error) {
	scope.AsOf = day(scope.AsOf)
	for range tries {
		version, err := f.asked.Version(ctx)
		if err != nil {
			return nil, err
		}
		if found := f.known(version, scope); found != nil {
			return found, nil
		}
		found, err := f.once(ctx, version, scope, func() (*Found, error) {
			// The work is for everybody who waits for it, so it must not end with the first who stops waiting.
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
			defer cancel()
			return f.at(ctx, version, scope, atOnce)
		})
		gaveUp := errors.Is(err, context.Canceled) && ctx.Err() == nil // whoever began it for nobody in particular
		if found != nil || err != nil && !gaveUp {
			return found, err
		}
	}
	return nil, model.Errorf(model.Unavailable, "The graph changes faster than the gap rules can be asked. Ask again in a while.")
}

// once waits for what was begun before for the same, or begins it. It gives nil where the graph has another version.
func (f *Finder) once(ctx context.Context, version model.Version, scope Scope, find func() (*Found, error)) (*Found, error) {
	done := f.work.DoChan(fmt.Sprint(version, scope), func() (any, error) {
		found, err := find()
		if found != nil {
			f.keep(scope, found)
		}
		return found, err
	})
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case result := <-done:
		found, _ := result.Val.(*Found)
		return found, result.Err
	}
}

// day leaves out the time of day, so that a scope is the same from midnight to midnight.
func day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func (f *Finder) known(version model.Version, scope Scope) *Found {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.version != version {
		return nil
	}
	found, _ := f.found.Get(scope)
	return found
}

func (f *Finder) keep(scope Scope, found *Found) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.turn(found.Version)
	if f.version == found.Version {
		f.found.Add(scope, found)
	}
}

// turn forgets what is kept where there is a newer version. The caller holds mu.
func (f *Finder) turn(version model.Version) {
	if version > f.version {
		f.version = version
		f.found.Purge()
		f.answers.Purge()
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

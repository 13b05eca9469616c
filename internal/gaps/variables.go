package gaps

import (
	"slices"
	"time"
)

// Scope is what a person can narrow gaps to.
type Scope struct {
	Journey string    // id, "" for all
	Region  string    // id of an organisation, "" for all regions
	AsOf    time.Time // the day on which it is asked
	First   int       // how many nodes of a kind to look at; 0 for what the rule says itself
}

// The variables that are given from outside where a rule declares them.
const (
	journeyVar     = "journey"       // id of the one journey to look at
	regionVar      = "region"        // id of the one area to look at
	regionRolesVar = "regionRoles"   // roles of the areas to look at; null where there is only one
	asOfVar        = "asOf"          // the day on which it is asked
	reviewedVar    = "reviewedSince" // the day a year before
	firstVar       = "first"         // how many nodes of a kind to look at
)

var known = []string{journeyVar, regionVar, regionRolesVar, asOfVar, reviewedVar, firstVar}

// Variables gives what a rule needs to know of a scope. It is false where the rule needs something the scope leaves
// open, such as a region.
func (r *Rule) Variables(s Scope) (map[string]any, bool) {
	given := map[string]any{asOfVar: s.AsOf.Format(time.DateOnly), reviewedVar: s.AsOf.AddDate(-1, 0, 0).Format(time.DateOnly)}
	if s.Journey != "" {
		given[journeyVar] = s.Journey
	}
	if s.Region != "" {
		given[regionVar], given[regionRolesVar] = s.Region, nil
	}
	if s.First > 0 {
		given[firstVar] = s.First
	}
	for name := range given {
		if _, declared := r.variables[name]; !declared {
			delete(given, name)
		}
	}
	for name, needed := range r.variables {
		if _, is := given[name]; needed && !is && slices.Contains(known, name) {
			return nil, false
		}
	}
	return given, true
}

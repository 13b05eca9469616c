package plan

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// isByID reports whether a condition names the nodes by their ids.
func isByID(p Predicate) bool {
	compare, ok := p.(Compare)
	return ok && !compare.Edge && !compare.Fold && compare.Field.Name == "id" && (compare.Op == Eq || compare.Op == In)
}

// conjuncts gives the conditions that must all hold.
func conjuncts(p Predicate, into []Predicate) []Predicate {
	switch p := p.(type) {
	case nil:
		return into
	case And:
		for _, part := range p.All {
			into = conjuncts(part, into)
		}
		return into
	}
	return append(into, p)
}

// overParts adds up what of gives for every condition that others are joined from by and, or and not.
func overParts[N int | float64](p Predicate, of func(Predicate) N) N {
	var sum N
	switch p := p.(type) {
	case nil:
	case And:
		for _, part := range p.All {
			sum += overParts(part, of)
		}
	case Or:
		for _, part := range p.Any {
			sum += overParts(part, of)
		}
	case Not:
		sum = overParts(p.Of, of)
	default:
		sum = of(p)
	}
	return sum
}

// OwnComparisons counts what a condition compares on a node, where it looks at everything. All else that it asks of the node
// counts as one.
func OwnComparisons(p Predicate) int { return overParts(p, func(Predicate) int { return 1 }) }

func narrowed(kinds, to []*model.Kind) []*model.Kind {
	var kept []*model.Kind
	for _, k := range kinds {
		if hasKind(to, k) {
			kept = append(kept, k)
		}
	}
	return kept
}

// withoutEdge leaves out what speaks of the relationship walked, which is not known at the far end.
func withoutEdge(p Predicate) Predicate {
	if !SpeaksOfEdge(p) {
		return p
	}
	var kept []Predicate
	for _, part := range conjuncts(p, nil) {
		if !SpeaksOfEdge(part) {
			kept = append(kept, part)
		}
	}
	return all(kept)
}

// all gives the simplest condition that all parts hold.
func all(parts []Predicate) Predicate {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return And{All: parts}
}

// AsksAround reports whether a condition asks about related nodes.
func AsksAround(p Predicate) bool {
	return overParts(p, func(p Predicate) int {
		switch p.(type) {
		case Related, Count:
			return 1
		}
		return 0
	}) > 0
}

// SpeaksOfEdge reports whether a condition compares a property of the relationship walked to the node.
func SpeaksOfEdge(p Predicate) bool {
	switch p := p.(type) {
	case And:
		return slices.ContainsFunc(p.All, SpeaksOfEdge)
	case Or:
		return slices.ContainsFunc(p.Any, SpeaksOfEdge)
	case Not:
		return SpeaksOfEdge(p.Of)
	case Compare:
		return p.Edge
	case Empty:
		return p.Edge
	}
	return false
}

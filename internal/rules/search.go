package rules

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// search looks for what references that lead nowhere may have meant.
type search struct {
	v        View
	ids      map[string][]string // by prefix, once they are needed
	compared int                 // ids compared so far
}

// maxCompared bounds the time spent on suggestions where a great many references lead nowhere.
const maxCompared = 500_000

// reference gives the suggestion for an end of a relationship of the type.
func (s *search) reference(t *model.Relationship, id string, from bool) string {
	if s.compared > maxCompared {
		return ""
	}
	n := newNearest(id)
	seen := map[*model.Kind]bool{}
	for _, pair := range t.Pairs {
		kind := pair.To
		if from {
			kind = pair.From
		}
		if seen[kind] {
			continue
		}
		seen[kind] = true
		candidates := s.idsOf(kind)
		s.compared += len(candidates)
		for _, candidate := range candidates {
			n.try(candidate)
		}
	}
	if n.best == "" {
		return ""
	}
	return fmt.Sprintf("Did you mean %s?", n.best)
}

// idsOf gives the ids that begin as those of the kind do. All are listed once, when the first is asked for.
func (s *search) idsOf(kind *model.Kind) []string {
	if s.ids == nil {
		s.ids = map[string][]string{}
		if lister, ok := s.v.(Lister); ok {
			for id := range lister.IDs() {
				prefix, _, _ := strings.Cut(id, ":")
				s.ids[prefix] = append(s.ids[prefix], id)
			}
		}
	}
	return s.ids[kind.Prefix]
}

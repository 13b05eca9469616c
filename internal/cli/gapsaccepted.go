package cli

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// tellClosed names what is accepted though there is no such gap any more: somebody should take it out of the files.
func (a *app) tellClosed(s *session, found *gaps.Found) {
	for _, accepted := range found.Accepted {
		if closed := accepted.Closed(found.Findings); len(closed) > 0 {
			fmt.Fprintf(a.Err, "carejourney: %s%s is not needed any more: rule %s finds nothing at %s\n",
				s.placed(accepted.ID), accepted.ID, accepted.Code, strings.Join(closed, ", "))
		}
	}
}

// p

// placed is where in the model files a node is written, to stand in front of a message; empty where nobody knows.
func (s *session) placed(id string) string {
	p := s.place(id)
	if p.File == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d: ", p.File, p.Line, p.Column)
}

// place is where in the model files a node is written.
func (s *session) place(id string) model.Problem {
	if s.set == nil {
		return model.Problem{}
	}
	return s.set.Place(rules.Subject{Element: id}, "", "", "")
}

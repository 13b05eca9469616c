package modelfile

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// DefaultSet is the id of a folder that does not name itself.
const DefaultSet = "model-set:default"

// Set is what a folder of model files holds.
type Set struct {
	ID, Name string
	Elements []model.Element // by id
	Links    []model.Link    // by start, type, end

	all gathered
}

// Content gives elements and links together.
func (s *Set) Content() model.Content { return model.Content{Elements: s.Elements, Links: s.Links} }

// Place gives the problem that something said about an element or relationship of the set is, at the place where its
// field, or else it itself, is written. For what is not of the set there is no place.
func (s *Set) Place(of rules.Subject, rule, message, suggestion string) model.Problem {
	p := model.Problem{Rule: rule, Message: message, Suggestion: suggestion}
	if o, known := s.origin(of); known {
		where := o.place(of.Field)
		p.File, p.Line, p.Column = o.file.name, where.line, where.column
	}
	return p
}

func (s *Set) origin(of rules.Subject) (origin, bool) {
	if of.Element != "" {
		return s.all.originOf(of.Element)
	}
	return s.all.originOfLink(of.Link)
}

// Digest is a hash of everything in the set: the same for the same content, however it is spread over files.
func (s *Set) Digest() string {
	h := sha256.New()
	line := func(words ...string) {
		for _, w := range words {
			_, _ = io.WriteString(h, strconv.Quote(w)+" ") // a hash takes everything
		}
		_, _ = io.WriteString(h, "\n")
	}
	properties := func(props model.Props) {
		for _, name := range slices.Sorted(maps.Keys(props)) {
			line("", name, fmt.Sprintf("%T %#v", props[name], props[name]))
		}
	}
	line("set", s.ID, s.Name)
	for _, e := range s.Elements {
		line("element", e.ID, e.Kind.Name)
		properties(e.Props)
	}
	for _, l := range s.Links {
		line("link", l.From, l.Type.Name, l.To)
		properties(l.Props)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// origin is where an element or relationship is written.
type origin struct {
	file *source
	at
	fields located // nil where it has none of its own
}

// located finds the places of fields.
type located interface {
	place(field string) (at, bool)
}

// place gives the place of a field, or of the whole.
func (o origin) place(field string) at {
	if field != "" && o.fields != nil {
		if where, ok := o.fields.place(field); ok {
			return where
		}
	}
	return o.at
}

package gaps

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
)

// named is how many names a sentence says before it only counts.
const named = 4

// becauseKey is how a sentence calls what because of its rule gave.
const becauseKey = "because"

// hole is a part of a sentence that is filled in: {path}, {#path}, or {path|words} with words for where there is nothing.
var hole = regexp.MustCompile(`\{(#?)([A-Za-z_][\w.]*)(?:\|([^{}]*))?\}`)

// part is a part of a sentence in [ ] that is left out where any hole of it has nothing.
var part = regexp.MustCompile(`\[[^\[\]]*\]`)

// sentence is a text with holes.
type sentence struct {
	text string
	said map[string]func(v any) any // by path of a hole, how a value there is said where not as it is written
}

// fill fills in the holes. It adds the ids of the nodes it names to proof, where that is not nil.
func (s sentence) fill(subject *scope, because []any, proof *ids) string {
	text := part.ReplaceAllStringFunc(s.text, func(found string) string {
		for _, parts := range hole.FindAllStringSubmatch(found, -1) {
			if len(inHole(subject, because, parts[2])) == 0 {
				return ""
			}
		}
		return found[1 : len(found)-1]
	})
	return hole.ReplaceAllStringFunc(text, func(found string) string {
		parts := hole.FindStringSubmatch(found)
		these := slices.Clone(inHole(subject, because, parts[2]))
		for _, v := range these {
			proof.add(v)
		}
		if parts[1] != "" {
			return strconv.Itoa(len(these))
		}
		if len(these) == 0 {
			return parts[3]
		}
		if say := s.said[parts[2]]; say != nil {
			for i, v := range these {
				these[i] = say(v)
			}
		}
		return list(these)
	})
}

// inHole gives the values a hole speaks of.
func inHole(subject *scope, because []any, hole string) []any {
	t := newTerm('+', hole)
	if t.path[0] == becauseKey {
		if len(because) > 0 && len(t.path) == 1 {
			if _, isRef := because[0].(*Ref); isRef {
				return because // each once
			}
		}
		subject = &scope{value: map[string]any{becauseKey: because}}
	}
	return step{t}.combine(subject)
}

// list writes values as a person would: a, b and c.
func list(these []any) string {
	these = distinct(these)
	words := make([]string, 0, named+1)
	for i, v := range these {
		if i == named && len(these) > named+1 {
			words = append(words, fmt.Sprintf("%d more", len(these)-named))
			break
		}
		words = append(words, word(v))
	}
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// distinct leaves out what is called like something before: a sentence that says the same name twice says nothing with it.
func distinct(these []any) []any {
	var kept []any
	known := map[string]bool{}
	for _, v := range these {
		if name := word(v); !known[name] {
			known[name] = true
			kept = append(kept, v)
		}
	}
	return kept
}

// acronyms stay as they are where values of enumerations are spelt out.
var acronyms = strings.NewReplacer("nhs app", "NHS App", "sms", "SMS")

// saying gives how values of a field are said, nil where as they are written.
func saying(field *ast.Field, schema *ast.Schema) func(v any) any {
	switch def := schema.Types[field.Definition.Type.Name()]; {
	case def.Kind == ast.Enum:
		return spelt
	case def.Name == (&model.Field{Type: model.Date}).TypeName():
		return dayInWords
	default:
		return nil
	}
}

// dayInWords writes a day as people say it: 1 April 2026.
func dayInWords(v any) any {
	if day, err := time.Parse(time.DateOnly, fmt.Sprint(v)); err == nil {
		return day.Format("2 January 2006")
	}
	return v
}

// spelt writes a value of an enumeration as words.
func spelt(v any) any {
	return acronyms.Replace(strings.ToLower(strings.ReplaceAll(fmt.Sprint(v), "_", " ")))
}

// word is what a value is called: a node by its name.
func word(v any) string {
	for _, key := range []string{"name", "id"} {
		if words := text(v, key); words != "" {
			return words
		}
	}
	return fmt.Sprint(v)
}

// ids collects the ids of nodes, each once, in the order in which they came.
type ids struct {
	known map[string]bool
	list  []string
}

func (s *ids) add(v any) {
	if s == nil {
		return // nobody asks
	}
	id := text(v, "id")
	if id == "" || s.known[id] {
		return
	}
	if s.known == nil {
		s.known = map[string]bool{}
	}
	s.known[id] = true
	s.list = append(s.list, id)
}

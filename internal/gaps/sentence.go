package gaps

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// named is how many names a sentence says before it only counts.
const named = 4

// becauseKey is how a sentence calls what because of its rule gave.
const becauseKey = "because"

// hole is a part of a sentence that is filled in: {path}, {#path}, or {path|words} with words for where there is nothing.
var hole = regexp.MustCompile(`\{(#?)([A-Za-z_][\w.]*)(?:\|([^{}]*))?\}`)

// sentence fills in the holes of a text. It adds the ids of the nodes it names to proof.
func sentence(text string, subject *scope, because []any, proof *ids) string {
	return hole.ReplaceAllStringFunc(text, func(found string) string {
		parts := hole.FindStringSubmatch(found)
		path := strings.Split(parts[2], ".")
		these := step{{'+', path}}.combine(subject)
		if path[0] == becauseKey {
			these = step{{'+', path}}.combine(&scope{value: map[string]any{becauseKey: because}})
		}
		for _, v := range these {
			proof.add(v)
		}
		if parts[1] != "" {
			return strconv.Itoa(len(these))
		}
		if len(these) == 0 {
			return parts[3]
		}
		return list(these)
	})
}

// list writes values as a person would: a, b and c.
func list(these []any) string {
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

// enumerated finds values of enumerations that are made of several words.
var enumerated = regexp.MustCompile(`^[A-Z]+(?:_[A-Z]+)+$`)

// word is what a value is called: a node by its name.
func word(v any) string {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range []string{"name", "id"} {
			if text, ok := v[key].(string); ok {
				return text
			}
		}
	case string:
		if enumerated.MatchString(v) {
			return strings.ToLower(strings.ReplaceAll(v, "_", " "))
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
	o, _ := v.(map[string]any)
	id, ok := o["id"].(string)
	if !ok || s.known[id] {
		return
	}
	if s.known == nil {
		s.known = map[string]bool{}
	}
	s.known[id] = true
	s.list = append(s.list, id)
}

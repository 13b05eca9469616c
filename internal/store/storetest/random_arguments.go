package storetest

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/plan"
)

// withOtherArguments gives the query with other values of its parameters, of the same form: a text for a text, as many
// texts in a list, a number for a number.
func (s *source) withOtherArguments(q *plan.Query) *plan.Query {
	other := *q
	other.Args = make([]any, len(q.Args))
	for i, v := range q.Args {
		other.Args[i] = s.another(v)
	}
	return &other
}

// another gives a value of the same form. Dates and values of enumerations stay, as not every text is one.
func (s *source) another(v any) any {
	switch v := v.(type) {
	case string:
		switch {
		case slices.Contains(texts, v):
			return pick(s, texts)
		case strings.Contains(v, ":"):
			return s.id()
		}
	case int64:
		return int64(s.IntN(6))
	case float64:
		return float64(s.IntN(6)) / 2
	case bool:
		return s.chance(50)
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = s.another(item)
		}
		return list
	}
	return v
}

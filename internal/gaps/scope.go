package gaps

import "github.com/carejourney/carejourney/internal/execute"

// scope is a value of an answer and what it was found in. Answers are what execute.Look gives, or JSON.
type scope struct {
	value any
	above *scope            // nil for the answer itself
	found map[string]*these // of the answer itself: what stands at paths that were looked up before
}

// get gives the value under a key where there is an object that was asked for it.
func get(v any, key string) (any, bool) {
	switch v := v.(type) {
	case *execute.View:
		return v.Look(key)
	case map[string]any:
		value, known := v[key]
		return value, known
	case *Ref:
		switch key {
		case "id":
			return v.ID, true
		case "name":
			return v.Name, true
		}
	}
	return nil, false
}

// text gives a text of an object, "" where there is none.
func text(v any, key string) string {
	value, _ := get(v, key)
	words, _ := value.(string)
	return words
}

// items gives what is on a list.
func items(v any) ([]any, bool) {
	switch v := v.(type) {
	case *execute.Views:
		return v.Items(), true
	case []any:
		return v, true
	case []string:
		all := make([]any, len(v))
		for i, item := range v {
			all[i] = item
		}
		return all, true
	}
	return nil, false
}

// lookup gives everything at a path, in the nearest scope that has the first key of it.
func (s *scope) lookup(path []string, name string) *these {
	for at := s; at != nil; at = at.above {
		if _, known := get(at.value, path[0]); !known {
			continue
		}
		if at.above != nil {
			return &these{values: values(at.value, path, nil)}
		}
		if at.found[name] == nil {
			if at.found == nil {
				at.found = map[string]*these{}
			}
			at.found[name] = &these{values: values(at.value, path, nil)}
		}
		return at.found[name]
	}
	return &these{}
}

// values walks from a value along keys, through every item of a list. Null leads nowhere.
func values(v any, path []string, into []any) []any {
	if all, isList := items(v); isList {
		for _, item := range all {
			into = values(item, path, into)
		}
		return into
	}
	switch {
	case v == nil:
		return into
	case len(path) == 0:
		return append(into, v)
	}
	next, _ := get(v, path[0])
	return values(next, path[1:], into)
}

package gaps

// scope is a value of an answer and what it was found in.
type scope struct {
	value any
	above *scope // nil for the answer itself
}

// object gives the value where it is an object, nil otherwise.
func (s *scope) object() map[string]any {
	o, _ := s.value.(map[string]any)
	return o
}

// lookup gives every value at a path, in the nearest scope that has the first key of it.
func (s *scope) lookup(path []string) []any {
	for at := s; at != nil; at = at.above {
		if _, known := at.object()[path[0]]; known {
			return values(at.value, path)
		}
	}
	return nil
}

// values walks from a value along keys, through every item of a list. Null leads nowhere.
func values(v any, path []string) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		var all []any
		for _, item := range v {
			all = append(all, values(item, path)...)
		}
		return all
	case map[string]any:
		if len(path) > 0 {
			return values(v[path[0]], path[1:])
		}
	default:
		if len(path) > 0 {
			return nil
		}
	}
	return []any{v}
}

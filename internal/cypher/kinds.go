package cypher

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// after gives the kinds that a step leads to, in order of the model.
func after(step model.Step, from []*model.Kind) []*model.Kind {
	var next []*model.Kind
	for _, t := range step.Types {
		for _, pair := range t.Pairs {
			start, end := pair.From, pair.To
			if !step.Out {
				start, end = end, start
			}
			if slices.Contains(from, start) && !slices.Contains(next, end) {
				next = append(next, end)
			}
		}
	}
	return next
}

// reachable gives the kinds that a path leads to.
func reachable(path model.Path, from []*model.Kind) []*model.Kind {
	var all []*model.Kind
	for _, way := range path.Ways {
		at := from
		for _, step := range way {
			at = repeated(step, at)
		}
		all = union(all, at)
	}
	slices.SortFunc(all, func(a, b *model.Kind) int { return a.Index - b.Index })
	return all
}

func repeated(step model.Step, from []*model.Kind) []*model.Kind {
	next := after(step, from)
	if step.Repeat == model.Once {
		return next
	}
	for more := next; len(more) > 0; {
		found := after(step, more)
		more = slices.DeleteFunc(found, func(k *model.Kind) bool { return slices.Contains(next, k) })
		next = union(next, more)
	}
	if step.Repeat == model.ZeroOrMore {
		next = union(next, from)
	}
	return next
}

func union(a, b []*model.Kind) []*model.Kind {
	all := slices.Clone(a)
	for _, k := range b {
		if !slices.Contains(all, k) {
			all = append(all, k)
		}
	}
	return all
}

func intersection(a, b []*model.Kind) []*model.Kind {
	var both []*model.Kind
	for _, k := range a {
		if slices.Contains(b, k) {
			both = append(both, k)
		}
	}
	return both
}

// narrow keeps the place to the kinds and gives the condition that says so, which is no more than needed: where the
// model fixes what stands at the end of a relationship, looking at labels would only cost time.
func narrow(at place, kinds []*model.Kind) (place, string) {
	kept := intersection(at.kinds, kinds)
	test := always
	switch len(kept) {
	case len(at.kinds):
	case 0:
		test = never
	default:
		test = at.node + ":" + labels(kept)
	}
	at.kinds = kept
	return at, test
}

// owns reports whether nodes of the kind keep a value of the field.
func owns(k *model.Kind, f *model.Field) bool {
	return slices.ContainsFunc(k.Fields, func(own *model.Field) bool {
		return own == f || own.Embedded != nil && slices.Contains(own.Embedded.Fields, f)
	})
}

// uses reports whether nodes of the kind keep some value under the name.
func uses(k *model.Kind, property string) bool {
	return slices.ContainsFunc(k.Fields, func(own *model.Field) bool {
		return own.Embedded == nil && own.Property == property ||
			own.Embedded != nil && slices.ContainsFunc(own.Embedded.Fields, func(f *model.Field) bool { return f.Property == property })
	})
}

// value writes the value of a field at a place, or of a property of the relationship it was reached by. A node of a
// kind without the field has no value, even where the kind has another field of the same name.
func value(at place, f *model.Field, edge bool) string { return property(at, f, edge, f.Property) }

// property is value with another property that is worked out from the field.
func property(at place, f *model.Field, edge bool, name string) string {
	switch {
	case edge && at.rel == "":
		return missing
	case edge:
		return at.rel + "." + Quote(name)
	case f.Name == "id":
		return at.node + ".id"
	}
	var have []*model.Kind
	clash := false
	for _, k := range at.kinds {
		if owns(k, f) {
			have = append(have, k)
		} else if uses(k, f.Property) {
			clash = true
		}
	}
	switch {
	case len(have) == 0:
		return missing
	case clash:
		return "CASE WHEN " + at.node + ":" + labels(have) + " THEN " + at.node + "." + Quote(name) + " END"
	}
	return at.node + "." + Quote(name)
}

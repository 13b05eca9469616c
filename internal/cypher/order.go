package cypher

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// key is one sort key: Cypher orders as plans do, missing values as the largest.
type key struct {
	text string // a property, or the name of a value that a WITH worked out
	desc bool
}

// keys gives the sort keys of a selection at a place, and the clause that works out those that are no plain properties,
// "" where all are.
func (r *renderer) keys(sel *plan.Select, at place) (keys []key, with string) {
	if len(sel.Order) == 0 {
		return []key{{text: at.node + ".id"}}, ""
	}
	var worked []string
	for _, o := range sel.Order {
		text, plain := r.sortValue(sel, o, at)
		if !plain {
			name := r.fresh("k")
			worked = append(worked, text+" AS "+name)
			text = name
		}
		keys = append(keys, key{text, o.Desc})
	}
	if len(worked) > 0 {
		with = "\nWITH " + at.carried() + ", " + strings.Join(worked, ", ")
	}
	return keys, with
}

// sortValue writes the value of a sort key, and says whether it is a plain property of what is at hand.
func (r *renderer) sortValue(sel *plan.Select, o plan.Order, at place) (text string, plain bool) {
	switch {
	case o.Rank:
		words, _ := sel.From.Search.Value(r.args).(string)
		return r.rank(at, model.Terms(words)), false
	case o.Property != nil:
		text = value(at, o.Property, true)
		return text, text != missing
	case len(o.Through) > 0:
		return r.through(o, at), false
	case len(o.Count) > 0:
		return r.count(at, o.Count[0]), false
	}
	text = value(at, o.Field, false)
	return text, text != missing && !strings.HasPrefix(text, "CASE")
}

// through writes the value at the end of to-one relations: of several nodes the first by id counts.
func (r *renderer) through(o plan.Order, at place) string {
	var lines strings.Builder
	for _, rel := range o.Through {
		text, next, conditions := r.reach(at, rel)
		next.rel = ""
		lines.WriteString(text + where(conditions...) + "\nWITH " + next.node + " ORDER BY " + next.node + ".id LIMIT 1\n")
		at = next
	}
	var end string
	if len(o.Count) > 0 {
		end = r.count(at, o.Count[0])
	} else {
		end = value(at, o.Field, false)
	}
	return "head(" + block("COLLECT", lines.String()+"RETURN "+end) + ")"
}

// orderBy writes the order of the keys, or the opposite order.
func orderBy(keys []key, backwards bool) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		parts[i] = k.text
		if k.desc != backwards {
			parts[i] += " DESC"
		}
	}
	return " ORDER BY " + strings.Join(parts, ", ")
}

// beyond writes that a row lies strictly behind the cursor, or strictly in front of it. It may be null for false.
func (r *renderer) beyond(keys []key, cursor []any, front bool) string {
	return r.compareRow(keys, cursor, front, never)
}

// upTo is beyond with the row of the cursor itself.
func (r *renderer) upTo(keys []key, cursor []any, front bool) string {
	return r.compareRow(keys, cursor, front, always)
}

// compareRow compares key by key: the first that differs decides, and equal rows are as said.
func (r *renderer) compareRow(keys []key, cursor []any, front bool, equal string) string {
	text := equal
	for i, k := range slices.Backward(keys) {
		name := ""
		if cursor[i] != nil {
			name = r.ordered(cursor[i])
		}
		text = or([]string{farther(k, name, front), and([]string{same(k, name), text})})
	}
	return text
}

// farther writes that the value of the key lies behind the value in its order, or in front of it. No name stands
// for a missing value, which is larger than any other.
func farther(k key, name string, front bool) string {
	larger := k.desc == front
	switch {
	case name == "" && larger:
		return never
	case name == "":
		return k.text + " IS NOT NULL"
	case larger:
		return "(" + k.text + " > " + name + " OR " + k.text + " IS NULL)"
	}
	return k.text + " < " + name
}

func same(k key, name string) string {
	if name == "" {
		return k.text + " IS NULL"
	}
	return k.text + " = " + name
}

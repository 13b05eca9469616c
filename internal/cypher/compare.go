package cypher

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// operator writes a comparison of a value with a parameter.
func operator(op plan.Op) string {
	return [...]string{"=", "<>", "IN", "<", "<=", ">", ">=", "CONTAINS", "STARTS WITH", "ENDS WITH", ""}[op]
}

// compare writes a comparison; see condition for exact.
func (r *renderer) compare(p plan.Compare, at place, exact bool) string {
	to := p.To.Value(r.args)
	have := value(at, p.Field, p.Edge)
	switch {
	case to == nil && p.Op == plan.Eq:
		return isNull(have, true)
	case to == nil && p.Op == plan.Ne:
		return isNull(have, false)
	case to == nil:
		return never
	case have == missing:
		return constant(p.Op == plan.Ne)
	}
	missingToo := p.Op == plan.Ne
	if p.Fold {
		p, have, to = foldBoth(p, at, have, to)
	}
	var text string
	switch p.Op {
	case plan.Has:
		text = r.param(to) + " IN " + have
	case plan.Lt, plan.Lte, plan.Gt, plan.Gte:
		text = have + " " + operator(p.Op) + " " + r.ordered(to)
	default:
		text = have + " " + operator(p.Op) + " " + r.param(to)
	}
	if missingToo {
		return "(" + have + " IS NULL OR " + text + ")"
	}
	if exact && !given(p.Field, p.Edge) {
		return "coalesce(" + text + ", false)"
	}
	return text
}

// ordered writes a value to order others by. Neo4j compares a text from a parameter with a stored one by UTF-16 unit, but
// orders stored ones, and those written into the statement, by code point. That makes a difference only where the
// parameter holds a code point behind the surrogates, so such a text is written into the statement.
func (r *renderer) ordered(value any) string {
	text, ok := value.(string)
	if !ok || strings.IndexFunc(text, func(c rune) bool { return c > lastBeforeSurrogates }) < 0 {
		return r.param(value)
	}
	return literal(text)
}

// literal writes a text so that nothing in it can end it. Neo4j replaces \u escapes before it looks for the ends of texts,
// so none may stand for a sign that means something, and a backslash of the text may not make one of what follows it.
func literal(text string) string {
	var b strings.Builder
	b.WriteByte('\'')
	behindBackslash := false
	for _, c := range text {
		switch {
		case c == '\'' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n': // lines are indented later
			b.WriteString(`\n`)
		case c == 'u' && behindBackslash:
			b.WriteString(`\u0075`)
		default:
			b.WriteRune(c)
		}
		behindBackslash = c == '\\'
	}
	b.WriteByte('\'')
	return b.String()
}

// lastBeforeSurrogates is the last code point of which UTF-16 and code points agree how it compares with any other.
const lastBeforeSurrogates = 0xD7FF

// given reports whether every node has a value of the field.
func given(f *model.Field, edge bool) bool { return !edge && f.Name == "id" }

func isNull(have string, is bool) string {
	switch {
	case have == missing:
		return constant(is)
	case is:
		return have + " IS NULL"
	}
	return have + " IS NOT NULL"
}

// foldBoth gives the comparison with folded text on both sides. Of an enumeration the values that satisfy it are known
// beforehand, ids are of letters whose case every database knows, and dates have none.
func foldBoth(p plan.Compare, at place, have string, to any) (plan.Compare, string, any) {
	to = fold(to)
	switch p.Field.Type {
	case model.EnumType:
		if p.Op == plan.Has {
			return p, have, unfolded(p.Field.Enum, to)
		}
		values := []any{}
		for _, v := range p.Field.Enum.Values {
			if satisfies(p.Op, model.Fold(v.Name), to) {
				values = append(values, v.Name)
			}
		}
		p.Op = plan.In
		return p, have, values
	case model.ID:
		return p, "toLower(" + have + ")", to
	case model.Date:
		return p, have, to
	}
	name, _ := Folded(p.Field)
	return p, property(at, p.Field, p.Edge, name), to
}

// unfolded gives the value of the enumeration that folds to the text; the text itself, which is none, where there is none.
func unfolded(e *model.Enum, folded any) any {
	for _, v := range e.Values {
		if model.Fold(v.Name) == folded {
			return v.Name
		}
	}
	return folded
}

func fold(v any) any {
	switch v := v.(type) {
	case string:
		return model.Fold(v)
	case []any:
		items := make([]any, len(v))
		for i, item := range v {
			items[i] = fold(item)
		}
		return items
	}
	return v
}

// satisfies compares two texts.
func satisfies(op plan.Op, have string, to any) bool {
	if list, ok := to.([]any); ok {
		return op == plan.In && slices.Contains(list, any(have))
	}
	text, _ := to.(string)
	switch op {
	case plan.Eq:
		return have == text
	case plan.Ne:
		return have != text
	case plan.Lt:
		return have < text
	case plan.Lte:
		return have <= text
	case plan.Gt:
		return have > text
	case plan.Gte:
		return have >= text
	case plan.Contains:
		return strings.Contains(have, text)
	case plan.StartsWith:
		return strings.HasPrefix(have, text)
	case plan.EndsWith:
		return strings.HasSuffix(have, text)
	}
	return false
}

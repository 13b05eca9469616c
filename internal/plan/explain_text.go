package plan

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

func names(kinds []*model.Kind) string {
	if len(kinds) > 4 {
		return fmt.Sprintf("%d kinds", len(kinds))
	}
	all := make([]string, len(kinds))
	for i, k := range kinds {
		all[i] = k.Name
	}
	return strings.Join(all, ", ")
}

// columns names the plain columns of a shape, in order.
func columns(s Shape) string {
	var all []string
	sort := 0
	for _, c := range s.Columns {
		switch {
		case c.Field != nil:
			all = append(all, c.Field.Property)
		case c.Property != nil:
			all = append(all, "edge."+c.Property.Property)
		case c.Sort > 0:
			sort++
		}
	}
	if sort > 0 {
		all = append(all, fmt.Sprintf("%d sort values", sort))
	}
	if len(all) == 0 {
		return "none"
	}
	return strings.Join(all, ", ")
}

func also(sel *Select) string {
	var all []string
	if sel.Total {
		all = append(all, "total")
	}
	if sel.Info {
		all = append(all, "page info")
	}
	for _, f := range sel.Facets {
		all = append(all, "facets of "+f.Property)
	}
	return strings.Join(all, ", ")
}

// maxShown is how many items of a list are written out.
const maxShown = 5

// value writes an operand, with the name of its parameter where it has one.
func (e *explainer) value(o Operand) string {
	text := literal(o.Value(e.args))
	if o.Param >= 0 {
		return fmt.Sprintf("$%d (%s)", o.Param, text)
	}
	return text
}

func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return strconv.Quote(v)
	case []any:
		shown := make([]string, 0, maxShown)
		for _, item := range v[:min(len(v), maxShown)] {
			shown = append(shown, literal(item))
		}
		if len(v) > maxShown {
			shown = append(shown, fmt.Sprintf("and %d more", len(v)-maxShown))
		}
		return "[" + strings.Join(shown, ", ") + "]"
	}
	return fmt.Sprint(v)
}

func (e *explainer) compare(p Compare) string {
	name := p.Field.Property
	if p.Edge {
		name = "edge." + name
	}
	if p.Fold {
		name = "folded " + name
	}
	return fmt.Sprintf("%s %s %s", name, p.Op, e.value(p.To))
}

// everything is how a condition that always holds is written.
const everything = "anything"

func (e *explainer) predicate(p Predicate) string {
	switch p := p.(type) {
	case nil:
		return everything
	case And:
		return e.joined(p.All, " and ", everything)
	case Or:
		return e.joined(p.Any, " or ", "nothing")
	case Not:
		return "not " + e.joined([]Predicate{p.Of}, "", "")
	case Compare:
		return e.compare(p)
	case Empty:
		if p.Edge {
			return "edge." + p.Field.Property + " is empty"
		}
		return p.Field.Property + " is empty"
	case KindIn:
		if len(p.Kinds) == 0 {
			return "of no kind"
		}
		return "is " + names(p.Kinds)
	case Related:
		return fmt.Sprintf("%s %s (%s)", p.Quantifier, p.Relation.Name, e.predicate(p.Where))
	case Count:
		return fmt.Sprintf("count of %s %s %s", p.Relation.Name, p.Op, e.value(p.To))
	}
	return "?"
}

// joined writes conditions with brackets around those that are made of several.
func (e *explainer) joined(parts []Predicate, by, none string) string {
	if len(parts) == 0 {
		return none
	}
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = e.predicate(p)
		switch p.(type) {
		case And, Or:
			if len(parts) > 1 || by == "" {
				all[i] = "(" + all[i] + ")"
			}
		}
	}
	return strings.Join(all, by)
}

func (e *explainer) orders(orders []Order) string {
	all := make([]string, len(orders))
	for i, o := range orders {
		name := "rank"
		switch {
		case o.Field != nil:
			name = o.Field.Property
		case o.Property != nil:
			name = "edge." + o.Property.Property
		case o.Count != nil:
			name = "count of " + o.Count[0].Name
		}
		for j := len(o.Through) - 1; j >= 0; j-- {
			name = o.Through[j].Name + "." + name
		}
		if o.Desc {
			name += " descending"
		}
		all[i] = name
	}
	return strings.Join(all, ", ")
}

func (e *explainer) page(p *Page) string {
	var all []string
	for _, part := range []struct {
		name string
		o    *Operand
	}{{"after", p.After}, {"before", p.Before}, {"offset", p.Offset}, {"first", p.First}, {"last", p.Last}} {
		if part.o != nil {
			all = append(all, part.name+" "+e.value(*part.o))
		}
	}
	if len(all) == 0 {
		return "all"
	}
	return strings.Join(all, ", ")
}

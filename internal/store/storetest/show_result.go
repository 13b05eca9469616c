package storetest

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/plan"
)

// ShowResult writes an answer as indented text. It holds all that the query asks for and nothing a store may leave
// open, with the type of every value, so two answers are equal where their texts are.
func ShowResult(q *plan.Query, r *plan.Result) string {
	p := printer{}
	p.line(0, "version %d", r.Version)
	for i, root := range q.Roots {
		if i >= len(r.Roots) {
			p.line(0, "no answer to root %d", i)
			break
		}
		p.list(0, root, r.Roots[i])
	}
	return p.b.String()
}

// printer writes indented lines.
type printer struct{ b strings.Builder }

func (p *printer) line(depth int, format string, args ...any) {
	p.b.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(&p.b, format, args...)
	p.b.WriteByte('\n')
}

func (p *printer) list(depth int, s *plan.Select, l *plan.List) {
	if l == nil {
		p.line(depth, "%s: no list at all", s.Key)
		return
	}
	head := fmt.Sprintf("%s: %d rows", s.Key, len(l.Rows))
	if s.Total {
		head += fmt.Sprintf(" of %d", l.Total)
	}
	if s.Info {
		head += fmt.Sprintf(", more behind %t, more in front %t", l.HasNext, l.HasPrevious)
	}
	p.line(depth, "%s", head)
	for i, f := range s.Facets {
		p.facet(depth+1, f.Property, i, l.Facets)
	}
	for _, r := range l.Rows {
		p.row(depth+1, s, r)
	}
}

func (p *printer) facet(depth int, name string, i int, facets [][]plan.Bucket) {
	if i >= len(facets) {
		p.line(depth, "facet %s is not there", name)
		return
	}
	texts := make([]string, len(facets[i]))
	for j, b := range facets[i] {
		texts[j] = fmt.Sprintf("%s × %d", showValue(b.Value), b.Count)
	}
	p.line(depth, "facet %s: %s", name, strings.Join(texts, ", "))
}

func (p *printer) row(depth int, s *plan.Select, r plan.Row) {
	if r.Shape < 0 || r.Shape >= len(s.Shapes) || len(r.Values) != len(s.Shapes[r.Shape].Columns) {
		p.line(depth, "%s with shape %d and %d values", r.Kind.Name, r.Shape, len(r.Values))
		return
	}
	var values []string
	for i, c := range s.Shapes[r.Shape].Columns {
		if c.Select == nil {
			values = append(values, showValue(r.Values[i]))
		}
	}
	p.line(depth, "%s (shape %d) %s", r.Kind.Name, r.Shape, strings.Join(values, ", "))
	for i, c := range s.Shapes[r.Shape].Columns {
		if c.Select != nil {
			l, _ := r.Values[i].(*plan.List)
			p.list(depth+1, c.Select, l)
		}
	}
}

// showValue writes a value so that its type shows.
func showValue(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case string:
		return fmt.Sprintf("%q", v)
	case int64:
		return fmt.Sprintf("%d", v)
	case float64:
		return fmt.Sprintf("%v as float", v)
	case bool:
		return fmt.Sprintf("%t", v)
	case []string:
		return fmt.Sprintf("%q", v)
	case []any:
		texts := make([]string, len(v))
		for i, item := range v {
			texts[i] = showValue(item)
		}
		return "(" + strings.Join(texts, ", ") + ")"
	}
	return fmt.Sprintf("%T %v", v, v)
}

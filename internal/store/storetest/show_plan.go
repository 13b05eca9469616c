package storetest

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// ShowQuery writes a plan as indented text, for people who look for the reason of a difference.
func ShowQuery(q *plan.Query) string {
	p := printer{args: q.Args}
	for _, root := range q.Roots {
		p.selection(0, root)
	}
	return p.b.String()
}

// printer writes indented lines.
type printer struct {
	b    strings.Builder
	args []any
}

func (p *printer) line(depth int, format string, args ...any) {
	p.b.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(&p.b, format, args...)
	p.b.WriteByte('\n')
}

func (p *printer) selection(depth int, s *plan.Select) {
	over := ""
	if s.Relation != nil {
		over = " over " + s.Relation.Path.String()
	}
	p.line(depth, "%s: %s%s", s.Key, kindNames(s.Kinds), over)
	depth++
	if s.From.IDs != nil {
		p.line(depth, "ids %s", p.operand(s.From.IDs))
	}
	if s.From.Search != nil {
		p.line(depth, "search %s", p.operand(s.From.Search))
	}
	if s.Where != nil {
		p.line(depth, "where %s", p.predicate(s.Where))
	}
	p.order(depth, s)
	p.page(depth, s)
	for _, sh := range s.Shapes {
		p.shape(depth, sh)
	}
}

func (p *printer) order(depth int, s *plan.Select) {
	for _, o := range s.Order {
		what := "rank"
		switch {
		case o.Field != nil:
			what = o.Field.Property
		case o.Property != nil:
			what = "edge." + o.Property.Name
		case len(o.Count) > 0:
			what = "count of " + o.Count[0].Name
		}
		for i := len(o.Through) - 1; i >= 0; i-- {
			what = o.Through[i].Name + "." + what
		}
		if o.Desc {
			what += " backwards"
		}
		p.line(depth, "order by %s", what)
	}
}

func (p *printer) page(depth int, s *plan.Select) {
	if s.Page == nil {
		return
	}
	for _, part := range []struct {
		name string
		o    *plan.Operand
	}{{"after", s.Page.After}, {"before", s.Page.Before}, {"offset", s.Page.Offset}, {"first", s.Page.First}, {"last", s.Page.Last}} {
		if part.o != nil {
			p.line(depth, "%s %s", part.name, p.operand(part.o))
		}
	}
}

func (p *printer) shape(depth int, sh plan.Shape) {
	p.line(depth, "%s has", kindNames(sh.Kinds))
	for _, c := range sh.Columns {
		switch {
		case c.Field != nil:
			p.line(depth+1, "%s", c.Field.Property)
		case c.Property != nil:
			p.line(depth+1, "edge.%s", c.Property.Name)
		case c.Select != nil:
			p.selection(depth+1, c.Select)
		default:
			p.line(depth+1, "sort value %d", c.Sort)
		}
	}
}

func (p *printer) operand(o *plan.Operand) string {
	if o.Param >= 0 {
		return fmt.Sprintf("$%d=%s", o.Param, showValue(o.Value(p.args)))
	}
	return showValue(o.Const)
}

func kindNames(kinds []*model.Kind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.Name
	}
	return strings.Join(names, "|")
}

package compile_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// dump writes a plan so that a test can be read: the selections with their columns, then how the answer is made.
func dump(op *plan.Operation) string {
	d := &dumper{op: op}
	for i, a := range op.Query.Args {
		d.line(0, "$%d = %#v", i, a)
	}
	for _, s := range op.Query.Roots {
		d.sel(0, s)
	}
	d.line(0, "answer")
	d.object(1, op.Output)
	return d.String()
}

// dumpQuery writes the selections only.
func dumpQuery(op *plan.Operation) string {
	d := &dumper{op: op}
	for _, s := range op.Query.Roots {
		d.sel(0, s)
	}
	return d.String()
}

// dumpAnswer writes how the answer is made only.
func dumpAnswer(op *plan.Operation) string {
	d := &dumper{op: op}
	d.object(0, op.Output)
	return d.String()
}

type dumper struct {
	strings.Builder
	op *plan.Operation
}

func (d *dumper) line(depth int, format string, args ...any) {
	fmt.Fprintf(d, strings.Repeat("  ", depth)+format+"\n", args...)
}

func kindNames(kinds []*model.Kind) string {
	if len(kinds) > 8 {
		return fmt.Sprintf("%d kinds", len(kinds))
	}
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.Name
	}
	return strings.Join(names, "|")
}

func operandText(o *plan.Operand) string {
	if o.Param >= 0 {
		return fmt.Sprintf("$%d", o.Param)
	}
	return fmt.Sprintf("%#v", o.Const)
}

func (d *dumper) sel(depth int, s *plan.Select) {
	text := s.Key + ": " + kindNames(s.Kinds)
	if s.Relation != nil {
		text += " over " + s.Relation.Kind.Name + "." + s.Relation.Name
	}
	if s.One {
		text += " one"
	}
	if s.From.IDs != nil {
		text += " ids " + operandText(s.From.IDs)
	}
	if s.From.Search != nil {
		text += " search " + operandText(s.From.Search)
	}
	if s.Where != nil {
		text += " where " + predicateText(s.Where)
	}
	if len(s.Order) > 0 {
		text += " by " + plan.Ordering(s.Order)
	}
	if p := s.Page; p != nil {
		for _, part := range []struct {
			name string
			o    *plan.Operand
		}{{"first", p.First}, {"last", p.Last}, {"offset", p.Offset}, {"after", p.After}, {"before", p.Before}} {
			if part.o != nil {
				text += " " + part.name + " " + operandText(part.o)
			}
		}
	}
	if s.Total {
		text += " total"
	}
	if s.Info {
		text += " info"
	}
	for _, f := range s.Facets {
		text += " facet " + f.Name
	}
	d.line(depth, "%s", text)
	for _, sh := range s.Shapes {
		d.shape(depth+1, sh)
	}
}

func (d *dumper) shape(depth int, sh plan.Shape) {
	var names []string
	for i, c := range sh.Columns {
		switch {
		case c.Field != nil:
			names = append(names, fmt.Sprintf("%d %s", i, c.Field.Property))
		case c.Property != nil:
			names = append(names, fmt.Sprintf("%d edge.%s", i, c.Property.Property))
		case c.Sort > 0:
			names = append(names, fmt.Sprintf("%d sort#%d", i, c.Sort))
		default:
			names = append(names, fmt.Sprintf("%d %s{}", i, c.Select.Key))
		}
	}
	d.line(depth, "%s (%s)", kindNames(sh.Kinds), strings.Join(names, ", "))
	for _, c := range sh.Columns {
		if c.Select != nil {
			d.sel(depth+1, c.Select)
		}
	}
}

func predicateText(p plan.Predicate) string {
	switch p := p.(type) {
	case nil:
		return "always"
	case plan.And:
		return joined(p.All, " and ")
	case plan.Or:
		if len(p.Any) == 0 {
			return "never"
		}
		return joined(p.Any, " or ")
	case plan.Not:
		return "not " + predicateText(p.Of)
	case plan.Compare:
		op := p.Op.String()
		if p.Fold {
			op += "~"
		}
		return fieldText(p.Field, p.Edge) + " " + op + " " + operandText(&p.To)
	case plan.Empty:
		return fieldText(p.Field, p.Edge) + " empty"
	case plan.KindIn:
		return "kind " + kindNames(p.Kinds)
	case plan.Related:
		return p.Quantifier.String() + " " + p.Relation.Name + "(" + predicateText(p.Where) + ")"
	case plan.Count:
		return "#" + p.Relation.Name + " " + p.Op.String() + " " + operandText(&p.To)
	}
	return fmt.Sprintf("%T", p)
}

func joined(parts []plan.Predicate, word string) string {
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = predicateText(p)
	}
	return "(" + strings.Join(texts, word) + ")"
}

func fieldText(f *model.Field, edge bool) string {
	if edge {
		return "edge." + f.Property
	}
	return f.Property
}

func (d *dumper) object(depth int, o *plan.Object) {
	for _, m := range o.Members {
		key := m.Key
		if m.Required {
			key += "!"
		}
		d.output(depth, key, m.Value)
	}
}

func (d *dumper) output(depth int, key string, out plan.Output) {
	switch out := out.(type) {
	case plan.Literal:
		d.line(depth, "%s = %s", key, out.JSON)
	case plan.TypeName:
		d.line(depth, "%s = kind", key)
	case plan.VersionNumber:
		d.line(depth, "%s = version", key)
	case plan.Scalar:
		text := fmt.Sprintf("%s = %d", key, out.Column)
		if out.In != nil {
			text += " in " + strings.Join(out.In.In, ",")
		}
		if out.List {
			text += " list"
		}
		d.line(depth, "%s", text)
	case plan.Group:
		d.line(depth, "%s = group of %v", key, out.Columns)
		d.object(depth+1, out.Object)
	case plan.Rows:
		d.rows(depth, key, out)
	case plan.Computed:
		d.line(depth, "%s = computed %s from", key, out.Field.Name)
		d.object(depth+1, out.Needs)
		d.line(depth, "picks")
		d.picked(depth+1, out.Select)
	case plan.WorkedOut:
		p := d.op.Prepared[out.Prepared]
		d.line(depth, "%s = worked out %s(%s)", key, p.Field, strings.Join(slices.Sorted(maps.Keys(p.Args)), ", "))
		d.picked(depth+1, p.Select)
	}
}

func (d *dumper) rows(depth int, key string, out plan.Rows) {
	as := [...]string{"list", "one", "by id", "connection"}[out.As]
	if out.RequiredItems {
		as += "!"
	}
	if out.As == plan.AsByID {
		as += fmt.Sprintf(" %s in %v", operandText(out.IDs), out.IDColumn)
	}
	d.line(depth, "%s = %s %d", key, as, out.Column)
	if out.Connection != nil {
		d.connection(depth+1, out.Connection)
		return
	}
	d.shapes(depth+1, out.ByShape)
}

func (d *dumper) shapes(depth int, byShape []*plan.Object) {
	for i, o := range byShape {
		if len(byShape) > 1 {
			d.line(depth, "shape %d", i)
			d.object(depth+1, o)
			continue
		}
		d.object(depth, o)
	}
}

func (d *dumper) connection(depth int, c *plan.Connection) {
	if c.Ordering != "" {
		d.line(depth, "cursors of %s from %v", c.Ordering, c.Sort)
	}
	for _, m := range c.Members {
		switch {
		case m.Literal != nil:
			d.line(depth, "%s = %s", m.Key, m.Literal)
		case m.Edges != nil:
			d.line(depth, "%s = edges", m.Key)
			for _, e := range m.Edges.Members {
				d.edge(depth+1, e)
			}
		case m.Nodes != nil:
			d.line(depth, "%s = nodes", m.Key)
			d.shapes(depth+1, m.Nodes)
		case m.PageInfo != nil:
			d.line(depth, "%s = pageInfo", m.Key)
			for _, p := range m.PageInfo {
				d.line(depth+1, "%s = %s%s", p.Key, p.Literal, flags(p.HasNext, "next", p.HasPrevious, "previous", p.StartCursor, "start", p.EndCursor, "end"))
			}
		case m.Total:
			d.line(depth, "%s = total", m.Key)
		case m.Facet != nil:
			d.line(depth, "%s = facet %d", m.Key, m.Facet.Index)
			for _, f := range m.Facet.Members {
				d.line(depth+1, "%s = %s%s", f.Key, f.Literal, flags(f.Value, "value", f.Count, "count"))
			}
		}
	}
}

func (d *dumper) edge(depth int, e plan.EdgeMember) {
	switch {
	case e.Literal != nil:
		d.line(depth, "%s = %s", e.Key, e.Literal)
	case e.Cursor:
		d.line(depth, "%s = cursor", e.Key)
	case e.Node != nil:
		d.line(depth, "%s = node", e.Key)
		d.shapes(depth+1, e.Node)
	case e.Properties != nil:
		d.line(depth, "%s = properties", e.Key)
		d.shapes(depth+1, e.Properties)
	}
}

func flags(pairs ...any) string {
	text := ""
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i].(bool) {
			text += pairs[i+1].(string)
		}
	}
	return text
}

func (d *dumper) picked(depth int, p *plan.Picked) {
	for _, m := range p.Members {
		key := m.Key
		if m.Required {
			key += "!"
		}
		if m.Literal != nil {
			d.line(depth, "%s = %s", key, m.Literal)
			continue
		}
		if m.Nodes != nil {
			d.rows(depth, key+" = nodes named by "+m.From, *m.Nodes)
			continue
		}
		d.line(depth, "%s = %s", key, m.From)
		if m.Sub != nil {
			d.picked(depth+1, m.Sub)
		}
	}
}

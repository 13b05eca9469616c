package execute

import (
	"strconv"

	"github.com/carejourney/carejourney/internal/plan"
)

// connection writes a page of rows. Nothing in a connection may be null but cursors of an empty page and the values of
// facets, so a node that must be null takes the whole connection with it.
func (w *writer) connection(c *plan.Connection, list *plan.List) state {
	start := len(w.buf)
	w.buf = append(w.buf, '{')
	for i := range c.Members {
		m := &c.Members[i]
		w.key(i, m.Key)
		if w.nested(m.Key, func() state { return w.connectionMember(c, m, list) }) == failed {
			w.buf = w.buf[:start]
			return failed
		}
	}
	w.buf = append(w.buf, '}')
	return written
}

func (w *writer) connectionMember(c *plan.Connection, m *plan.ConnectionMember, list *plan.List) state {
	switch {
	case m.Edges != nil:
		return w.items(len(list.Rows), true, func(i int) state { return w.edge(c, m.Edges, &list.Rows[i]) })
	case m.Nodes != nil:
		return w.items(len(list.Rows), true, func(i int) state {
			row := &list.Rows[i]
			return w.object(m.Nodes[row.Shape], row)
		})
	case m.PageInfo != nil:
		w.pageInfo(c, m.PageInfo, list)
	case m.Total:
		w.buf = strconv.AppendInt(w.buf, list.Total, 10)
	case m.Facet != nil:
		return w.facets(m.Facet, list.Facets[m.Facet.Index])
	default:
		w.buf = append(w.buf, m.Literal...)
	}
	return written
}

func (w *writer) edge(c *plan.Connection, e *plan.Edges, row *plan.Row) state {
	start := len(w.buf)
	w.buf = append(w.buf, '{')
	for i := range e.Members {
		m := &e.Members[i]
		w.key(i, m.Key)
		s := written
		switch {
		case m.Cursor:
			w.cursor(c, row)
		case m.Node != nil:
			s = w.nested(m.Key, func() state { return w.object(m.Node[row.Shape], row) })
		case m.Properties != nil:
			s = w.nested(m.Key, func() state { return w.object(m.Properties[row.Shape], row) })
		default:
			w.buf = append(w.buf, m.Literal...)
		}
		if s == failed {
			w.buf = w.buf[:start]
			return failed
		}
	}
	w.buf = append(w.buf, '}')
	return written
}

// cursor writes the cursor of a row.
func (w *writer) cursor(c *plan.Connection, row *plan.Row) {
	w.buf = append(w.buf, '"')
	w.buf = plan.AppendCursor(w.buf, c.Ordering, row.Values, c.Sort[row.Shape])
	w.buf = append(w.buf, '"')
}

func (w *writer) pageInfo(c *plan.Connection, members []plan.PageInfo, list *plan.List) {
	w.buf = append(w.buf, '{')
	for i := range members {
		m := &members[i]
		w.key(i, m.Key)
		last := len(list.Rows) - 1
		switch {
		case m.HasNext:
			w.buf = strconv.AppendBool(w.buf, list.HasNext)
		case m.HasPrevious:
			w.buf = strconv.AppendBool(w.buf, list.HasPrevious)
		case m.Literal != nil:
			w.buf = append(w.buf, m.Literal...)
		case last < 0:
			w.buf = append(w.buf, "null"...)
		case m.StartCursor:
			w.cursor(c, &list.Rows[0])
		case m.EndCursor:
			w.cursor(c, &list.Rows[last])
		}
	}
	w.buf = append(w.buf, '}')
}

// facets writes values and counts. A value is text whatever its type, as facets of all fields share one type.
func (w *writer) facets(out *plan.FacetOut, buckets []plan.Bucket) state {
	return w.items(len(buckets), true, func(i int) state {
		w.buf = append(w.buf, '{')
		for j := range out.Members {
			m := &out.Members[j]
			w.key(j, m.Key)
			switch {
			case m.Literal != nil:
				w.buf = append(w.buf, m.Literal...)
			case m.Count:
				w.buf = strconv.AppendInt(w.buf, buckets[i].Count, 10)
			default:
				w.facetValue(buckets[i].Value)
			}
		}
		w.buf = append(w.buf, '}')
		return written
	})
}

func (w *writer) facetValue(v any) {
	switch v := v.(type) {
	case string:
		w.buf = appendString(w.buf, v)
	case bool:
		w.buf = appendString(w.buf, strconv.FormatBool(v))
	default:
		w.buf = append(w.buf, "null"...)
	}
}

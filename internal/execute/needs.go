package execute

import (
	"encoding/json"
	"reflect"

	"github.com/carejourney/carejourney/internal/plan"
)

// Needs is what one value of a computed field is worked out from: what its selection gives for a node, or for the whole graph.
type Needs struct {
	data []byte // as JSON
	from *filler
	of   *plan.Object
	row  *plan.Row
}

// needs gives what a computed field of a row is worked out from. How structs are filled is made ready once for all rows.
func (w *writer) needs(out *plan.Computed, row *plan.Row) Needs {
	w.fills.w = w
	return Needs{from: &w.fills, of: out.Needs, row: row}
}

// NeedsOf gives needs that are JSON.
func NeedsOf(data []byte) Needs { return Needs{data: data} }

// JSON gives the needs as a JSON object. It is good until the function that is given it returns.
func (n Needs) JSON() ([]byte, error) {
	if n.from == nil {
		return n.data, nil
	}
	w := n.from.w
	start, told := len(w.buf), len(w.errors)
	made := w.object(n.of, n.row)
	data := w.buf[start:]
	w.buf, w.errors = w.buf[:start], w.errors[:told] // paths of errors are not part of the answer
	if made == failed {
		return nil, errMissingItem
	}
	return data, nil
}

// Into fills a struct as encoding/json does, from rows where that is possible. Where the answer is looked at, what stands at many places
// is made once. What the struct holds is not to be changed.
func (n Needs) Into(into any) error {
	if n.from != nil {
		v := reflect.ValueOf(into).Elem()
		if put := n.from.filling(n.of, v.Type()); put != nil {
			return put(n.row, v)
		}
	}
	data, err := n.JSON()
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}

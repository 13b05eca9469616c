package execute

import (
	"encoding/json"
	"reflect"

	"github.com/carejourney/carejourney/internal/plan"
)

// Needs is what one value of a computed field is worked out from: what its selection gives for a node, or for the whole graph.
type Needs struct {
	data []byte // as JSON
	in   *looked
	of   *plan.Object
	row  *plan.Row
}

// NeedsOf gives needs that are JSON.
func NeedsOf(data []byte) Needs { return Needs{data: data} }

// JSON gives the needs as a JSON object. It is good until the function that is given it returns.
func (n Needs) JSON() ([]byte, error) {
	if n.in == nil {
		return n.data, nil
	}
	w := &n.in.writer
	w.buf, w.errors, w.answersOf = w.buf[:0], w.errors[:0], nil
	if w.object(n.of, n.row) == failed {
		return nil, errMissingItem
	}
	return w.buf, nil
}

// Into fills a struct as encoding/json does. Where the answer is looked at, it is filled from rows, and what stands at many places is
// made once: what the struct holds is not to be changed.
func (n Needs) Into(into any) error {
	if n.in != nil {
		v := reflect.ValueOf(into).Elem()
		if put := n.in.filling(n.of, v.Type()); put != nil {
			return put(n.row, v)
		}
	}
	data, err := n.JSON()
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}

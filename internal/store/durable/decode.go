package durable

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/carejourney/carejourney/internal/model"
)

// errCut is a block that ends too early or holds what no encoder writes.
var errCut = errors.New("a block cannot be read")

// unknownName is a name that the model of this program does not have.
type unknownName struct{ what, name string }

func (u unknownName) Error() string { return fmt.Sprintf("this program has no %s %q", u.what, u.name) }

// decoder reads blocks. It stops at the first error and gives zero values from then on.
type decoder struct {
	model  *model.Model
	fields map[any]map[string]*model.Field // by kind or relationship, then by Field.Property
	rest   []byte
	texts  []string
	err    error
}

func newDecoder(m *model.Model) *decoder {
	d := &decoder{model: m, fields: map[any]map[string]*model.Field{}}
	for _, k := range m.Kinds {
		d.fields[k] = byProperty(k.Stored())
	}
	for _, r := range m.Relationships {
		d.fields[r] = byProperty(r.Properties)
	}
	return d
}

func byProperty(fields []*model.Field) map[string]*model.Field {
	by := make(map[string]*model.Field, len(fields))
	for _, f := range fields {
		by[f.Property] = f
	}
	return by
}

// decode gives the changes of one block.
func (d *decoder) decode(block []byte) ([]model.Change, error) {
	d.rest, d.texts, d.err = block, d.texts[:0], nil
	var changes []model.Change
	for len(d.rest) > 0 && d.err == nil {
		changes = append(changes, d.change())
	}
	return changes, d.err
}

func (d *decoder) fail(err error) {
	if d.err == nil {
		d.err, d.rest = err, nil
	}
}

func (d *decoder) take(n uint64) []byte {
	if n > uint64(len(d.rest)) {
		d.fail(errCut)
		return nil
	}
	taken := d.rest[:n]
	d.rest = d.rest[n:]
	return taken
}

func (d *decoder) mark() byte {
	if b := d.take(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

func (d *decoder) number() uint64 {
	n, size := binary.Uvarint(d.rest)
	if size <= 0 {
		d.fail(errCut)
		return 0
	}
	d.rest = d.rest[size:]
	return n
}

func (d *decoder) word() string {
	n := d.number()
	if n > 0 {
		if n > uint64(len(d.texts)) {
			d.fail(errCut)
			return ""
		}
		return d.texts[n-1]
	}
	w := string(d.take(d.number()))
	if len(w) < longText {
		d.texts = append(d.texts, w)
	}
	return w
}

func (d *decoder) change() model.Change {
	switch d.mark() {
	case putElement:
		e := model.Element{Kind: d.kind(), ID: d.word(), Set: d.word()}
		e.Props = d.props(e.Kind)
		return model.PutElement{Element: e}
	case deleteElement:
		return model.DeleteElement{ID: d.word()}
	case putLink:
		l := model.Link{Type: d.relationship(), From: d.word(), To: d.word(), Set: d.word()}
		l.Props = d.props(l.Type)
		return model.PutLink{Link: l}
	case deleteLink:
		return model.DeleteLink{Type: d.relationship(), From: d.word(), To: d.word()}
	}
	d.fail(errCut)
	return nil
}

func (d *decoder) kind() *model.Kind {
	name := d.word()
	k := d.model.Kind(name)
	if k == nil {
		d.fail(unknownName{"kind", name})
	}
	return k
}

func (d *decoder) relationship() *model.Relationship {
	name := d.word()
	r := d.model.Relationship(name)
	if r == nil {
		d.fail(unknownName{"relationship", name})
	}
	return r
}

func (d *decoder) props(of any) model.Props {
	props := model.Props{}
	for range d.number() {
		name := d.word()
		v := d.value()
		if d.err != nil {
			return nil
		}
		f := d.fields[of][name]
		if f == nil || !fits(f, v) {
			d.fail(unknownName{"such field", name})
			return nil
		}
		props[name] = v
	}
	return props
}

func (d *decoder) value() any {
	switch d.mark() {
	case textValue:
		return d.word()
	case wholeValue:
		n, size := binary.Varint(d.rest)
		if size <= 0 {
			d.fail(errCut)
			return nil
		}
		d.rest = d.rest[size:]
		return n
	case realValue:
		if b := d.take(8); b != nil {
			return math.Float64frombits(binary.BigEndian.Uint64(b))
		}
		return nil
	case trueValue:
		return true
	case falseValue:
		return false
	case listValue:
		var list []string
		for n := d.number(); uint64(len(list)) < n && d.err == nil; {
			list = append(list, d.word())
		}
		return list
	}
	d.fail(errCut)
	return nil
}

// fits reports whether a value has the type of the field, which may have become another since it was kept.
func fits(f *model.Field, v any) bool {
	switch v.(type) {
	case []string:
		return f.List
	case int64:
		return f.Type == model.Int && !f.List
	case float64:
		return f.Type == model.Float && !f.List
	case bool:
		return f.Type == model.Boolean && !f.List
	}
	return !f.List && f.Type != model.Int && f.Type != model.Float && f.Type != model.Boolean
}

package durable

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// Marks of the encoding: of a change, and of a value. They and the order of what follows them never change within a format.
const (
	putElement    = 'E'
	deleteElement = 'e'
	putLink       = 'L'
	deleteLink    = 'l'

	textValue  = 's'
	wholeValue = 'i'
	realValue  = 'f'
	trueValue  = 'T'
	falseValue = 'F'
	listValue  = 'a'
)

const (
	// fullBlock is the size in bytes from which a block is not added to.
	fullBlock = 256 << 10
	// longText is the length from which a text is written again each time, as it hardly comes twice.
	longText = 128
)

// encoder writes changes as blocks of bytes that can each be read alone. Kinds, relationships and fields go by their
// names, so that a model may gain more of them; a text that came before in the block is a number.
type encoder struct {
	full  [][]byte
	block []byte
	texts map[string]uint64
}

// encode gives the blocks that hold the changes, the same ones for the same changes.
func encode(changes []model.Change) ([][]byte, error) {
	e := &encoder{texts: map[string]uint64{}}
	for _, c := range changes {
		if err := e.change(c); err != nil {
			return nil, err
		}
	}
	return e.done(), nil
}

func (e *encoder) done() [][]byte {
	if len(e.block) > 0 {
		e.full, e.block, e.texts = append(e.full, e.block), nil, map[string]uint64{}
	}
	return e.full
}

func (e *encoder) change(change model.Change) error {
	if len(e.block) >= fullBlock {
		e.done()
	}
	switch c := change.(type) {
	case model.PutElement:
		e.block = append(e.block, putElement)
		e.words(c.Element.Kind.Name, c.Element.ID, c.Element.Set)
		return e.props(c.Element.Props)
	case model.DeleteElement:
		e.block = append(e.block, deleteElement)
		e.words(c.ID)
	case model.PutLink:
		e.block = append(e.block, putLink)
		e.words(c.Link.Type.Name, c.Link.From, c.Link.To, c.Link.Set)
		return e.props(c.Link.Props)
	case model.DeleteLink:
		e.block = append(e.block, deleteLink)
		e.words(c.Type.Name, c.From, c.To)
	default:
		return fmt.Errorf("a change of type %T cannot be kept", change)
	}
	return nil
}

func (e *encoder) number(n uint64) { e.block = binary.AppendUvarint(e.block, n) }

func (e *encoder) words(words ...string) {
	for _, w := range words {
		if n, again := e.texts[w]; again {
			e.number(n + 1)
			continue
		}
		if len(w) < longText {
			e.texts[w] = uint64(len(e.texts))
		}
		e.number(0)
		e.number(uint64(len(w)))
		e.block = append(e.block, w...)
	}
}

func (e *encoder) props(props model.Props) error {
	e.number(uint64(len(props)))
	for _, name := range slices.Sorted(maps.Keys(props)) {
		e.words(name)
		switch v := props[name].(type) {
		case string:
			e.block = append(e.block, textValue)
			e.words(v)
		case int64:
			e.block = binary.AppendVarint(append(e.block, wholeValue), v)
		case float64:
			e.block = binary.BigEndian.AppendUint64(append(e.block, realValue), math.Float64bits(v))
		case bool:
			e.block = append(e.block, map[bool]byte{true: trueValue, false: falseValue}[v])
		case []string:
			e.block = append(e.block, listValue)
			e.number(uint64(len(v)))
			e.words(v...)
		default:
			return fmt.Errorf("a value of type %T cannot be kept", v)
		}
	}
	return nil
}

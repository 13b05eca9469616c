package embedded

import (
	"hash/maphash"
	"math"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

const chunkSize = 1024

// dictionary keeps every value of the graph once, boxed, so that a column is four bytes a node and a row is filled
// without allocation. Values are only ever added: an older snapshot shares the chunks and never looks behind its n.
type dictionary struct {
	seed   maphash.Seed
	chunks []*[chunkSize]any
	n      uint32  // values, with the missing one at 0
	slots  *column // open hash table of cells, 0 where free
	mask   uint32  // size of the table less one
}

func newDictionary() *dictionary {
	return &dictionary{seed: maphash.MakeSeed(), chunks: []*[chunkSize]any{{}}, n: 1, slots: &column{}, mask: pageSize - 1}
}

// value gives the value of a cell, nil for the missing one.
func (d *dictionary) value(c cell) any { return d.chunks[c/chunkSize][c%chunkSize] }

// find gives the cell of a value, 0 where the graph has no such value.
func (d *dictionary) find(v any) cell {
	if v == nil {
		return 0
	}
	c, _ := d.probe(d.slots, v)
	return c
}

// probe gives the cell of the value, or the free slot it would go to.
func (d *dictionary) probe(slots *column, v any) (c cell, slot uint32) {
	for slot = uint32(d.hash(v)) & d.mask; ; slot = (slot + 1) & d.mask {
		c = slots.at(int32(slot))
		if c == 0 || model.Same(d.value(c), v) {
			return c, slot
		}
	}
}

func (d *dictionary) hash(v any) uint64 {
	switch v := v.(type) {
	case string:
		return maphash.String(d.seed, v)
	case int64:
		return maphash.Comparable(d.seed, v)
	case float64:
		return maphash.Comparable(d.seed, v)
	case bool:
		return maphash.Comparable(d.seed, v)
	case []string:
		h := uint64(len(v))
		for _, s := range v {
			h = h*31 + maphash.String(d.seed, s)
		}
		return h
	}
	return 0
}

// dictionaryDraft is a dictionary being added to.
type dictionaryDraft struct {
	dictionary
	slots *columnDraft
}

func (d *dictionary) edit() *dictionaryDraft {
	next := &dictionaryDraft{dictionary: *d, slots: d.slots.edit()}
	next.chunks = slices.Clone(d.chunks)
	return next
}

// find gives the cell of a value, 0 where there is none.
func (d *dictionaryDraft) find(v any) cell {
	if v == nil {
		return 0
	}
	c, _ := d.probe(&d.slots.column, v)
	return c
}

// cell gives the cell of a value and adds the value where it is new. A missing value and an empty list are cell 0.
func (d *dictionaryDraft) cell(v any) cell {
	switch value := v.(type) {
	case nil:
		return 0
	case []string:
		if len(value) == 0 {
			return 0
		}
	case float64:
		if value == 0 {
			v = math.Abs(value) // negative zero is zero
		}
	}
	c, slot := d.probe(&d.slots.column, v)
	if c != 0 {
		return c
	}
	if list, ok := v.([]string); ok {
		v = slices.Clone(list)
	}
	return d.add(v, slot)
}

func (d *dictionaryDraft) add(v any, slot uint32) cell {
	c := d.n
	if int(c/chunkSize) == len(d.chunks) {
		d.chunks = append(d.chunks, new([chunkSize]any))
	}
	d.chunks[c/chunkSize][c%chunkSize] = v
	d.n++
	d.slots.set(int32(slot), c)
	if d.n > d.mask/2 {
		d.grow(d.n)
	}
	return c
}

// grow makes room in the hash table for so many values, with room for as many again.
func (d *dictionaryDraft) grow(values uint32) {
	size := d.mask + 1
	for size < 4*values {
		size *= 2
	}
	if size == d.mask+1 {
		return
	}
	d.mask, d.slots = size-1, (&column{}).edit()
	for c := cell(1); c < d.n; c++ {
		_, slot := d.probe(&d.slots.column, d.value(c))
		d.slots.set(int32(slot), c)
	}
}

func (d *dictionaryDraft) done() *dictionary {
	next := d.dictionary
	next.slots = d.slots.done()
	return &next
}

package durable

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// The parts of bbolt's file format, version 2, that are looked at here. bbolt maps a file into memory and trusts it: a
// file that was cut off or altered would end the program with a fault. So its pages are gone through before.
const (
	pageHeader  = 16
	pageElement = 16
	metaSize    = 64

	branchPage   = 0x01
	leafPage     = 0x02
	metaPage     = 0x04
	freelistPage = 0x10
	bucketFlag   = 0x01

	boltMagic   = 0xED0CDAED
	boltVersion = 2
	noFreelist  = ^uint64(0)
)

// errNotBolt is a file that never was one of bbolt.
var errNotBolt = errors.New("it has another format")

// meta is what bbolt keeps about a file, twice, the newer one last written to.
type meta struct {
	pageSize             uint32
	root, freelist, used uint64
	transaction          uint64
}

// pages goes through the pages of a file.
type pages struct {
	file io.ReaderAt
	size int64
	meta
	seen []bool // by number of page
}

// checkPages reports what is wrong with the structure of a file: every page is whole, in place and used once. Both of
// bbolt's notes about the file must be sound, as going back to the older one would lose an acknowledged change.
func checkPages(file io.ReaderAt, size int64) error {
	first := make([]byte, pageHeader+metaSize)
	if _, err := file.ReadAt(first, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	one, err := readMeta(first, 0)
	if err != nil {
		return err
	}
	second := make([]byte, pageHeader+metaSize)
	if _, err := file.ReadAt(second, int64(one.pageSize)); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	other, err := readMeta(second, 1)
	if err != nil {
		return err
	}
	if other.transaction > one.transaction {
		one = other
	}
	p := &pages{file: file, size: size, meta: one}
	if one.used < 4 || one.used > uint64(size)/uint64(one.pageSize) {
		return fmt.Errorf("it is cut off: it has %d bytes and should have %d pages", size, one.used)
	}
	p.seen = make([]bool, one.used)
	p.seen[0], p.seen[1] = true, true
	if err := p.tree(one.root); err != nil {
		return err
	}
	if err := p.free(); err != nil {
		return err
	}
	for id, seen := range p.seen {
		if !seen {
			return fmt.Errorf("page %d is neither used nor free", id)
		}
	}
	return nil
}

func readMeta(page []byte, id uint64) (meta, error) {
	order := binary.NativeEndian
	m := page[pageHeader:][:metaSize]
	if order.Uint32(m) != boltMagic {
		return meta{}, errNotBolt
	}
	sum := fnv.New64a()
	_, _ = sum.Write(m[:56])
	if order.Uint32(m[4:]) != boltVersion || order.Uint64(m[56:]) != sum.Sum64() || order.Uint64(page) != id || order.Uint16(page[8:]) != metaPage {
		return meta{}, fmt.Errorf("note %d about the file is not sound", id+1)
	}
	size := order.Uint32(m[8:])
	if size < 512 || size > 64<<10 {
		return meta{}, fmt.Errorf("its pages cannot have %d bytes", size)
	}
	return meta{
		pageSize: size, root: order.Uint64(m[16:]), freelist: order.Uint64(m[32:]),
		used: order.Uint64(m[40:]), transaction: order.Uint64(m[48:]),
	}, nil
}

// read gives a page with what it runs over into, and marks it as used.
func (p *pages) read(id uint64) ([]byte, error) {
	if id < 2 || id >= p.used {
		return nil, fmt.Errorf("page %d is outside the file", id)
	}
	header := make([]byte, pageHeader)
	if _, err := p.file.ReadAt(header, int64(id)*int64(p.pageSize)); err != nil {
		return nil, err
	}
	more := uint64(binary.NativeEndian.Uint32(header[12:]))
	if binary.NativeEndian.Uint64(header) != id || more >= p.used-id {
		return nil, fmt.Errorf("page %d is not what it should be", id)
	}
	for n := id; n <= id+more; n++ {
		if p.seen[n] {
			return nil, fmt.Errorf("page %d is used twice", n)
		}
		p.seen[n] = true
	}
	page := make([]byte, (more+1)*uint64(p.pageSize))
	_, err := p.file.ReadAt(page, int64(id)*int64(p.pageSize))
	return page, err
}

// tree goes through a page and all below it.
func (p *pages) tree(id uint64) error {
	page, err := p.read(id)
	if err != nil {
		return err
	}
	return p.elements(page, id)
}

// elements goes through the entries of a page.
func (p *pages) elements(page []byte, id uint64) error {
	if len(page) < pageHeader {
		return fmt.Errorf("page %d is too short", id)
	}
	order := binary.NativeEndian
	kind, count := order.Uint16(page[8:]), int(order.Uint16(page[10:]))
	if kind != branchPage && kind != leafPage || pageHeader+count*pageElement > len(page) || kind == branchPage && count == 0 {
		return fmt.Errorf("page %d is not what it should be", id)
	}
	var before []byte
	for i := range count {
		start := pageHeader + i*pageElement
		element := page[start:][:pageElement]
		// A branch has place, length of the key and page; a leaf has flags, place, length of the key and of the value.
		at, keySize, valueSize := order.Uint32(element), order.Uint32(element[4:]), uint32(0)
		if kind == leafPage {
			at, keySize, valueSize = order.Uint32(element[4:]), order.Uint32(element[8:]), order.Uint32(element[12:])
		}
		from := uint64(start) + uint64(at)
		if from < uint64(pageHeader+count*pageElement) || from+uint64(keySize)+uint64(valueSize) > uint64(len(page)) {
			return fmt.Errorf("an entry of page %d lies outside it", id)
		}
		key, value := page[from:][:keySize], page[from+uint64(keySize):][:valueSize]
		if i > 0 && bytes.Compare(before, key) >= 0 {
			return fmt.Errorf("the entries of page %d are not in order", id)
		}
		before = key
		if err := p.below(kind, element, value, id); err != nil {
			return err
		}
	}
	return nil
}

// below goes through what an entry leads to.
func (p *pages) below(kind uint16, element, value []byte, id uint64) error {
	order := binary.NativeEndian
	switch flags := order.Uint32(element); {
	case kind == branchPage:
		return p.tree(order.Uint64(element[8:]))
	case flags == 0:
		return nil
	case flags != bucketFlag || len(value) < 16:
		return fmt.Errorf("an entry of page %d is of no known form", id)
	}
	if root := order.Uint64(value); root != 0 {
		return p.tree(root)
	}
	return p.elements(value[16:], id) // a small bucket stands inside its entry
}

// free goes through the list of free pages.
func (p *pages) free() error {
	if p.freelist == noFreelist {
		return errors.New("it has no list of free pages")
	}
	page, err := p.read(p.freelist)
	if err != nil {
		return err
	}
	order := binary.NativeEndian
	count, list := uint64(order.Uint16(page[10:])), page[pageHeader:]
	if order.Uint16(page[8:]) != freelistPage {
		return errors.New("the list of free pages is not where it should be")
	}
	if count == 0xFFFF { // too many for the header
		count, list = order.Uint64(list), list[8:]
	}
	if count > uint64(len(list))/8 {
		return errors.New("the list of free pages is longer than its page")
	}
	for i := range count {
		id := order.Uint64(list[i*8:])
		if id < 2 || id >= p.used || p.seen[id] {
			return fmt.Errorf("page %d is free and used", id)
		}
		p.seen[id] = true
	}
	return nil
}

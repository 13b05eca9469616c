package embedded

// Nodes and links are numbered densely and kept in pages, so that a change copies a few pages and shares the rest.
// Every page of nodes holds nodes of one kind.
const (
	pageBits = 8
	pageSize = 1 << pageBits
	pageMask = pageSize - 1
)

// none stands for no node and for no link.
const none = int32(-1)

// cell is the place of a value in the dictionary; 0 is a missing value.
type cell = uint32

// column is an array of cells, a page at a time. It never changes once it is part of a snapshot. A nil column and a
// nil page are all missing.
type column struct{ pages []*[pageSize]cell }

func (c *column) at(i int32) cell {
	if c == nil {
		return 0
	}
	p := int(i >> pageBits)
	if p >= len(c.pages) || c.pages[p] == nil {
		return 0
	}
	return c.pages[p][i&pageMask]
}

// columnDraft is a column being changed. Pages are copied when they are first written to.
type columnDraft struct {
	column
	fresh []bool // pages made by this draft
}

func (c *column) edit() *columnDraft {
	d := &columnDraft{}
	if c != nil {
		d.pages = append(d.pages, c.pages...)
	}
	d.fresh = make([]bool, len(d.pages))
	return d
}

func (d *columnDraft) set(i int32, v cell) {
	p := int(i >> pageBits)
	for p >= len(d.pages) {
		if v == 0 {
			return
		}
		d.pages, d.fresh = append(d.pages, nil), append(d.fresh, false)
	}
	if !d.fresh[p] {
		page := new([pageSize]cell)
		if d.pages[p] != nil {
			if d.pages[p][i&pageMask] == v {
				return
			}
			*page = *d.pages[p]
		} else if v == 0 {
			return
		}
		d.pages[p], d.fresh[p] = page, true
	}
	d.pages[p][i&pageMask] = v
}

// done gives the finished column. The draft must not be used afterwards.
func (d *columnDraft) done() *column { return &column{pages: d.pages} }

package modelfile

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// piece is what one table of a folder holds, or all its documents together, in the order it is written. Pieces are read at
// the same time as others.
type piece struct {
	place     int32  // among all pieces
	sheet     *sheet // of a table
	nodes     []writtenNode
	named     []namedLink
	numbered  []numberedLink // of a table for a relationship
	unknown   []string       // ids in numbered that no node has
	seen      map[string]int32
	described []origin
	faulty    map[rules.Subject]bool // fields with a problem of their own
}

func newPiece(place int) *piece { return &piece{place: int32(place), faulty: map[rules.Subject]bool{}} }

// writtenNode is a node with where it is written.
type writtenNode struct {
	what model.Element
	spot
}

// namedLink is a relationship with where it is written.
type namedLink struct {
	what model.Link
	spot
}

// numberedLink is a row of a table for a relationship. A country has millions of them, so it is kept small: nodes by their
// numbers, and for ids that no node has -1, -2 and so on, by their place in unknown.
type numberedLink struct {
	from, to int32
	row      int32
	props    model.Props // the same for many, and never changed
}

// spot is where a node or relationship is written, in few bytes. What line and column that is, is worked out when somebody
// asks.
type spot struct {
	piece  int32
	at     int32 // byte where the row begins, or place in what is described
	column int32 // of the cell, or one of these
}

const (
	wholeRow    = -1
	inDocuments = -2
)

// note remembers where something in a document is written.
func (p *piece) note(o origin) spot {
	p.described = append(p.described, o)
	return spot{piece: p.place, at: int32(len(p.described) - 1), column: inDocuments}
}

// origin gives where something is written.
func (p *piece) origin(s spot) origin {
	if s.column == inDocuments {
		return p.described[s.at]
	}
	w := p.sheet.rowAt(int(s.at))
	if s.column == wholeRow {
		return origin{file: p.sheet.file, at: w.at(p.sheet.id), fields: w}
	}
	return origin{file: p.sheet.file, at: w.at(int(s.column))}
}

// number gives the number of a node, or a number below zero for an id that no node has.
func (p *piece) number(id string, ids map[string]int32) int32 {
	if n, known := ids[id]; known {
		return n
	}
	n, met := p.seen[id]
	if !met {
		p.unknown = append(p.unknown, id)
		n = -int32(len(p.unknown))
		if p.seen == nil {
			p.seen = map[string]int32{}
		}
		p.seen[id] = n
	}
	return n
}

package embedded

import (
	"cmp"
	"slices"
)

// adjacency is the relationships of one type seen from one end, packed a page of nodes at a time. The neighbours of a
// node are in the order of their numbers. It never changes once it is part of a snapshot.
type adjacency struct {
	pages []*adjacencyPage
	total []int64 // links by Kind.Index of the node they are seen from
}

type adjacencyPage struct {
	start [pageSize + 1]int32 // where the neighbours of each node begin
	to    []int32             // neighbours
	link  []int32             // number of the relationship to each neighbour
}

// at gives the neighbours of a node and the relationships to them.
func (a *adjacency) at(n int32) (to, link []int32) {
	p := int(n >> pageBits)
	if p >= len(a.pages) || a.pages[p] == nil {
		return nil, nil
	}
	page, i := a.pages[p], n&pageMask
	from, end := page.start[i], page.start[i+1]
	return page.to[from:end], page.link[from:end]
}

// degree gives the number of neighbours of a node.
func (a *adjacency) degree(n int32) int64 {
	p := int(n >> pageBits)
	if p >= len(a.pages) || a.pages[p] == nil {
		return 0
	}
	page, i := a.pages[p], n&pageMask
	return int64(page.start[i+1] - page.start[i])
}

// find gives the relationship between two nodes, none where there is none.
func (a *adjacency) find(n, other int32) int32 {
	to, link := a.at(n)
	if i, ok := slices.BinarySearch(to, other); ok {
		return link[i]
	}
	return none
}

// linkEdit adds a relationship, or with link none takes one away.
type linkEdit struct{ node, other, link int32 }

func compareEdits(x, y linkEdit) int {
	return cmp.Compare(uint64(x.node)<<32|uint64(x.other), uint64(y.node)<<32|uint64(y.other))
}

// merged gives the adjacency with the edits made, sharing the pages they do not touch. It sorts the edits.
func (a *adjacency) merged(edits []linkEdit, kindOf func(page int) int) *adjacency {
	slices.SortFunc(edits, compareEdits)
	next := &adjacency{pages: slices.Clone(a.pages), total: slices.Clone(a.total)}
	for len(edits) > 0 {
		p := int(edits[0].node >> pageBits)
		n := 1
		for n < len(edits) && int(edits[n].node>>pageBits) == p {
			n++
		}
		for p >= len(next.pages) {
			next.pages = append(next.pages, nil)
		}
		old := next.pages[p]
		next.pages[p] = old.merged(edits[:n])
		next.total[kindOf(p)] += int64(next.pages[p].size() - old.size())
		edits = edits[n:]
	}
	return next
}

func (p *adjacencyPage) size() int {
	if p == nil {
		return 0
	}
	return len(p.to)
}

func (p *adjacencyPage) merged(edits []linkEdit) *adjacencyPage {
	next := &adjacencyPage{to: make([]int32, 0, p.size()+len(edits)), link: make([]int32, 0, p.size()+len(edits))}
	for i := range int32(pageSize) {
		var to, link []int32
		if p != nil {
			to, link = p.to[p.start[i]:p.start[i+1]], p.link[p.start[i]:p.start[i+1]]
		}
		for len(edits) > 0 && edits[0].node&pageMask == i {
			e := edits[0]
			edits = edits[1:]
			at, found := slices.BinarySearch(to, e.other)
			next.to, next.link = append(next.to, to[:at]...), append(next.link, link[:at]...)
			if found {
				at++
			}
			to, link = to[at:], link[at:]
			if e.link != none {
				next.to, next.link = append(next.to, e.other), append(next.link, e.link)
			}
		}
		next.to, next.link = append(next.to, to...), append(next.link, link...)
		next.start[i+1] = int32(len(next.to))
	}
	return next
}

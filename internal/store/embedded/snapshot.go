package embedded

import (
	"iter"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// snapshot is the graph at one version. It never changes.
type snapshot struct {
	model   *model.Model
	fields  [][]*model.Field // stored fields, by Kind.Index
	version model.Version

	dict     *dictionary
	pageKind []int32            // Kind.Index of the nodes on each page
	members  [][]int32          // pages of each kind, by Kind.Index
	used     []int32            // places taken on the last page of each kind
	live     []int64            // nodes of each kind
	ids      *column            // id of each node, missing where the place is free
	owner    *column            // node+1 by the cell of its id
	sets     *column            // model set of each node
	columns  map[string]*column // values of nodes, by Field.Property
	links    []*linkTable       // by Relationship.Index
	sorted   int32              // nodes below this number are in the order of their ids
	added    int32              // nodes made since they were numbered in that order

	bundles *bundles // shared by all versions
	reached *reachMemo
	epoch   *epoch  // indexes, made from an older snapshot
	touched []int32 // nodes that differ from the snapshot the indexes were made from
	coming  *epoch  // indexes that will take the place of epoch once they are made, nil for none
	since   []int32 // nodes that differ from the snapshot that coming is made from
}

// linkTable is the relationships of one type.
type linkTable struct {
	out, in *adjacency
	made    int32              // numbers given out so far
	sets    *column            // model set of each relationship
	columns map[string]*column // properties of relationships, by Field.Property
}

// from gives the relationships as seen from their start (out) or end.
func (t *linkTable) from(out bool) *adjacency {
	if out {
		return t.out
	}
	return t.in
}

func emptySnapshot(m *model.Model) *snapshot {
	kinds := len(m.Kinds)
	s := &snapshot{
		model: m, version: 1, dict: newDictionary(),
		members: make([][]int32, kinds), used: make([]int32, kinds), live: make([]int64, kinds),
		ids: &column{}, owner: &column{}, sets: &column{}, columns: map[string]*column{},
	}
	for range m.Relationships {
		s.links = append(s.links, &linkTable{
			out: &adjacency{total: make([]int64, kinds)}, in: &adjacency{total: make([]int64, kinds)},
			sets: &column{}, columns: map[string]*column{},
		})
	}
	for _, k := range m.Kinds {
		s.fields = append(s.fields, k.Stored())
	}
	s.epoch, s.reached, s.bundles = newEpoch(s), newReachMemo(), newBundles()
	return s
}

// node gives the node with that id, none where there is none.
func (s *snapshot) node(id string) int32 {
	c := s.dict.find(id)
	if c == 0 {
		return none
	}
	return int32(s.owner.at(int32(c))) - 1
}

// id gives the id of a node, "" where the place is free.
func (s *snapshot) id(n int32) string {
	id, _ := s.dict.value(s.ids.at(n)).(string)
	return id
}

func (s *snapshot) kindIndex(n int32) int32  { return s.pageKind[n>>pageBits] }
func (s *snapshot) kind(n int32) *model.Kind { return s.model.Kinds[s.kindIndex(n)] }
func (s *snapshot) alive(n int32) bool       { return s.ids.at(n) != 0 }

// size gives how many nodes there are.
func (s *snapshot) size() int64 {
	nodes := int64(0)
	for _, n := range s.live {
		nodes += n
	}
	return nodes
}

// compareIDs orders nodes by id. Most nodes are numbered in that order.
func (s *snapshot) compareIDs(a, b int32) int {
	if a < s.sorted && b < s.sorted {
		return int(a) - int(b)
	}
	return strings.Compare(s.id(a), s.id(b))
}

// nodes gives the nodes of a kind in the order of their numbers.
func (s *snapshot) nodes(kind int) iter.Seq[int32] { return s.nodesOn(s.members[kind]) }

// nodesOn gives the nodes on some pages.
func (s *snapshot) nodesOn(pages []int32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for _, p := range pages {
			page := s.ids.pages[p]
			if page == nil {
				continue
			}
			for i, id := range page {
				if id != 0 && !yield(p<<pageBits|int32(i)) {
					return
				}
			}
		}
	}
}

// element gives a node as the rest of the program knows it.
func (s *snapshot) element(n int32) model.Element {
	e := model.Element{ID: s.id(n), Kind: s.kind(n), Props: model.Props{}}
	e.Set, _ = s.dict.value(s.sets.at(n)).(string)
	for _, f := range s.fields[e.Kind.Index] {
		if v := s.dict.value(s.columns[f.Property].at(n)); v != nil {
			e.Props[f.Property] = v
		}
	}
	return e
}

// link gives a relationship as the rest of the program knows it.
func (s *snapshot) link(t *model.Relationship, from, to, link int32) model.Link {
	table := s.links[t.Index]
	l := model.Link{Type: t, From: s.id(from), To: s.id(to), Props: model.Props{}}
	l.Set, _ = s.dict.value(table.sets.at(link)).(string)
	for _, f := range t.Properties {
		if v := s.dict.value(table.columns[f.Property].at(link)); v != nil {
			l.Props[f.Property] = v
		}
	}
	return l
}

// idName is the field that every kind has and that is not among the columns.
const idName = "id"

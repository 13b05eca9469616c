package plan

import "github.com/carejourney/carejourney/internal/model"

// Operation is a compiled operation: what to ask of a store, and how to write what comes back as JSON.
type Operation struct {
	Name   string // operation name, "" where anonymous
	Query  *Query
	Output *Object // the data object

	AsOf  *Operand // the version to read at, nil for the current one
	Fresh bool     // the answer depends on more than the graph, so it must not be kept

	Prepared []*Prepared // what Go works out before the store is asked
	Given    []any       // what it gave in this execution, by Prepared

	MaxBytes int // how long the data object may be, 0 for any length: one value may be written many times over
}

// Object is a JSON object written from one row.
type Object struct{ Members []Member }

// Member is one key of an object, in the order GraphQL demands.
type Member struct {
	Key      string
	Required bool // a null here makes the object null
	Value    Output
}

// Output says where a value comes from: one of the types below.
type Output interface{ output() }

// Literal is JSON text known when the operation is compiled: __typename of a plain type, and introspection.
type Literal struct{ JSON []byte }

// TypeName is __typename of the row's kind.
type TypeName struct{}

// VersionNumber is the version of the graph the answer was read at.
type VersionNumber struct{}

// Scalar is the value of a column. With In the value is whether the column's value is one of these. With List a missing
// value is an empty list.
type Scalar struct {
	Column int
	In     *model.Derived
	List   bool
}

// Group is an object made from columns of the same row, such as source. It is null where all of Columns are missing.
type Group struct {
	Columns []int
	Object  *Object
}

// Rows is the list under a column, or under Query.Roots for the root object: Kind says what is made of it.
type Rows struct {
	Column int
	As     RowsAs
	// ByShape is the object for each Select.Shape. Used by AsList, AsOne and AsByID.
	ByShape []*Object
	// RequiredItems says that a null item makes the whole list null.
	RequiredItems bool
	// Connection is used by AsConnection.
	Connection *Connection
	// IDs and IDColumn are used by AsByID: the ids asked for, and the column of each Shape that holds the id.
	IDs      *Operand
	IDColumn []int
}

// RowsAs is what is made of a list of rows.
type RowsAs uint8

// What is made of a list of rows: a JSON list, the only row or null, one item per id asked for (null where unknown),
// or a Relay connection.
const (
	AsList RowsAs = iota
	AsOne
	AsByID
	AsConnection
)

// Connection is the members asked of a connection, in order.
type Connection struct {
	Members  []ConnectionMember
	Sort     [][]int // for each Select.Shape the columns that hold the sort values, to make cursors
	Ordering string  // Ordering of Select.Order, which cursors carry
}

// ConnectionMember is one key of a connection object. Exactly one part is set.
type ConnectionMember struct {
	Key      string
	Literal  []byte     // __typename
	Edges    *Edges     // the edges
	Nodes    []*Object  // nodes, by Shape
	PageInfo []PageInfo // pageInfo
	Total    bool       // totalCount
	Facet    *FacetOut  // facets
}

// Edges is what is wanted of each edge: members in order.
type Edges struct{ Members []EdgeMember }

// EdgeMember is one key of an edge object. Exactly one part is set.
type EdgeMember struct {
	Key        string
	Literal    []byte    // __typename
	Cursor     bool      // cursor
	Node       []*Object // node, by Shape
	Properties []*Object // properties of the relationship, by Shape
}

// PageInfo is one key of pageInfo. Exactly one part is set.
type PageInfo struct {
	Key                                          string
	Literal                                      []byte // __typename
	HasNext, HasPrevious, StartCursor, EndCursor bool
}

// FacetOut is the members asked of every facet bucket.
type FacetOut struct {
	Index   int // into List.Facets
	Members []FacetMember
}

// FacetMember is one key of a facet bucket. Exactly one part is set.
type FacetMember struct {
	Key          string
	Literal      []byte // __typename
	Value, Count bool
}

// Computed is an answer Go works out. Needs is written from the row first and handed to the function registered for
// Field, with the arguments; what it gives is written by Object.
type Computed struct {
	Field  *model.Computed
	Args   map[string]any // string, int64, float64, bool, nil, []any and map[string]any of these; no entry where not given
	Needs  *Object
	Select *Picked
}

// Picked is a selection from an answer that Go worked out: keys of a map, in order. A nil Members is a leaf.
type Picked struct {
	Members []PickedMember
}

// PickedMember is one key taken from a map.
type PickedMember struct {
	Key      string // response key
	From     string // key in the map
	Literal  []byte // __typename
	Required bool
	Sub      *Picked // nil for a leaf
	Nodes    *Rows   // the map has ids, and this is written from the rows of a root that reads these nodes
}

// Prepared is a field of Query that Go works out before the store is asked. What it gives may name nodes by their ids: these
// are read as roots of the one query, which gets the ids once they are known.
type Prepared struct {
	Field  string
	Args   map[string]Operand
	Select *Picked
}

// WorkedOut writes what was given for one of Operation.Prepared.
type WorkedOut struct{ Prepared int }

func (Literal) output()       {}
func (TypeName) output()      {}
func (VersionNumber) output() {}
func (Scalar) output()        {}
func (Group) output()         {}
func (Rows) output()          {}
func (Computed) output()      {}
func (WorkedOut) output()     {}

package plan

import "github.com/carejourney/carejourney/internal/model"

// Query is a whole operation: every root selection, answered together at one version of the graph.
type Query struct {
	Roots []*Select
	Args  []any // values of the operands that name a parameter, by Operand.Param

	MaxValues int // how many values all rows of the answer may have together, 0 for any number
	MaxCost   int // how much may be looked at, as Cost counts, 0 for any amount

	Lazy bool // lists under rows may be left for later, see List.Load: for an answer of which not everything is looked at
}

// Operand is a value in a plan: a constant, or a parameter bound anew for every execution so that a plan can be kept.
type Operand struct {
	Param int // index into Query.Args, -1 for a constant
	Const any // string, int64, float64, bool, nil or []any of these
}

// Value gives the operand's value: string, int64, float64, bool, nil or []any of these.
func (o Operand) Value(args []any) any {
	if o.Param >= 0 {
		return args[o.Param]
	}
	return o.Const
}

// Constant makes an operand of a value.
func Constant(v any) Operand { return Operand{Param: -1, Const: v} }

// Select is a list of nodes and what is wanted of each, each node once. A root Select starts at From; a nested one walks
// Relation from every row of the Select around it. Compare with Edge in Where speaks of the relationship walked, where
// Relation is stored.
type Select struct {
	Key      string          // response key, unique among its siblings: names the selection in explanations and Cypher
	Kinds    []*model.Kind   // kinds the nodes may have; nodes of other kinds are left out
	From     From            // root only: where to start
	Relation *model.Relation // nested only: walks Relation.Path, keeps Relation.Keep
	One      bool            // at most one row is expected: a to-one relation, or a root by id. Should there be more, all come, by id
	Where    Predicate       // nil for all
	Order    []Order         // never empty where more than one row can come; ends in the id
	Page     *Page           // nil for all rows
	Shapes   []Shape         // columns for each set of kinds; every kind of Kinds is in exactly one
	Total    bool            // List.Total is wanted
	Info     bool            // List.HasNext and HasPrevious are wanted
	Facets   []*model.Field  // List.Facets are wanted, one each
	ForGo    bool            // read for what Go works out, and not written: its values cost as much as a node that is looked at
}

// ValueCost is what each value of a row of the selection costs, against a node or relationship that is only looked at.
func (s *Select) ValueCost() int {
	if s.ForGo {
		return 1
	}
	return valueCost
}

// valueCost is what a value costs that is written into the answer.
const valueCost = 4

// OnlyCounts reports whether nothing is wanted of a selection but how many rows it would have, none of which is left out.
func (s *Select) OnlyCounts(args []any) bool {
	if !s.Total || s.Info || s.Where != nil || len(s.Facets) > 0 || s.Page == nil || s.Page.First == nil {
		return false
	}
	for _, o := range []*Operand{s.Page.After, s.Page.Before, s.Page.Last} {
		if o != nil && o.Value(args) != nil {
			return false
		}
	}
	first, ok := s.Page.First.Value(args).(int64)
	return ok && first == 0
}

// From is where a root Select starts. All given parts hold together; a zero From means every node of Kinds.
type From struct {
	IDs    *Operand // only the nodes with these ids: a string or a []any of strings
	Search *Operand // only nodes that match this search text: a string
}

// Shape says which columns a row of one of the kinds has.
type Shape struct {
	Kinds   []*model.Kind
	Columns []Column
}

// Column is one value of a row. Exactly one of its parts is set.
type Column struct {
	Field    *model.Field // value of the node by Field.Property, never Derived or Embedded itself; Field.Name "id" gives the id. A list without values is nil
	Property *model.Field // nested over a stored relation only: property of the relationship walked
	Select   *Select      // rows reached from this one, as *List
	Sort     int          // value of Order[Sort-1] for this row, for cursors; 0 where not a sort column
}

// Order is one sort key. Text compares by code point, false before true, numbers by value; a missing value counts as
// larger than any other.
type Order struct {
	// Exactly one of these says what is compared.
	Field    *model.Field      // value of the node at the end of Through
	Property *model.Field      // property of the relationship walked
	Count    []*model.Relation // number of nodes reached by the one relation listed
	Rank     bool              // of a root with From.Search: int64, 0 for whole words of the name, 1 beginnings in the name, 2 whole words anywhere, 3 the rest

	Through []*model.Relation // with Field or Count: to-one relations to walk first; nothing there counts as missing, of several the first by id counts
	Desc    bool
}

// Page cuts a window out of the ordered rows: first the cursors, then Offset, then First or Last. First and Last are never
// both set. An operand whose value is nil counts as not given. Numbers are never negative.
type Page struct {
	First, Last   *Operand // int64, at most so many rows from the front or the back of the window
	Offset        *Operand // int64, rows to leave out in front; never together with cursors, Last or Select.Info
	After, Before *Operand // []any of sort values, one per Order: rows strictly behind and before
}

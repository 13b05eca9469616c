package plan

import "github.com/carejourney/carejourney/internal/model"

// Predicate is a condition on a node, or on the relationship it was reached by. Logic is two-valued: a missing value
// equals null and nothing else, so Not and Ne include it. A nil Predicate holds always.
type Predicate interface{ predicate() }

// And holds where all hold; an empty And holds always.
type And struct{ All []Predicate }

// Or holds where any holds; an empty Or never holds.
type Or struct{ Any []Predicate }

// Not holds where Of does not.
type Not struct{ Of Predicate }

// Op is a comparison.
type Op uint8

// The comparisons. Eq with nil holds where the value is missing; all others with nil, or on a missing value, do not
// hold, but for Ne, which is the opposite of Eq. In takes a list without nil. Numbers compare by value, whether whole or
// not; text, dates and enumerations by code point.
const (
	Eq Op = iota
	Ne
	In
	Lt
	Lte
	Gt
	Gte
	Contains
	StartsWith
	EndsWith
	Has // on a list field: one of its values is the operand
)

// String names the comparison as in explanations.
func (op Op) String() string {
	return [...]string{"=", "!=", "in", "<", "<=", ">", ">=", "contains", "starts with", "ends with", "has"}[op]
}

// Compare compares a value of the node, or with Edge a property of the relationship walked to it, with an operand. Field
// is never Derived or Embedded itself (plan the field it is made from); a list field takes Has only. A node of a kind
// without the field counts as a node without the value; where kinds share the name of a field, the plan puts KindIn
// around it.
type Compare struct {
	Field *model.Field
	Edge  bool
	Op    Op
	To    Operand
	Fold  bool // compare both sides folded by model.Fold; text and enumerations only
}

// Empty holds where a list field has no values, or where there is none.
type Empty struct {
	Field *model.Field
	Edge  bool
}

// KindIn holds for nodes of the kinds.
type KindIn struct{ Kinds []*model.Kind }

// Quantifier says how many of the nodes reached must satisfy a condition.
type Quantifier uint8

// The quantifiers. All and None hold where nothing is reached.
const (
	Some Quantifier = iota
	All
	None
	Single
)

// String names the quantifier.
func (q Quantifier) String() string { return [...]string{"some", "all", "none", "single"}[q] }

// Related holds where the quantified number of nodes reached over Relation satisfy Where. Reached are the distinct nodes
// at the end of Relation.Path that are of a kind of Relation.Target and pass Relation.Keep. Compare with Edge inside
// Where speaks of the relationship walked by the innermost Related around it.
type Related struct {
	Relation   *model.Relation
	Quantifier Quantifier
	Where      Predicate
}

// Count compares the number of nodes reached over Relation, as for Related.
type Count struct {
	Relation *model.Relation
	Op       Op // Eq, Ne, In, Lt, Lte, Gt or Gte
	To       Operand
}

func (And) predicate()     {}
func (Or) predicate()      {}
func (Not) predicate()     {}
func (Compare) predicate() {}
func (Empty) predicate()   {}
func (KindIn) predicate()  {}
func (Related) predicate() {}
func (Count) predicate()   {}

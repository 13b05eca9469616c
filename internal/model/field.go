package model

// Type is what a field holds.
type Type uint8

// The types of a field. Values in memory are string (ID, String, Date and EnumType), int64, float64, bool, and
// []string for lists, which are always of text or enumerations.
const (
	ID Type = iota
	String
	Int
	Float
	Boolean
	Date
	EnumType
	EmbeddedType
)

// Field is a value kept on a node or on a relationship.
type Field struct {
	Name        string
	Description string
	Type        Type
	Enum        *Enum     // with EnumType
	Embedded    *Embedded // with EmbeddedType
	List        bool
	Required    bool // never missing
	Key         bool // no two nodes of a kind share a value
	Searchable  bool // search looks at it
	Min, Max    *float64
	Default     any      // value where a model file leaves it out, nil for none
	Derived     *Derived // not stored, worked out from another field of the same node
	Property    string   // name under which a store keeps it; Name but for fields of an Embedded
}

// Derived is a Boolean field that is true where From holds one of In.
type Derived struct {
	From *Field
	In   []string
}

// Value works out a derived field from the value of From.
func (d *Derived) Value(from any) bool {
	s, ok := from.(string)
	if !ok {
		return false
	}
	for _, v := range d.In {
		if v == s {
			return true
		}
	}
	return false
}

// TypeName is the field's GraphQL type name without list and non-null marks.
func (f *Field) TypeName() string {
	switch f.Type {
	case ID:
		return "ID"
	case Int:
		return "Int"
	case Float:
		return "Float"
	case Boolean:
		return "Boolean"
	case Date:
		return "Date"
	case EnumType:
		return f.Enum.Name
	case EmbeddedType:
		return f.Embedded.Name
	default:
		return "String"
	}
}

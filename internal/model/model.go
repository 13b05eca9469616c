package model

import "slices"

// Model is the whole vocabulary. It is read once by Parse and never changes afterwards.
type Model struct {
	Kinds         []*Kind         // in order of declaration
	Enums         []*Enum         // in order of declaration, Kind last
	Relationships []*Relationship // stored types, in order of first use
	Targets       []*Target       // Element first, then the unions, in order of declaration
	Common        []*Field        // fields of Element, which every kind has
	Embeddeds     []*Embedded     // groups of fields kept on a node
	Objects       []*Object       // plain types of what computed fields give, in order of declaration
	Inputs        []*Object       // plain types of what computed fields take as arguments, in order of declaration
	Answers       []*Computed     // computed fields of the type Query, in order of declaration

	kinds         map[string]*Kind
	relationships map[string]*Relationship
	enums         map[string]*Enum
	targets       map[string]*Target
	prefixes      map[string]*Kind
}

// Kind is a kind of node.
type Kind struct {
	Index       int    // place in Model.Kinds
	Name        string // Journey
	Plural      string // journeys, the root list field
	Prefix      string // what ids of this kind start with
	Description string
	Fields      []*Field    // fields of Element first, then its own
	Relations   []*Relation // stored and derived, in order of declaration
	Computed    []*Computed // answers Go works out

	fields    map[string]*Field
	relations map[string]*Relation
	computed  map[string]*Computed
}

// Enum is an enumeration.
type Enum struct {
	Name        string
	Description string
	Values      []EnumValue
}

// EnumValue is one value of an enumeration with its meaning.
type EnumValue struct{ Name, Description string }

// Has reports whether value is one of the enumeration's values.
func (e *Enum) Has(value string) bool {
	return slices.ContainsFunc(e.Values, func(v EnumValue) bool { return v.Name == value })
}

// Embedded is a group of fields kept on the node itself, such as Source.
type Embedded struct {
	Name        string
	Description string
	Fields      []*Field // Field.Property carries the name of the embedding field, for example sourceUrl
}

// Object is a plain type that computed fields give or take: values, lists of them and other Objects, never nodes.
type Object struct {
	Name        string
	Description string
	Fields      []ObjectField
}

// ObjectField is a field of an Object. Type is its GraphQL type as written, for example [RouteStep!]!.
type ObjectField struct{ Name, Description, Type string }

// Computed is an answer that Go works out from a part of the graph.
type Computed struct {
	Name        string
	Description string
	Kind        *Kind  // nil for a field of the type Query
	Type        string // its GraphQL type as written, for example JourneyShape!
	Needs       string // selection set, in GraphQL, that the answer is worked out from; $name stands for an argument or a condition
	Conditions  []Condition
	Args        []Arg
	Fresh       bool // the answer depends on more than the graph at its version, so that it must not be kept
}

// Condition is a condition that what a computed field needs has in several places, as GraphQL. It may name those before it.
type Condition struct{ Name, Text string }

// Arg is an argument of a computed field. Type and Default are GraphQL as written; Default is "" without one.
type Arg struct{ Name, Description, Type, Default string }

// QueryName is the type whose fields are where every query starts.
const QueryName = "Query"

// Owner names the type the field belongs to.
func (c *Computed) Owner() string {
	if c.Kind == nil {
		return QueryName
	}
	return c.Kind.Name
}

// Relationship is a stored relationship type.
type Relationship struct {
	Index       int // place in Model.Relationships
	Name        string
	Description string
	Type        string // name of the @relationshipProperties type, "" without properties
	Properties  []*Field
	Pairs       []Pair // which kinds it may join, from and to

	properties map[string]*Field
}

// Pair is a start and an end that a relationship type may have.
type Pair struct{ From, To *Kind }

// Property returns the property with that name, or nil.
func (r *Relationship) Property(name string) *Field { return r.properties[name] }

// Joins reports whether the type may lead from one kind to the other.
func (r *Relationship) Joins(from, to *Kind) bool { return slices.Contains(r.Pairs, Pair{from, to}) }

// Target is what a relationship field can give: one kind, a union of kinds, or any Element.
type Target struct {
	Name        string
	Description string
	Kinds       []*Kind
	Abstract    bool // a union, or Element
}

// Has reports whether the target includes the kind.
func (t *Target) Has(k *Kind) bool { return slices.Contains(t.Kinds, k) }

// Relation is a field of a kind that gives other nodes.
type Relation struct {
	Name        string
	Description string
	Kind        *Kind
	Target      *Target
	Many        bool          // a list; otherwise at most one node
	Required    bool          // a to-one that must be there
	Path        Path          // how to walk from the node to the targets
	Stored      *Relationship // the stored type where the field is one step of it, nil where derived
	Out         bool          // with Stored: the node is the start
	OrderBy     *Field        // with Stored: the property that orders the list when nothing else is asked
	Keep        *Keep         // with a derived relation: which of the nodes reached are kept
}

// Keep narrows a derived relation to nodes whose field has one of the values.
type Keep struct {
	Field  string
	Values []string
}

// Properties returns the properties a connection over the relation shows on its edges; none where derived.
func (r *Relation) Properties() []*Field {
	if r.Stored == nil {
		return nil
	}
	return r.Stored.Properties
}

// Kind returns the kind with that name, or nil.
func (m *Model) Kind(name string) *Kind { return m.kinds[name] }

// Enum returns the enumeration with that name, or nil.
func (m *Model) Enum(name string) *Enum { return m.enums[name] }

// Relationship returns the stored relationship type with that name, or nil.
func (m *Model) Relationship(name string) *Relationship { return m.relationships[name] }

// Target returns the kind, union or interface with that name as a target, or nil.
func (m *Model) Target(name string) *Target { return m.targets[name] }

// Element is the target that includes every kind.
func (m *Model) Element() *Target { return m.targets[elementName] }

// Field returns the field with that name, or nil.
func (k *Kind) Field(name string) *Field { return k.fields[name] }

// Relation returns the relation with that name, or nil.
func (k *Kind) Relation(name string) *Relation { return k.relations[name] }

// ComputedField returns the computed field with that name, or nil.
func (k *Kind) ComputedField(name string) *Computed { return k.computed[name] }

// Stored gives the fields that the graph keeps values of, those of groups in place of the group: neither the id nor what
// is derived.
func (k *Kind) Stored() []*Field { return stored(k.Fields) }

func stored(fields []*Field) []*Field {
	var all []*Field
	for _, f := range fields {
		switch {
		case f.Embedded != nil:
			all = append(all, stored(f.Embedded.Fields)...)
		case f.Derived == nil && f.Name != "id":
			all = append(all, f)
		}
	}
	return all
}

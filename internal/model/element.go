package model

// Props are the stored values of a node or relationship, by Field.Property. Values are string, int64, float64, bool
// and []string; a missing value has no entry. A nil value and an empty list count as missing: stores keep neither.
// A store fills in Field.Default where nothing is given, and keeps a whole number given for a Float field as float64.
type Props map[string]any

// Element is a node of the graph.
type Element struct {
	ID    string
	Kind  *Kind
	Set   string // the model set (folder) it was loaded from, empty for edits by hand
	Props Props  // without id
}

// Link is a relationship of the graph. Of one type there is at most one between two nodes.
type Link struct {
	Type     *Relationship
	From, To string // ids
	Set      string
	Props    Props
}

// Version numbers the states of a graph, counting up from 1 with every change.
type Version int64

// Changes is a batch of changes that a store makes whole or not at all, in the given order.
type Changes struct {
	Expected  *Version // the version the batch was made for, nil for any
	Message   string   // why, in the words of who made it
	By        string   // who makes it, empty where nobody knows
	From      string   // address of the machine it came from, empty for this process
	Operation string   // how it came in, for the record: a command, or the name of a GraphQL operation
	DryRun    bool     // check and count only
	Ops       []Change
}

// Change is one of PutElement, DeleteElement, PutLink and DeleteLink.
type Change interface{ change() }

// PutElement makes the element or changes it. With Merge, fields not given keep their value and a nil value removes
// one; without, the given fields replace all. What is not there yet is made with the given fields. Merging under no Set keeps the Set there was.
type PutElement struct {
	Element Element
	Merge   bool
}

// DeleteElement removes an element and every relationship it is part of.
type DeleteElement struct{ ID string }

// PutLink makes the relationship or changes its properties. Merge as in PutElement.
type PutLink struct {
	Link  Link
	Merge bool
}

// DeleteLink removes a relationship.
type DeleteLink struct {
	Type     *Relationship
	From, To string
}

func (PutElement) change()    {}
func (DeleteElement) change() {}
func (PutLink) change()       {}
func (DeleteLink) change()    {}

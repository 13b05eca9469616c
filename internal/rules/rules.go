package rules

import (
	"cmp"
	"iter"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// Names of the rules that a graph can break. Model files have some more, about files only.
const (
	UnknownField    = "unknown-field"
	UnknownValue    = "unknown-value"
	WrongType       = "wrong-type"
	OutOfRange      = "out-of-range"
	MissingField    = "missing-field"
	BadID           = "bad-id"
	DuplicateKey    = "duplicate-key"
	UnknownRef      = "unknown-reference"
	WrongKind       = "wrong-kind"
	NextOutside     = "next-outside-journey"
	WithoutRequired = "stage-without-journey"
	PartOfCycle     = "part-of-cycle"
	TwoParents      = "two-parents"
	ShareOverOne    = "share-over-one"
	DatesReversed   = "dates-reversed"
	NHSNumber       = "nhs-number"
)

// View is a graph to check, as it would be after the changes. Order of what it gives does not matter.
//
// For touched elements and links Check asks for: the elements themselves and both ends of the links; all links of
// single-valued relations at those elements; NEXT and HAS_STAGE links of touched stages, with the HAS_STAGE links of
// the stages a NEXT leads to or comes from; PART_OF links upwards, step by step to the top; holders of key values.
type View interface {
	// Element gives the element with that id.
	Element(id string) (model.Element, bool)
	// Link gives the relationship with that name.
	Link(id LinkID) (model.Link, bool)
	// Links gives the relationships of the type that start (out) or end at the element.
	Links(id string, t *model.Relationship, out bool) iter.Seq[model.Link]
	// Holders gives the ids of the elements of the kind whose field, marked as a key, has the value.
	Holders(kind *model.Kind, key *model.Field, value any) []string
}

// Lister is a View that can list all ids. Check uses it for suggestions, and only when a reference leads nowhere.
type Lister interface {
	// IDs gives the id of every element, in any order.
	IDs() iter.Seq[string]
}

// LinkID names a relationship: there is at most one of a type between two nodes.
type LinkID struct {
	Type     *model.Relationship
	From, To string
}

// Touched is what a batch of changes created, changed or removed. Relationships that went with a deleted element
// belong to Links. Entries may come twice and in any order.
type Touched struct {
	Elements []string
	Links    []LinkID
}

// Subject is what a violation is about: an element or a relationship, and one of its fields, properties or relations
// where it can be told. Fields of a group are written with a dot, as in source.url; the ends of a relationship are from
// and to.
type Subject struct {
	Element string
	Link    LinkID // where Element is empty
	Field   string
}

// String names the element or relationship.
func (s Subject) String() string {
	if s.Element != "" || s.Link.Type == nil {
		return s.Element
	}
	return s.Link.Type.Name + " from " + clip(s.Link.From) + " to " + clip(s.Link.To)
}

// Violation is one way in which a graph breaks a rule.
type Violation struct {
	Rule       string
	Subject    Subject
	Other      *Subject // the other of two that cannot be there together
	Message    string
	Suggestion string // what to write instead, empty where there is no good guess
}

// Check gives everything wrong that the touched elements and links can have brought about, in an order that depends on
// nothing but the violations themselves. Callers fill in defaults first (see Defaults).
func Check(m *model.Model, v View, touched Touched) []Violation {
	c := &checker{m: m, v: v, elements: slices.Clone(touched.Elements), links: slices.Clone(touched.Links), search: &search{v: v}}
	slices.Sort(c.elements)
	c.elements = slices.Compact(c.elements)
	slices.SortFunc(c.links, compareLinks)
	c.links = slices.Compact(c.links)

	for _, id := range c.elements {
		if e, ok := v.Element(id); ok {
			c.element(e)
		}
	}
	present, ends := make([]LinkID, 0, len(c.links)), []string(nil)
	for _, id := range c.links {
		for _, end := range [...]string{id.From, id.To} {
			if !c.touched(end) {
				ends = append(ends, end) // also where the link was removed
			}
		}
		if l, ok := v.Link(id); ok {
			c.link(l)
			present = append(present, id)
		}
	}
	c.toOnes(append(ends, c.elements...))
	c.next(present)
	c.shares(present)
	c.forest(present)
	return c.sorted()
}

// sorted adds the suggestions that were left for later and gives everything in order.
func (c *checker) sorted() []Violation {
	for _, w := range c.wanted {
		c.found[w.at].Suggestion = c.search.reference(w.t, w.id, w.from)
	}
	slices.SortStableFunc(c.found, compareViolations)
	return c.found
}

// checker collects violations.
type checker struct {
	m        *model.Model
	v        View
	whole    bool     // everything was touched
	elements []string // touched, in order
	links    []LinkID // touched, in order
	search   *search  // for suggestions
	found    []Violation
	wanted   []want // suggestions
}

// want is a violation that wants a suggestion: what the end of a relationship may have meant.
type want struct {
	at   int // place in found
	t    *model.Relationship
	id   string
	from bool
}

func (c *checker) touched(id string) bool {
	if c.whole {
		return true
	}
	_, found := slices.BinarySearch(c.elements, id)
	return found
}

func (c *checker) touchedLink(id LinkID) bool {
	if c.whole {
		return true
	}
	_, found := slices.BinarySearchFunc(c.links, id, compareLinks)
	return found
}

func (c *checker) report(rule string, s Subject, message, suggestion string) {
	c.found = append(c.found, Violation{Rule: rule, Subject: s, Message: message, Suggestion: suggestion})
}

func idOf(l model.Link) LinkID { return LinkID{Type: l.Type, From: l.From, To: l.To} }

func compareLinks(a, b LinkID) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(index(a.Type), index(b.Type)), cmp.Compare(a.To, b.To))
}

func index(t *model.Relationship) int {
	if t == nil {
		return -1
	}
	return t.Index
}

func compareViolations(a, b Violation) int {
	return cmp.Or(
		cmp.Compare(a.Subject.Element, b.Subject.Element), compareLinks(a.Subject.Link, b.Subject.Link),
		cmp.Compare(a.Subject.Field, b.Subject.Field), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message),
	)
}

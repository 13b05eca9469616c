package model

import (
	"cmp"
	"slices"
	"strings"
)

// Difference is an element, or a link, in which one content differs from another: what it was and what it is, nil where it
// is not there. Which model set it belongs to makes no difference.
type Difference struct {
	Before, After         *Element
	LinkBefore, LinkAfter *Link
	Fields                []FieldDifference // where it is in both, in the order of the model
}

// FieldDifference is a value that differs. Field is its name, with a dot inside a group; values are nil where there is none.
type FieldDifference struct {
	Field         string
	Before, After any
}

// Compare gives all differences between two contents: elements by kind and id, then links by type and ends.
func Compare(from, to Content) []Difference {
	var all []Difference
	before, after := byID(from.Elements), byID(to.Elements)
	for id, e := range before {
		if now, kept := after[id]; kept && now.Kind == e.Kind {
			if fields := compareProps(e.Kind.Fields, e.Props, now.Props); len(fields) > 0 {
				all = append(all, Difference{Before: &e, After: &now, Fields: fields})
			}
			continue
		}
		all = append(all, Difference{Before: &e})
	}
	for id, e := range after {
		if was, had := before[id]; !had || was.Kind != e.Kind {
			all = append(all, Difference{After: &e})
		}
	}
	linksBefore, linksAfter := byKey(from.Links), byKey(to.Links)
	for key, l := range linksBefore {
		now, kept := linksAfter[key]
		if !kept {
			all = append(all, Difference{LinkBefore: &l})
		} else if fields := compareProps(l.Type.Properties, l.Props, now.Props); len(fields) > 0 {
			all = append(all, Difference{LinkBefore: &l, LinkAfter: &now, Fields: fields})
		}
	}
	for key, l := range linksAfter {
		if _, had := linksBefore[key]; !had {
			all = append(all, Difference{LinkAfter: &l})
		}
	}
	slices.SortFunc(all, compareDifferences)
	return all
}

// compareProps gives the values in which two maps of properties differ.
func compareProps(fields []*Field, before, after Props) []FieldDifference {
	var all []FieldDifference
	for _, f := range fields {
		if f.Embedded != nil {
			for _, inner := range compareProps(f.Embedded.Fields, before, after) {
				inner.Field = f.Name + "." + inner.Field
				all = append(all, inner)
			}
			continue
		}
		was, is := before[f.Property], after[f.Property]
		if f.Derived == nil && !Same(was, is) {
			all = append(all, FieldDifference{Field: f.Name, Before: was, After: is})
		}
	}
	return all
}

// Element gives the element of a difference as it is, or as it was where it is gone; nil for a link.
func (d *Difference) Element() *Element { return cmp.Or(d.After, d.Before) }

// Link gives the link of a difference as it is, or as it was where it is gone; nil for an element.
func (d *Difference) Link() *Link { return cmp.Or(d.LinkAfter, d.LinkBefore) }

// Added holds for what was not there.
func (d *Difference) Added() bool { return d.Before == nil && d.LinkBefore == nil }

// Removed holds for what is there no more.
func (d *Difference) Removed() bool { return d.After == nil && d.LinkAfter == nil }

func compareDifferences(a, b Difference) int {
	x, y := a.Element(), b.Element()
	switch {
	case x != nil && y != nil:
		return cmp.Or(cmp.Compare(x.Kind.Index, y.Kind.Index), strings.Compare(x.ID, y.ID))
	case x != nil:
		return -1
	case y != nil:
		return 1
	}
	l, m := a.Link(), b.Link()
	return cmp.Or(cmp.Compare(l.Type.Index, m.Type.Index), strings.Compare(l.From, m.From), strings.Compare(l.To, m.To))
}

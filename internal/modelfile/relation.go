package modelfile

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// relation reads the entries of a relationship of a node.
func (r *reader) relation(d *draft, rel *model.Relation, n *node) {
	switch {
	case n.form == emptyForm:
	case !rel.Many && n.form == listForm:
		r.unread(d, rel, n, rules.WrongType, fmt.Sprintf("%s takes one entry, not a list", rel.Name), "")
	case !rel.Many:
		r.entry(d, rel, 1, n)
	case n.form != listForm:
		r.unread(d, rel, n, rules.WrongType, fmt.Sprintf("%s takes a list, and this is %s", rel.Name, n.form), listIt(n))
	default:
		for i, item := range n.items {
			r.entry(d, rel, i+1, item)
		}
	}
}

// entry reads one entry: a reference, a reference with properties, or a node described here.
func (r *reader) entry(d *draft, rel *model.Relation, place int, n *node) {
	switch {
	case n.form == textForm && trimmed(n.text) != "":
		r.link(d, rel, place, trimmed(n.text), r.piece.note(origin{file: d.file, at: n.at}), nil)
	case n.form == emptyForm, n.form == textForm:
		r.unread(d, rel, n, rules.MissingField, fmt.Sprintf("an entry of %s is empty", rel.Name), "")
	case n.form != mapForm:
		r.unread(d, rel, n, rules.WrongType, fmt.Sprintf("an entry of %s is an id or a map, and this is %s", rel.Name, n.form), "")
	case n.entry(wordID) != nil:
		r.inner(d, rel, place, n) // which may itself have a relationship called to
	case n.get(wordTo) != nil:
		other, where := r.text(d.file, n, wordTo)
		r.link(d, rel, place, other, r.piece.note(origin{file: d.file, at: where(n), fields: inParts{n}}), except(n, wordTo))
	default:
		r.unread(d, rel, n, rules.MissingField, "an entry needs to, for a node described elsewhere, or id, for one described here", "")
	}
}

// unread reports an entry that cannot be read. The relationship still counts as given.
func (r *reader) unread(d *draft, rel *model.Relation, n *node, rule, message, suggestion string) {
	d.file.report(n.at, rule, message, suggestion)
	r.piece.faulty[rules.Subject{Element: d.id, Field: rel.Name}] = true
}

func except(n *node, key string) []*entry {
	var entries []*entry
	for i := range n.entries {
		if n.entries[i].key != key {
			entries = append(entries, &n.entries[i])
		}
	}
	return entries
}

// inner reads a node that is described where it is used.
func (r *reader) inner(d *draft, rel *model.Relation, place int, n *node) {
	inside := &draft{file: d.file, props: model.Props{}, parts: []*node{n}}
	inside.at = n.entry(wordID).value.at
	inside.id, _ = r.text(d.file, n, wordID)
	if n.get(wordID) == nil {
		d.file.report(inside.at, rules.MissingField, "the id is empty", "")
	}
	if inside.kind = r.innerKind(d, rel, n, inside.id); inside.kind == nil {
		return
	}
	edge := n.get(wordEdge)
	var properties []*entry
	if edge != nil && edge.form != mapForm {
		d.file.report(edge.at, rules.WrongType, "edge is a map, and this is "+edge.form.String(), "")
	} else if edge != nil {
		properties = except(edge, "")
	}
	if inside.id != "" {
		r.link(d, rel, place, inside.id, r.piece.note(origin{file: d.file, at: inside.at, fields: inParts{edge}}), properties)
	}
	r.draft(inside, []part{{n, inEntry}}, d.props)
}

// innerKind tells the kind of a node described inside another: as it says, as its id says, or the only one possible.
func (r *reader) innerKind(d *draft, rel *model.Relation, n *node, id string) *model.Kind {
	if name, where := r.text(d.file, n, wordKind); name != "" {
		kind := r.m.Kind(name)
		if kind == nil {
			d.file.report(where(n), unknownKind, fmt.Sprintf("there is no kind %q", clip(name)), rules.DidYouMean(name, kindNames(r.m)))
		}
		return kind
	}
	if kind := r.kindOf(id); kind != nil {
		return kind
	}
	if len(rel.Target.Kinds) == 1 {
		return rel.Target.Kinds[0]
	}
	if id != "" {
		var prefixes []string
		for _, k := range rel.Target.Kinds {
			prefixes = append(prefixes, k.Prefix)
		}
		prefix, _, _ := strings.Cut(id, ":")
		d.file.report(n.entry(wordID).value.at, rules.BadID, fmt.Sprintf("%q does not begin like the id of any kind that %s leads to", clip(id), rel.Name),
			suggestKey(prefix, prefixes))
	}
	return nil
}

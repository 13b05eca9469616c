package modelfile

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// draft is a node of the graph while it is read. Without an id it is checked but not kept.
type draft struct {
	kind  *model.Kind
	id    string
	file  *source
	at    // of the id, or of the whole
	props model.Props
	parts []*node
}

// part is a map of fields and relationships, with what it may hold.
type part struct {
	n       *node
	content content
}

// content says which fields a map may hold.
type content uint8

const (
	inMetadata content = iota // the fields every node has
	inSpec                    // the kind's own fields, and relationships
	inEntry                   // all of them, and words of the entry
)

// draft reads fields and relationships of a node, and keeps it.
func (r *reader) draft(d *draft, parts []part, enclosing model.Props) {
	var relations []func()
	for _, p := range parts {
		if p.n == nil || p.n.form != mapForm {
			continue
		}
		for i := range p.n.entries {
			e := &p.n.entries[i]
			if e.key == wordID && p.content != inSpec || p.content == inEntry && (e.key == wordKind || e.key == wordEdge) {
				continue
			}
			if rel := r.member(d, p.content, e); rel != nil {
				relations = append(relations, func() { r.relation(d, rel, e.value) })
			}
		}
	}
	if !r.editing {
		inherit(d.kind, d.props, enclosing)
	}
	r.keep(d, r.piece.note(origin{file: d.file, at: d.at, fields: inParts(d.parts)}))
	// Nodes described inside take over what this one says, so they come last.
	for _, read := range relations {
		read()
	}
}

// member reads a field, or gives the relation that the entry is.
func (r *reader) member(d *draft, where content, e *entry) *model.Relation {
	if f := d.kind.Field(e.key); f != nil && f.Derived == nil {
		common := fieldNamed(r.m.Common, e.key) != nil
		if where == inMetadata && !common || where == inSpec && common {
			r.misplaced(d, e, map[bool]string{true: wordMetadata, false: wordSpec}[common])
			return nil
		}
		r.field(d.file, rules.Subject{Element: d.id}, f, e, d.props)
		return nil
	}
	rel := d.kind.Relation(e.key)
	if rel != nil && rel.Stored != nil {
		if where == inMetadata {
			r.misplaced(d, e, wordSpec)
			return nil
		}
		return rel
	}
	message, suggestion := fmt.Sprintf("%s has no %s", d.kind.Name, clip(e.key)), ""
	if rel != nil || d.kind.Field(e.key) != nil || d.kind.ComputedField(e.key) != nil {
		message = fmt.Sprintf("%s of %s is worked out from the rest and cannot be written", e.key, d.kind.Name)
	} else {
		suggestion = rules.DidYouMean(e.key, members(r.m, d.kind, where))
	}
	d.file.report(e.at, rules.UnknownField, message, suggestion)
	return nil
}

func (r *reader) misplaced(d *draft, e *entry, into string) {
	d.file.report(e.at, rules.UnknownField, fmt.Sprintf("%s does not belong here", e.key), fmt.Sprintf("Move it to %s", into))
	r.piece.faulty[rules.Subject{Element: d.id, Field: e.key}] = true
}

// members gives the names of everything that can be written of a kind at a place.
func members(m *model.Model, k *model.Kind, where content) []string {
	var names []string
	if where != inSpec {
		names = append(names, writable(m.Common)...)
	}
	if where != inMetadata {
		names = append(names, writable(k.Fields[len(m.Common):])...)
		for _, rel := range k.Relations {
			if rel.Stored != nil {
				names = append(names, rel.Name)
			}
		}
	}
	return names
}

// keep adds a node to what was read.
func (r *reader) keep(d *draft, where spot) {
	if d.id == "" {
		return
	}
	if !r.editing {
		fill(d.kind.Fields, d.props, r.defaults)
		rules.Defaults(d.kind.Fields, d.props)
	}
	r.piece.nodes = append(r.piece.nodes, writtenNode{model.Element{ID: d.id, Kind: d.kind, Props: d.props}, where})
}

// inParts finds the places of fields in maps.
type inParts []*node

func (parts inParts) place(field string) (at, bool) {
	name, member, _ := strings.Cut(field, groupSeparator)
	for _, n := range parts {
		e := n.entry(name)
		if e == nil {
			continue
		}
		if inner := e.value.entry(member); inner != nil {
			e = inner
		}
		if e.value.single() {
			return e.value.at, true
		}
		return e.at, true
	}
	return at{}, false
}

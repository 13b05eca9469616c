package modelfile

import (
	"fmt"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// link adds the relationship between a node and another.
func (r *reader) link(d *draft, rel *model.Relation, place int, other string, from spot, properties []*entry) {
	l := model.Link{Type: rel.Stored, From: d.id, To: other, Props: model.Props{}}
	if !rel.Out {
		l.From, l.To = other, d.id
	}
	subject := rules.Subject{Link: linkID(l)}
	for _, e := range properties {
		f := rel.Stored.Property(e.key)
		if f == nil {
			d.file.report(e.at, rules.UnknownField, fmt.Sprintf("%s has no property %s", rel.Stored.Name, clip(e.key)),
				suggestProperty(e.key, rel))
			continue
		}
		r.field(d.file, subject, f, e, l.Props)
	}
	if by := placed(rel); by != nil && !r.editing && l.Props[by.Property] == nil && !r.piece.faulty[rules.Subject{Link: subject.Link, Field: by.Name}] {
		l.Props[by.Property] = int64(place)
	}
	if d.id != "" && other != "" {
		r.keepLink(l, from)
	}
}

// placed gives the property that the place in a list stands for, nil where there is none.
func placed(rel *model.Relation) *model.Field {
	if by := rel.OrderBy; rel.Many && by != nil && by.Type == model.Int {
		return by
	}
	return nil
}

func suggestProperty(key string, rel *model.Relation) string {
	names := writable(rel.Stored.Properties)
	if len(names) == 0 {
		return "It has no properties"
	}
	for _, k := range rel.Target.Kinds {
		if k.Field(key) != nil {
			return fmt.Sprintf("%s is a field of %s: describe the node with id instead of to", key, k.Name)
		}
	}
	return suggestKey(key, names)
}

// keepLink adds a relationship to what was read.
func (r *reader) keepLink(l model.Link, from spot) {
	if !r.editing {
		rules.Defaults(l.Type.Properties, l.Props)
	}
	r.piece.named = append(r.piece.named, namedLink{l, from})
}

func linkID(l model.Link) rules.LinkID { return rules.LinkID{Type: l.Type, From: l.From, To: l.To} }

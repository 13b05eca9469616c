package sdl

import "github.com/carejourney/carejourney/internal/model"

// Read writes everything clients can read and every argument they can give. It fails where two types or two members
// of a type would get the same name, or where the model leaves a description out; the error names all such places.
func Read(m *model.Model) (string, error) {
	d := newDocument("Mutation", "Subscription")
	d.text.WriteString("# What clients can read. Generated from model.graphqls by `go generate ./...`; do not edit.\n\n")
	d.section("Where every query starts")
	d.query(m)
	d.section("Nodes")
	d.nodes(m)
	d.section("Values")
	d.values(m)
	d.section("Pages of nodes")
	d.pages(m)
	d.section("Conditions")
	d.conditions(m)
	d.section("Conditions on one value")
	d.filters(m)
	d.section("Orderings")
	d.orderings(m)
	d.section("Earlier versions")
	d.past()
	d.section("Gap rules")
	d.gaps(m)
	return d.result()
}

// manyWithProperties calls f for every to-many relation whose relationship has properties, in order of declaration.
// These have connection types of their own.
func manyWithProperties(m *model.Model, f func(*model.Relation)) {
	for _, k := range m.Kinds {
		for _, r := range k.Relations {
			if r.Many && len(r.Properties()) > 0 {
				f(r)
			}
		}
	}
}

// targets gives everything a list of nodes can be of: Element, the unions, then the kinds.
func targets(m *model.Model) []*model.Target {
	all := append([]*model.Target(nil), m.Targets...)
	for _, k := range m.Kinds {
		all = append(all, m.Target(k.Name))
	}
	return all
}

// valueFields gives the fields all nodes of a target have.
func valueFields(m *model.Model, t *model.Target) []*model.Field {
	if t.Abstract {
		return m.Common
	}
	return t.Kinds[0].Fields
}

// relations gives the relations all nodes of a target have: none where it is more than one kind.
func relations(t *model.Target) []*model.Relation {
	if t.Abstract {
		return nil
	}
	return t.Kinds[0].Relations
}

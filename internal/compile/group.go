package compile

import "github.com/carejourney/carejourney/internal/model"

// sameKinds is kinds for which all parts have the same fields.
type sameKinds struct {
	kinds  []*model.Kind
	fields [][]collected // by part
}

// group collects the fields of every kind and puts kinds with the same together.
func (r *run) group(kinds []*model.Kind, parts []part) []*sameKinds {
	var groups []*sameKinds
next:
	for _, k := range kinds {
		fields := make([][]collected, len(parts))
		for i, p := range parts {
			if p.properties == nil {
				fields[i] = r.below(k.Name, p.nodes)
			}
		}
		for _, g := range groups {
			if r.sameFields(g, k, fields) {
				g.kinds = append(g.kinds, k)
				continue next
			}
		}
		groups = append(groups, &sameKinds{kinds: []*model.Kind{k}, fields: fields})
	}
	return groups
}

// sameFields reports whether a kind has the fields of a group: the same keys, from the same places in the document, and
// with the same meaning.
func (r *run) sameFields(g *sameKinds, k *model.Kind, fields [][]collected) bool {
	of, other := r.c.meanings.fields[g.kinds[0].Name], r.c.meanings.fields[k.Name]
	for i := range fields {
		if len(fields[i]) != len(g.fields[i]) {
			return false
		}
		for j, f := range fields[i] {
			known := g.fields[i][j]
			if f.Key != known.Key || len(f.Nodes) != len(known.Nodes) || f.Nodes[0].Name != known.Nodes[0].Name {
				return false
			}
			for n := range f.Nodes {
				if f.Nodes[n] != known.Nodes[n] {
					return false
				}
			}
			if name := f.Nodes[0].Name; name != typeNameField && !of[name].same(other[name]) {
				return false
			}
		}
	}
	return true
}

package compile

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// sortKey is an entry of an orderBy object: a field or a count, or a way to other keys.
type sortKey struct {
	name    string
	field   *model.Field
	edge    bool
	count   *model.Relation
	through *model.Relation
	inner   *sortKeys
}

// sortKeys are the entries of an input type for orderBy.
type sortKeys struct{ entries []sortKey }

// sortKeys reads an input type for orderBy, and those inside it.
func (ms *meanings) sortKeys(typeName string, s scope) (*sortKeys, error) {
	if known := ms.orderBy[typeName]; known != nil {
		return known, nil
	}
	def := ms.schema.Types[typeName]
	if def == nil {
		return nil, fmt.Errorf("the schema has no type %s", typeName)
	}
	all := &sortKeys{}
	ms.orderBy[typeName] = all
	for _, entry := range def.Fields {
		k := sortKey{name: entry.Name, edge: s.edge, field: s.field(ms.model, entry.Name)}
		var inner *scope
		switch r := s.relation(entry.Name); {
		case k.field != nil:
		case r != nil:
			k.through, inner = r, &scope{target: r.Target}
		case s.relation(strings.TrimSuffix(entry.Name, "Count")) != nil:
			k.count = s.relation(strings.TrimSuffix(entry.Name, "Count"))
		case s.row != nil && entry.Name == "node":
			inner = &scope{target: s.row.Target}
		case s.row != nil && entry.Name == "edge":
			inner = &scope{fields: s.row.Properties(), edge: true}
		default:
			return nil, fmt.Errorf("%s.%s: %w", typeName, entry.Name, errUnknown)
		}
		if inner != nil {
			var err error
			if k.inner, err = ms.sortKeys(entry.Type.Name(), *inner); err != nil {
				return nil, err
			}
		}
		all.entries = append(all.entries, k)
	}
	return all, nil
}

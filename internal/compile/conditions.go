package compile

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// conditionSense is what an entry of a where object stands for.
type conditionSense uint8

const (
	allOf conditionSense = iota
	anyOf
	notThis
	ofValue   // operators on a single value
	ofList    // operators on a list of values
	ofDerived // operators on a derived Boolean
	ofGroup
	ofMany  // quantifiers over nodes
	ofRows  // quantifiers over rows of a connection
	ofCount // operators on a number of nodes
	ofOne
	ofKind
	onKind
	ofNode
	ofEdge
)

// condition is an entry of a where object.
type condition struct {
	name     string
	sense    conditionSense
	field    *model.Field
	edge     bool
	relation *model.Relation
	kind     *model.Kind
	inner    *conditions // what is inside; for quantifiers what each of them takes
}

// conditions are the entries of an input type for where.
type conditions struct{ entries []condition }

// conditions reads an input type for where, and those inside it.
func (ms *meanings) conditions(typeName string, s scope) (*conditions, error) {
	if known := ms.where[typeName]; known != nil && s.fields == nil {
		return known, nil
	}
	def := ms.schema.Types[typeName]
	if def == nil {
		return nil, fmt.Errorf("the schema has no type %s", typeName)
	}
	all := &conditions{}
	ms.where[typeName] = all
	for _, entry := range def.Fields {
		c, inner, err := ms.condition(entry.Name, s)
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", typeName, entry.Name, err)
		}
		innerType := entry.Type.Name()
		if c.sense == ofMany || c.sense == ofRows {
			quantifiers := ms.schema.Types[innerType]
			if quantifiers == nil || len(quantifiers.Fields) == 0 {
				return nil, fmt.Errorf("%s has no quantifiers", innerType)
			}
			innerType = quantifiers.Fields[0].Type.Name()
		}
		if inner != nil {
			if c.inner, err = ms.conditions(innerType, *inner); err != nil {
				return nil, err
			}
		}
		all.entries = append(all.entries, c)
	}
	return all, nil
}

// condition reads one entry. The scope it gives, if any, is that of the conditions inside.
func (ms *meanings) condition(name string, s scope) (condition, *scope, error) {
	c := condition{name: name, edge: s.edge}
	if f := s.field(ms.model, name); f != nil {
		c.field = f
		switch {
		case f.Embedded != nil:
			c.sense = ofGroup
			return c, &scope{fields: f.Embedded.Fields, edge: s.edge}, nil
		case f.Derived != nil:
			c.sense = ofDerived
		case f.List:
			c.sense = ofList
		default:
			c.sense = ofValue
		}
		return c, nil, nil
	}
	if r := s.relation(name); r != nil {
		c.relation, c.sense = r, ofMany
		if !r.Many {
			c.sense = ofOne
		}
		return c, &scope{target: r.Target}, nil
	}
	if r := s.relation(strings.TrimSuffix(name, "Count")); r != nil {
		c.relation, c.sense = r, ofCount
		return c, nil, nil
	}
	if r := s.relation(strings.TrimSuffix(name, "Connection")); r != nil {
		c.relation, c.sense = r, ofRows
		return c, &scope{row: r}, nil
	}
	return ms.conditionByName(c, s)
}

// conditionByName reads the entries that every type of its sort has.
func (ms *meanings) conditionByName(c condition, s scope) (condition, *scope, error) {
	switch c.name {
	case "and":
		c.sense = allOf
		return c, &s, nil
	case "or":
		c.sense = anyOf
		return c, &s, nil
	case "not":
		c.sense = notThis
		return c, &s, nil
	case "kind":
		c.sense = ofKind
		return c, nil, nil
	case "node":
		if s.row != nil {
			c.sense, c.relation = ofNode, s.row
			return c, &scope{target: s.row.Target}, nil
		}
	case "edge":
		if s.row != nil {
			c.sense = ofEdge
			return c, &scope{fields: s.row.Properties(), edge: true}, nil
		}
	}
	if k := ms.model.Kind(strings.TrimPrefix(c.name, "on")); k != nil {
		c.sense, c.kind = onKind, k
		return c, &scope{target: ms.model.Target(k.Name)}, nil
	}
	return c, nil, errUnknown
}

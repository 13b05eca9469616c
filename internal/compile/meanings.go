package compile

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
)

// sense is what a field of an object type stands for.
type sense uint8

const (
	valueField sense = iota // a value of the node
	groupField              // a group of values
	kindField               // the kind of the node
	listField               // nodes reached by a relation
	oneField                // the node reached by a to-one relation
	connectionField
	computedField
	rootOne  // a node of one kind, by id
	rootMany // all nodes of a kind, in pages
	rootNode // a node of any kind, by id
	rootNodes
	rootSearch
	rootVersion
	rootPrepared // worked out by Go before the store is asked
	rootComputed
)

// meaning is what a field stands for in the model.
type meaning struct {
	sense    sense
	required bool // null is not allowed
	field    *model.Field
	relation *model.Relation
	computed *model.Computed
	kind     *model.Kind
	where    *conditions // of the argument where, nil without
	orderBy  *sortKeys   // of the argument orderBy, nil without
}

// same reports whether two fields of different kinds mean the same.
func (m *meaning) same(other *meaning) bool {
	return m == other || m != nil && other != nil && m.sense == other.sense && m.required == other.required && m.field == other.field &&
		m.relation == other.relation && m.computed == other.computed
}

// meanings is the schema read with the model in hand, once.
type meanings struct {
	model   *model.Model
	schema  *ast.Schema
	fields  map[string]map[string]*meaning // by object type and field
	where   map[string]*conditions         // by input type
	orderBy map[string]*sortKeys           // by input type
	needs   map[*model.Computed]ast.SelectionSet
	id      *model.Field
	follows map[*model.Computed]bool                  // what it needs depends on its arguments
	named   map[*model.Computed]map[string]*ast.Value // conditions that it names
}

func readMeanings(m *model.Model, s *ast.Schema) (*meanings, error) {
	ms := &meanings{
		model: m, schema: s, fields: map[string]map[string]*meaning{}, where: map[string]*conditions{},
		orderBy: map[string]*sortKeys{}, needs: map[*model.Computed]ast.SelectionSet{},
		follows: map[*model.Computed]bool{}, named: map[*model.Computed]map[string]*ast.Value{},
	}
	if s.Query == nil || len(m.Kinds) == 0 || m.Kinds[0].Field("id") == nil {
		return nil, fmt.Errorf("the schema has nothing to query")
	}
	ms.id = m.Kinds[0].Field("id")
	for _, k := range m.Kinds {
		if err := ms.readFields(k.Name, func(def *ast.FieldDefinition) (*meaning, error) { return ms.kindField(k, def) }); err != nil {
			return nil, err
		}
	}
	return ms, ms.readFields(s.Query.Name, ms.rootField)
}

func (ms *meanings) readFields(typeName string, read func(*ast.FieldDefinition) (*meaning, error)) error {
	def := ms.schema.Types[typeName]
	if def == nil {
		return fmt.Errorf("the schema has no type %s", typeName)
	}
	fields := make(map[string]*meaning, len(def.Fields))
	for _, f := range def.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		m, err := read(f)
		if err != nil {
			return fmt.Errorf("%s.%s: %w", typeName, f.Name, err)
		}
		m.required = f.Type.NonNull
		fields[f.Name] = m
	}
	ms.fields[typeName] = fields
	return nil
}

var errUnknown = fmt.Errorf("the model has no such field")

func fieldNamed(fields []*model.Field, name string) *model.Field {
	for _, f := range fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

func (ms *meanings) kindField(k *model.Kind, def *ast.FieldDefinition) (*meaning, error) {
	if f := k.Field(def.Name); f != nil {
		if f.Embedded != nil {
			return &meaning{sense: groupField, field: f}, nil
		}
		return &meaning{sense: valueField, field: f}, nil
	}
	if def.Name == "kind" {
		return &meaning{sense: kindField}, nil
	}
	if c := k.ComputedField(def.Name); c != nil {
		return &meaning{sense: computedField, computed: c}, nil
	}
	m := &meaning{sense: listField, relation: k.Relation(def.Name)}
	if m.relation == nil {
		m.sense, m.relation = connectionField, k.Relation(strings.TrimSuffix(def.Name, "Connection"))
	}
	if m.relation == nil {
		return nil, errUnknown
	}
	if !m.relation.Many {
		m.sense = oneField
		return m, nil
	}
	over := scope{target: m.relation.Target}
	if m.sense == connectionField && len(m.relation.Properties()) > 0 {
		over = scope{row: m.relation}
	}
	return m, ms.readArguments(m, over, def)
}

func (ms *meanings) rootField(def *ast.FieldDefinition) (*meaning, error) {
	switch def.Name {
	case "node":
		return &meaning{sense: rootNode}, nil
	case "nodes":
		return &meaning{sense: rootNodes}, nil
	case "search":
		return &meaning{sense: rootSearch}, nil
	case "version":
		return &meaning{sense: rootVersion}, nil
	case "gaps":
		return &meaning{sense: rootPrepared}, nil
	}
	for _, c := range ms.model.Answers {
		if def.Name == c.Name {
			return &meaning{sense: rootComputed, computed: c}, nil
		}
	}
	for _, k := range ms.model.Kinds {
		if def.Name == k.Plural {
			m := &meaning{sense: rootMany, kind: k}
			return m, ms.readArguments(m, scope{target: ms.model.Target(k.Name)}, def)
		}
		if def.Type.Name() == k.Name {
			return &meaning{sense: rootOne, kind: k}, nil
		}
	}
	return nil, errUnknown
}

// readArguments reads what where and orderBy of a field mean.
func (ms *meanings) readArguments(m *meaning, over scope, def *ast.FieldDefinition) error {
	var err error
	if a := def.Arguments.ForName("where"); a != nil {
		if m.where, err = ms.conditions(a.Type.Name(), over); err != nil {
			return err
		}
	}
	if a := def.Arguments.ForName("orderBy"); a != nil {
		m.orderBy, err = ms.sortKeys(a.Type.Name(), over)
	}
	return err
}

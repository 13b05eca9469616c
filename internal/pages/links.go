package pages

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
)

// walk reads what nodes are linked to, step by step: one question for each kind of node at each step, for at most idsAtOnce of them.
type walk struct {
	p            *Pages
	r            *http.Request
	kinds        []*model.Kind // that are shown, all where there are none
	asked        []behind
	version      int64
	illustrative bool // whether something that was read is
}

// idsAtOnce is how many nodes are asked about in one question.
const idsAtOnce = 50

// linked is a node with the first of what it is linked to.
type linked struct {
	relatedNode
	kind *model.Kind
	By   []linkedBy // in the order of the model
}

// KindDescription says what kind of thing it is.
func (n *linked) KindDescription() string { return n.kind.Description }

// linkedBy is what a node has at the other end of a stored relationship.
type linkedBy struct {
	related
	rel *model.Relation
}

// read asks for nodes, in any order, and for at most first of each relationship of each. Nodes that are not there are left out.
func (w *walk) read(ids []string, first int) (map[string]*linked, error) {
	byKind := map[*model.Kind][]string{}
	for _, id := range ids {
		if k := w.p.kindOf(id); k != nil {
			byKind[k] = append(byKind[k], id)
		}
	}
	found := map[string]*linked{}
	for _, k := range w.p.model.Kinds {
		for some := range slices.Chunk(byKind[k], idsAtOnce) {
			if err := w.ask(k, some, first, found); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

func (w *walk) ask(k *model.Kind, ids []string, first int, into map[string]*linked) error {
	answer := reflect.New(reflect.StructOf([]reflect.StructField{
		{Name: "Version", Type: reflect.TypeFor[int64]()}, {Name: "Nodes", Type: reflect.SliceOf(reflect.PointerTo(linksType(k)))},
	}))
	asked, err := w.p.ask(w.r, library.LinksOf(k), map[string]any{"ids": ids, "first": first}, answer.Interface())
	w.asked = append(w.asked, asked)
	if err != nil {
		return err
	}
	w.version = answer.Elem().Field(0).Int()
	for _, node := range answer.Elem().Field(1).Seq2() {
		if node.IsNil() {
			continue
		}
		n := &linked{kind: k}
		read := node.Elem()
		n.ID, n.Name = read.FieldByName("ID").String(), read.FieldByName("Name").String()
		w.illustrative = w.illustrative || read.FieldByName("Illustrative").Bool()
		for i, rel := range storedOf(k) {
			by := linkedBy{rel: rel}
			switch around := read.Field(i).Addr().Interface().(type) {
			case *connection:
				by.related = around.related(rel)
			case **relatedNode:
				by.related = (*around).related(rel)
			}
			if by.Total > 0 {
				n.By = append(n.By, by)
			}
		}
		into[n.ID] = n
	}
	return nil
}

// storedOf are the relations of a kind that are stored as relationships.
func storedOf(k *model.Kind) []*model.Relation {
	return slices.DeleteFunc(slices.Clone(k.Relations), func(r *model.Relation) bool { return r.Stored == nil })
}

// linksType is the type of a node in the answer to what nodes of a kind are linked to: a field for each of its stored relations, and what
// every node has. As that it is read in one go: such answers are long.
func linksType(k *model.Kind) reflect.Type {
	var fields []reflect.StructField
	for i, rel := range storedOf(k) {
		name, kind := rel.Name, reflect.TypeFor[*relatedNode]()
		if rel.Many {
			name, kind = rel.Name+"Connection", reflect.TypeFor[connection]()
		}
		fields = append(fields, reflect.StructField{Name: fmt.Sprintf("R%d", i), Type: kind, Tag: reflect.StructTag(fmt.Sprintf("json:%q", name))})
	}
	return reflect.StructOf(append(fields, reflect.StructField{Name: "ID", Type: reflect.TypeFor[string]()},
		reflect.StructField{Name: "Name", Type: reflect.TypeFor[string]()}, reflect.StructField{Name: "Illustrative", Type: reflect.TypeFor[bool]()}))
}

// shows says whether nodes with this id are of a kind that is shown.
func (w *walk) shows(id string) bool {
	return len(w.kinds) == 0 || slices.Contains(w.kinds, w.p.kindOf(id))
}

// showsAll says whether everything at the other end of a relation is of a kind that is shown.
func (w *walk) showsAll(rel *model.Relation) bool {
	return len(w.kinds) == 0 || !slices.ContainsFunc(rel.Target.Kinds, func(k *model.Kind) bool { return !slices.Contains(w.kinds, k) })
}

// showsAny says whether something at the other end of a relation may be of a kind that is shown.
func (w *walk) showsAny(rel *model.Relation) bool {
	return len(w.kinds) == 0 || slices.ContainsFunc(rel.Target.Kinds, func(k *model.Kind) bool { return slices.Contains(w.kinds, k) })
}

// link is the relationship between a node and one at its other end, as it is stored.
func (n *linked) link(by *linkedBy, other relatedNode) diagram.NearLink {
	from, to := diagram.Ref{ID: n.ID, Name: n.Name}, diagram.Ref{ID: other.ID, Name: other.Name}
	if !by.rel.Out {
		from, to = to, from
	}
	return diagram.NearLink{From: from, To: to, How: strings.ToLower(words(by.rel.Stored.Name)), Kept: other.Properties()}
}

package neo4j

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// extract is elements and links being read. What does not fit the model is left out and counted: others can write to the
// database whatever they like.
type extract struct {
	model   *model.Model
	content model.Content
	kinds   map[string]*model.Kind
	links   map[rules.LinkID]bool
	fields  [][]*model.Field // stored fields, by kind
	unfit   int
}

func newExtract(m *model.Model) *extract {
	x := &extract{model: m, kinds: map[string]*model.Kind{}, links: map[rules.LinkID]bool{}}
	for _, k := range m.Kinds {
		x.fields = append(x.fields, flat(k.Fields))
	}
	return x
}

// element takes an id, labels and properties.
func (x *extract) element(row []any) {
	id, _ := row[0].(string)
	labels, _ := row[1].([]any)
	k := kindOf(x.model, labels)
	if k == nil || id == "" || x.kinds[id] != nil {
		x.unfit++
		return
	}
	x.kinds[id] = k
	props, set := x.values(x.fields[k.Index], row[2])
	x.content.Elements = append(x.content.Elements, model.Element{ID: id, Kind: k, Set: set, Props: props})
}

// link takes a type, the ids of both ends, and properties. The elements must have been read.
func (x *extract) link(row []any) {
	name, _ := row[0].(string)
	from, _ := row[1].(string)
	to, _ := row[2].(string)
	id := rules.LinkID{Type: x.model.Relationship(name), From: from, To: to}
	start, end := x.kinds[from], x.kinds[to]
	if id.Type == nil || start == nil || end == nil || !id.Type.Joins(start, end) || x.links[id] {
		x.unfit++
		return
	}
	x.links[id] = true
	props, set := x.values(id.Type.Properties, row[3])
	x.content.Links = append(x.content.Links, model.Link{Type: id.Type, From: from, To: to, Set: set, Props: props})
}

// values gives those values of the fields that fit them, as the graph keeps them.
func (x *extract) values(fields []*model.Field, properties any) (model.Props, string) {
	all, _ := properties.(map[string]any)
	read, set := values(all)
	fit := make(model.Props, len(read))
	for _, f := range fields {
		v, given := read[f.Property]
		if !given {
			continue
		}
		if v = checked(f, v); v == nil {
			x.unfit++
			continue
		}
		fit[f.Property] = v
	}
	return kept(fields, nil, fit), set
}

// checked gives the value as the field has it, nil where it does not fit.
func checked(f *model.Field, value any) any {
	items, isList := value.([]string)
	if isList != f.List {
		return nil
	}
	if !isList {
		if v, err := f.Check(value); err == nil {
			return v
		}
		return nil
	}
	for _, item := range items {
		if _, err := f.Check(item); err != nil {
			return nil
		}
	}
	return items
}

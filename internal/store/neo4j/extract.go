package neo4j

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store/draft"
)

// extract is elements and links being read. What does not fit the model is left out and counted: others can write to the
// database whatever they like.
type extract struct {
	model   *model.Model
	content model.Content
	kinds   map[string]*model.Kind
	pending []rawLink
	links   map[rules.LinkID]bool
	fields  [][]*model.Field // stored fields, by kind
	unfit   int
}

// rawLink is a link as it was read, perhaps before its end.
type rawLink struct {
	id         rules.LinkID
	properties any
}

func newExtract(m *model.Model) *extract {
	x := &extract{model: m, kinds: map[string]*model.Kind{}, links: map[rules.LinkID]bool{}}
	for _, k := range m.Kinds {
		x.fields = append(x.fields, k.Stored())
	}
	return x
}

// node takes a record: an id, labels, properties and the links that start there.
func (x *extract) node(row []any) {
	id, _ := row[0].(string)
	labels, _ := row[1].([]any)
	links, _ := row[3].([]any)
	k := kindOf(x.model, labels)
	if k == nil || id == "" || x.kinds[id] != nil {
		x.unfit += 1 + len(links)
		return
	}
	x.kinds[id] = k
	props, set := x.values(x.fields[k.Index], row[2])
	x.content.Elements = append(x.content.Elements, model.Element{ID: id, Kind: k, Set: set, Props: props})
	for _, link := range links {
		l, _ := link.([]any)
		name, _ := l[0].(string)
		to, _ := l[1].(string)
		x.pending = append(x.pending, rawLink{rules.LinkID{Type: x.model.Relationship(name), From: id, To: to}, l[2]})
	}
}

// done gives everything that was read.
func (x *extract) done() model.Content {
	for _, l := range x.pending {
		t, from, to := l.id.Type, x.kinds[l.id.From], x.kinds[l.id.To]
		if t == nil || to == nil || !t.Joins(from, to) || x.links[l.id] {
			x.unfit++
			continue
		}
		x.links[l.id] = true
		props, set := x.values(t.Properties, l.properties)
		x.content.Links = append(x.content.Links, model.Link{Type: t, From: l.id.From, To: l.id.To, Set: set, Props: props})
	}
	x.pending = nil
	return x.content
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
	return draft.Values(fields, nil, fit), set
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

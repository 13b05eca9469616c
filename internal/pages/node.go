package pages

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
)

// allNear is how many nodes of a relation a page names when all are asked for: as many as a question may give.
const allNear = 1000

// nodePage is everything about one node.
type nodePage struct {
	Kind                  *model.Kind
	ID, Name, Description string
	Illustrative          bool
	Facts                 []fact
	Appears               []related // journeys and stages
	Related               []related // what it is linked to directly
	Reached               []related // what is reached over several links
	NotReached            bool      // whether that was left out, because it takes its time in a model of this size
	Provenance            []fact
}

// fact is a value with its name.
type fact struct{ Name, Help, Value, Href string }

// related is a relation with the first of its nodes.
type related struct {
	Field      string // of the model
	Name, Help string
	Total      int
	Nodes      []relatedNode
	More       int      // how many are not named here
	Same       *related // that names the same nodes before it on the page
}

// relatedNode is a node at the other end of a relation.
type relatedNode struct {
	ID, Kind, Name string

	rel  *model.Relation
	kept json.RawMessage // properties of the relationship
}

// Properties says what the relationship keeps, in words.
func (n relatedNode) Properties() string {
	var values map[string]any
	_ = json.Unmarshal(n.kept, &values) // the answer was written by us and is JSON; where there are none, there is nothing to say
	if len(values) == 0 {
		return ""
	}
	return propertiesText(n.rel, values)
}

// connection is how the answer names nodes around a node.
type connection struct {
	TotalCount int
	Edges      []struct {
		Properties json.RawMessage
		Node       relatedNode
	}
}

func (p *Pages) node(w http.ResponseWriter, r *http.Request, k *model.Kind) {
	id := k.Prefix + ":" + strings.TrimPrefix(r.PathValue("rest"), k.Prefix+":")
	if k.Name == "Stage" && p.toStage(w, r, id) {
		return
	}
	show := r.URL.Query().Get("show")
	reached := show == "reached" || !p.large(r)
	shown, asked, err := p.readAbout(r, k, id, show == "all", reached)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	shown.NotReached = !reached && library.Reaches(k)
	p.render(w, http.StatusOK, "node", page{
		Title: shown.Name, Section: "/registers",
		Crumbs: []link{{"Registers", "/registers"}, {label(k.Plural), "/" + library.Kebab(k.Plural)}},
		Body:   shown, Behind: []behind{asked},
	})
}

// readAbout asks about a node, and for all of its neighbours or the first of them; with reached also for what it leads to over
// several links.
func (p *Pages) readAbout(r *http.Request, k *model.Kind, id string, all, reached bool) (*nodePage, behind, error) {
	variables := map[string]any{"id": id}
	if all {
		variables["first"] = allNear
	}
	if !reached && library.Reaches(k) {
		variables["reached"] = false
	}
	var data map[string]json.RawMessage
	asked, err := p.askLess(r, library.AboutOf(k), variables, "reached", &data)
	if err != nil {
		return nil, asked, err
	}
	var found map[string]json.RawMessage
	if err := json.Unmarshal(data[strings.ToLower(k.Name[:1])+k.Name[1:]], &found); err != nil {
		return nil, asked, err
	}
	if found == nil {
		return nil, asked, model.Errorf(model.NotFound, "There is nothing with the id %q.", id)
	}
	shown := p.readNode(k, found)
	return &shown, asked, nil
}

func (p *Pages) readNode(k *model.Kind, found map[string]json.RawMessage) nodePage {
	n := nodePage{Kind: k}
	for _, f := range k.Fields {
		var value any
		_ = json.Unmarshal(found[f.Name], &value) // the answer was written by us and is JSON
		switch f.Name {
		case "id":
			n.ID, _ = value.(string)
			continue
		case "name":
			n.Name, _ = value.(string)
			continue
		case "description":
			n.Description, _ = value.(string)
			continue
		case "illustrative":
			n.Illustrative, _ = value.(bool)
			continue
		}
		into := &n.Facts
		if common(p.model, f) {
			into = &n.Provenance
		}
		if f.Type == model.EmbeddedType {
			parts, _ := value.(map[string]any)
			for _, part := range f.Embedded.Fields {
				add(into, part, title(f.Name)+" "+model.InWords(part.Name), parts[part.Name])
			}
			continue
		}
		add(into, f, label(f.Name), value)
	}
	for _, rel := range k.Relations {
		n.relate(rel, found)
	}
	return n
}

// common says whether every kind has the field: they say where a node comes from and whether it holds.
func common(m *model.Model, f *model.Field) bool {
	for _, c := range m.Common {
		if c.Name == f.Name {
			return true
		}
	}
	return false
}

func add(to *[]fact, f *model.Field, name string, value any) {
	text := valueText(f, value)
	if text == "" {
		return
	}
	out := fact{Name: name, Help: f.Description, Value: text}
	if strings.HasPrefix(text, "https://") {
		out.Href = text
	}
	*to = append(*to, out)
}

func (n *nodePage) relate(rel *model.Relation, found map[string]json.RawMessage) {
	out := relatedBy(rel, found)
	for _, list := range [][]related{n.Appears, n.Related, n.Reached} {
		for i := range list {
			if out.Same == nil && out.names(&list[i]) {
				out.Same = &list[i]
			}
		}
	}
	switch {
	case out.Total == 0:
	case rel.Target.Name == "Journey" || rel.Target.Name == "Stage":
		n.Appears = append(n.Appears, out)
	case rel.Stored != nil:
		n.Related = append(n.Related, out)
	default:
		n.Reached = append(n.Reached, out)
	}
}

// names reports whether it names, with nothing left out and nothing to add, the same nodes as another that names them itself.
func (o *related) names(other *related) bool {
	return o.Total > 1 && o.More == 0 && other.More == 0 && other.Same == nil && slices.EqualFunc(o.Nodes, other.Nodes, func(a, b relatedNode) bool {
		return a.ID == b.ID && a.Properties() == ""
	})
}

// relatedBy reads what a node has at the other end of a relation.
func relatedBy(rel *model.Relation, found map[string]json.RawMessage) related {
	if rel.Many {
		var c connection
		_ = json.Unmarshal(found[rel.Name+"Connection"], &c) // the answer was written by us and is JSON
		return c.related(rel)
	}
	var one *relatedNode
	_ = json.Unmarshal(found[rel.Name], &one)
	return one.related(rel)
}

// related is what an answer names at the other end of a relation.
func (c *connection) related(rel *model.Relation) related {
	out := related{Field: rel.Name, Name: label(rel.Name), Help: rel.Description, Total: c.TotalCount}
	for _, e := range c.Edges {
		e.Node.rel, e.Node.kept = rel, e.Properties
		out.Nodes = append(out.Nodes, e.Node)
	}
	out.More = out.Total - len(out.Nodes)
	return out
}

// related is the same where there can be one only; nil for none.
func (n *relatedNode) related(rel *model.Relation) related {
	out := related{Field: rel.Name, Name: label(rel.Name), Help: rel.Description}
	if n != nil {
		out.Total, out.Nodes = 1, []relatedNode{*n}
	}
	return out
}

// propertiesText says what a relationship keeps, in words.
func propertiesText(rel *model.Relation, values map[string]any) string {
	var parts []string
	for _, f := range rel.Properties() {
		value := values[f.Name]
		text := valueText(f, value)
		switch {
		case text == "" || f.Name == "order":
		case f.Type == model.Boolean:
			if value == true {
				parts = append(parts, model.InWords(f.Name))
			}
		default:
			parts = append(parts, model.InWords(f.Name)+": "+text)
		}
	}
	return strings.Join(parts, "; ")
}

// valueText writes a value as people do.
func valueText(f *model.Field, value any) string {
	switch value := value.(type) {
	case string:
		switch f.Type {
		case model.EnumType:
			return words(value)
		case model.Date:
			return day(value)
		}
		return value
	case float64:
		if f.Name == "share" {
			return percent(value)
		}
		return strconv.FormatFloat(value, 'f', -1, 64)
	case bool:
		if value {
			return "Yes"
		}
		return "No"
	case []any:
		parts := make([]string, 0, len(value))
		for _, item := range value {
			text, _ := item.(string)
			if f.Type == model.EnumType {
				text = words(text)
			}
			parts = append(parts, text)
		}
		return strings.Join(parts, ", ")
	}
	return ""
}

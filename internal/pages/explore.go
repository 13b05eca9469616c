package pages

import (
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
)

// explorePage is a node with what it is linked to, as a picture and as a table.
type explorePage struct {
	Node      *nodePage // nil where none was chosen
	Relations []choice  // of the node, those that are shown chosen
	Picture   template.HTML
	Shown     []related
}

// mostNear is how many nodes a picture has; the table names the same.
const mostNear = 200

func (p *Pages) explore(w http.ResponseWriter, r *http.Request) {
	given := r.URL.Query()
	id := strings.TrimSpace(given.Get("node"))
	out := page{Title: "Explore", Section: "/explore", Wide: true}
	if id == "" {
		out.Body = explorePage{}
		p.render(w, http.StatusOK, "explore", out)
		return
	}
	k := p.kindOf(id)
	if k == nil {
		p.badRequest(w, []fieldError{{"node", "“" + id + "” is no id. An id looks like service:example/leeds/midwifery."}})
		return
	}
	node, asked, err := p.readAbout(r, k, id, false, false)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	shown := explorePage{Node: node}
	near := diagram.Near{Centre: diagram.Ref{ID: node.ID, Name: node.Name}, Kind: library.InWords(k.Name)}
	chosen := given["show"]
	count := 0
	for _, rel := range slices.Concat(node.Appears, node.Related) {
		of := k.Relation(rel.Field)
		if of == nil || of.Stored == nil {
			continue
		}
		on := len(chosen) == 0 || slices.Contains(chosen, rel.Field)
		shown.Relations = append(shown.Relations, choice{rel.Field, rel.Name, rel.Total, on})
		if !on || count >= mostNear {
			continue
		}
		shown.Shown = append(shown.Shown, rel)
		group := diagram.NearGroup{Name: rel.Name, Total: rel.Total}
		for _, n := range rel.Nodes[:min(len(rel.Nodes), mostNear-count)] {
			group.Nodes = append(group.Nodes, diagram.Ref{ID: n.ID, Name: n.Name})
			count++
		}
		if of.Out {
			near.Right = append(near.Right, group)
		} else {
			near.Left = append(near.Left, group)
		}
	}
	scene := near.Scene(diagram.Links{Node: func(id string) string { return "/explore?node=" + id }})
	shown.Picture = template.HTML(scene.SVG()) //nolint:gosec // the writer escapes every text
	out.Title, out.Body, out.Behind, out.Script = "Explore "+node.Name, shown, []behind{asked}, "map.js"
	out.Crumbs = []link{{"Explore", "/explore"}}
	p.render(w, http.StatusOK, "explore", out)
}

// kindOf is the kind that an id begins with, nil for none.
func (p *Pages) kindOf(id string) *model.Kind {
	prefix, _, _ := strings.Cut(id, ":")
	i := slices.IndexFunc(p.model.Kinds, func(k *model.Kind) bool { return k.Prefix == prefix })
	if i < 0 {
		return nil
	}
	return p.model.Kinds[i]
}

package pages

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/carejourney/carejourney/internal/library"
)

// searchPage are the nodes that were found.
type searchPage struct {
	Text           string
	Kind           string
	Kinds          []choice
	Total          int
	Journeys       []meantChoice // among all that was found, where no kind was chosen: what most come for
	Nodes          []foundNode
	Previous, Next string
}

type foundNode struct {
	ID, Kind, Name, Description string
	Illustrative                bool
	Label                       string
}

func (p *Pages) search(w http.ResponseWriter, r *http.Request) {
	given := r.URL.Query()
	shown := searchPage{Text: strings.TrimSpace(given.Get("q")), Kind: given.Get("kind")}
	for _, k := range p.model.Kinds {
		shown.Kinds = append(shown.Kinds, choice{Value: k.Name, Label: label(k.Plural), Chosen: k.Name == shown.Kind})
	}
	if shown.Kind != "" && p.model.Kind(shown.Kind) == nil {
		p.badRequest(w, []fieldError{{"kind", "There is no kind “" + shown.Kind + "”. Choose one from the menu."}})
		return
	}
	out := page{Title: "Search", Search: shown.Text}
	if shown.Text != "" {
		asked, err := p.find(r, &shown, given)
		if err != nil {
			p.fail(w, r, err)
			return
		}
		out.Title, out.Behind = "Search for “"+shown.Text+"”", []behind{asked}
		if shown.Kind == "" && shown.Previous == "" {
			journeys, asked, err := p.meant(r, shown.Text, []any{"Journey"}, p.href)
			if err != nil {
				p.fail(w, r, err)
				return
			}
			if journeys != nil {
				shown.Journeys, out.Behind = journeys.Choices, append(out.Behind, asked)
			}
		}
	}
	out.Body = shown
	p.render(w, http.StatusOK, "search", out)
}

func (p *Pages) find(r *http.Request, shown *searchPage, given url.Values) (behind, error) {
	variables := map[string]any{"text": shown.Text, "first": library.Page}
	if shown.Kind != "" {
		variables["kinds"] = []any{shown.Kind}
	}
	if after := given.Get("after"); after != "" {
		variables["after"] = after
	} else if before := given.Get("before"); before != "" {
		delete(variables, "first")
		variables["last"], variables["before"] = library.Page, before
	}
	var found struct {
		Search struct {
			registered
			Nodes []foundNode
		}
	}
	asked, err := p.ask(r, "search", variables, &found)
	if err != nil {
		return asked, err
	}
	shown.Total, shown.Nodes = found.Search.TotalCount, found.Search.Nodes
	for i, n := range shown.Nodes {
		shown.Nodes[i].Label = label(n.Kind)
	}
	form := listForm{address: r.URL}
	shown.Previous, shown.Next = form.around(found.Search.registered)
	return asked, nil
}

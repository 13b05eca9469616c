package pages

import (
	"net/http"
	"slices"
)

// meant is what somebody may mean who wrote words where an id is asked for.
type meant struct {
	Text    string
	Choices []meantChoice
	More    int // that were found and are not among the choices
}

// meantChoice is one of the things found, with the address that takes it.
type meantChoice struct {
	foundNode
	Href string
}

// mostMeant is how many things are offered for words.
const mostMeant = 12

// meant looks for words, among some kinds or all, and gives nil where nothing has them.
func (p *Pages) meant(r *http.Request, text string, kinds []any, href func(id string) string) (*meant, behind, error) {
	variables := map[string]any{"text": text, "first": mostMeant}
	if len(kinds) > 0 {
		variables["kinds"] = kinds
	}
	var found struct {
		Search struct {
			TotalCount int
			Nodes      []foundNode
		}
	}
	asked, err := p.ask(r, "search", variables, &found)
	if err != nil || len(found.Search.Nodes) == 0 {
		return nil, asked, err
	}
	m := &meant{Text: text, More: found.Search.TotalCount - len(found.Search.Nodes)}
	for _, n := range found.Search.Nodes {
		n.Label = label(n.Kind)
		m.Choices = append(m.Choices, meantChoice{n, href(n.ID)})
	}
	return m, asked, nil
}

// meantEnds offers choices for each end of what is explored that was given in words, and takes back what was said to be wrong
// with it.
func (p *Pages) meantEnds(r *http.Request, e exploring, out *page) ([]*meant, error) {
	var list []*meant
	for _, end := range []struct {
		field string
		take  func(e *exploring) *string
	}{{"node", func(e *exploring) *string { return &e.ID }}, {"to", func(e *exploring) *string { return &e.To }}} {
		i := slices.IndexFunc(out.Errors, func(f fieldError) bool { return f.Field == end.field })
		text := *end.take(&e)
		if i < 0 || text == "" {
			continue
		}
		m, asked, err := p.meant(r, text, nil, func(id string) string {
			chosen := e
			*end.take(&chosen) = id
			return chosen.href("")
		})
		if err != nil {
			return nil, err
		}
		if m != nil {
			list, out.Behind = append(list, m), append(out.Behind, asked)
			out.Errors = slices.Delete(out.Errors, i, i+1)
		}
	}
	return list, nil
}

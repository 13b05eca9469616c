package pages

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
)

// registerPage lists the nodes of a kind.
type registerPage struct {
	Kind     *model.Kind
	Form     *listForm
	Total    int
	Columns  []column
	Rows     []row
	Previous string // address of the page before, "" for none
	Next     string

	CountJourneys string // address that counts on how many journeys each is, where that was left out
}

// column is a column of a table, with the address that orders by it.
type column struct {
	Name   string
	Help   string // what it means
	Sort   string // address, "" where it cannot be ordered by
	Sorted string // ascending, descending or ""
	Number bool
}

// row is a node in a table.
type row struct {
	ID, Name, Description string
	Illustrative          bool
	Cells                 []cell
}

// cell is a value in a table.
type cell struct {
	Text   string
	Number bool
}

// facets are the counts of a connection by field.
type facets map[string][]struct {
	Value *string
	Count int
}

// registered is the answer to a register question.
type registered struct {
	TotalCount int
	PageInfo   struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       string
	}
	Nodes []map[string]any
}

// mostColumns is how many fields a register shows beside the name; the rest are on the pages of the nodes.
const mostColumns = 3

func (p *Pages) register(w http.ResponseWriter, r *http.Request, k *model.Kind) {
	fields := columnsOf(k)
	form, problems := readList(r.URL, k, fields)
	if len(problems) > 0 {
		p.badRequest(w, problems)
		return
	}
	variables := form.variables(k)
	countsJourneys := library.CountsJourneys(k)
	if countsJourneys && strings.TrimPrefix(form.Sort, "-") != "journeysCount" && p.large(r) {
		countsJourneys, variables["countJourneys"] = false, false
	}
	found, counts, behinds, err := p.listed(r, k, library.RegisterOf(k), variables)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	form.offer(counts.facets)
	shown := registerPage{Kind: k, Form: &form, Total: counts.TotalCount, Columns: form.columns(k, fields, countsJourneys)}
	if !countsJourneys && library.CountsJourneys(k) {
		shown.CountJourneys = form.with("sort", "-journeysCount")
	}
	var rows registered
	if err := json.Unmarshal(found, &rows); err != nil {
		p.fail(w, r, err)
		return
	}
	for _, n := range rows.Nodes {
		shown.Rows = append(shown.Rows, readRow(fields, n, countsJourneys))
	}
	shown.Previous, shown.Next = form.around(rows)
	p.render(w, http.StatusOK, "register", page{
		Title: label(k.Plural), Section: "/registers", Crumbs: []link{{"Registers", "/registers"}},
		Body: shown, Behind: behinds, Wide: true,
	})
}

// columnsOf picks the fields a register shows: the reference by which people know a node, then what it can be narrowed by.
func columnsOf(k *model.Kind) []*model.Field {
	var fields []*model.Field
	for _, f := range k.Fields {
		if f.Key {
			fields = append(fields, f)
		}
	}
	for _, f := range k.Fields {
		common := f.Name == "status" || f.Name == "illustrative"
		if !common && len(fields) < mostColumns && (f.Type == model.EnumType || f.Type == model.Boolean || f.Type == model.Int || f.Type == model.Float) {
			fields = append(fields, f)
		}
	}
	for _, f := range k.Fields {
		if (f.Name == "group" || f.Name == "category") && len(fields) < mostColumns+1 {
			fields = append(fields, f)
		}
	}
	return fields
}

func readRow(fields []*model.Field, n map[string]any, countsJourneys bool) row {
	text := func(name string) string { s, _ := n[name].(string); return s }
	out := row{ID: text("id"), Name: text("name"), Description: text("description")}
	out.Illustrative, _ = n["illustrative"].(bool)
	for _, f := range fields {
		out.Cells = append(out.Cells, cell{valueText(f, n[f.Name]), f.Type == model.Int || f.Type == model.Float})
	}
	if !countsJourneys {
		return out
	}
	counted := "not counted" // it would have been too much
	if journeys, ok := n["journeysConnection"].(map[string]any); ok {
		count, _ := journeys["totalCount"].(float64)
		counted = model.Thousands(int(count))
	}
	out.Cells = append(out.Cells, cell{counted, true})
	return out
}

// title begins words with a capital letter.
func title(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// registers lists every kind, with how many nodes it has.
func (p *Pages) registers(w http.ResponseWriter, r *http.Request) {
	counts, asked, err := p.sizes(r)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	type entry struct {
		Name, Help, Href string
		Count            int
	}
	var shown []entry
	for _, k := range p.model.Kinds {
		shown = append(shown, entry{label(k.Plural), k.Description, "/" + library.Kebab(k.Plural), counts[k.Plural].TotalCount})
	}
	p.render(w, http.StatusOK, "registers", page{Title: "Registers", Section: "/registers", Body: shown, Behind: asked})
}

// sizes counts the nodes of every kind, by its plural.
func (p *Pages) sizes(r *http.Request) (map[string]counted, []behind, error) {
	counts := map[string]counted{}
	var all []behind
	for _, q := range library.Sizes(p.model) {
		asked, err := p.ask(r, q.Name, nil, &counts)
		all = append(all, asked)
		if err != nil {
			return nil, all, err
		}
	}
	return counts, all, nil
}

// listForm is what the address of a register asks for.
type listForm struct {
	address *url.URL
	Text    string
	Sort    string // field, with - in front for descending
	After   string
	Before  string
	Menus   []menu
}

// menu is a field to narrow a register by.
type menu struct {
	field   *model.Field
	Name    string // of the parameter
	Label   string
	Help    string
	Value   string
	Choices []choice
}

// choice is an entry of a menu.
type choice struct {
	Value, Label string
	Count        int
	Chosen       bool
}

func readList(address *url.URL, k *model.Kind, columns []*model.Field) (listForm, []fieldError) {
	given := address.Query()
	form := listForm{address: address, Text: strings.TrimSpace(given.Get("q")), Sort: given.Get("sort"), After: given.Get("after"), Before: given.Get("before")}
	var problems []fieldError
	for _, f := range library.FacetFields(k) {
		m := menu{field: f, Name: f.Name, Label: label(f.Name), Help: f.Description, Value: given.Get(f.Name)}
		known := f.Type == model.Boolean && (m.Value == "true" || m.Value == "false") || f.Type == model.EnumType && f.Enum.Has(m.Value)
		if m.Value != "" && !known {
			problems = append(problems, fieldError{f.Name, m.Label + " cannot be “" + m.Value + "”. Choose one from the menu."})
		}
		form.Menus = append(form.Menus, m)
	}
	if !slices.Contains(sortKeys(k, columns), strings.TrimPrefix(form.Sort, "-")) {
		problems = append(problems, fieldError{"sort", "The list cannot be sorted by “" + form.Sort + "”. Choose a column heading."})
	}
	return form, problems
}

// sortKeys names what a register can be ordered by.
func sortKeys(k *model.Kind, columns []*model.Field) []string {
	keys := []string{"", "name"}
	for _, f := range columns {
		if !f.List && f.Derived == nil {
			keys = append(keys, f.Name)
		}
	}
	if r := k.Relation("journeys"); r != nil && r.Many {
		keys = append(keys, "journeysCount")
	}
	return keys
}

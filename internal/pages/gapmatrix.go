package pages

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"

	"github.com/carejourney/carejourney/internal/gaps"
)

// mostGaps is how many gaps a matrix counts. The list and the file have all of them.
const mostGaps = 10_000

// gapMatrix counts gaps by what they are and by journey.
type gapMatrix struct {
	Form     *gapForm
	By       string // rule or capability
	Journeys []ref
	Rows     []gapMatrixRow
	Total    int
	Counted  int
	List     string // the same as a list
}

type gapMatrixRow struct {
	Code, Name, Severity, Href string
	rank                       int
	Cells                      []gapMatrixCell
	Total                      int
}

// gapMatrixCell is how many gaps of a row touch a journey.
type gapMatrixCell struct {
	Count, Band int
	Href        string
}

func (p *Pages) gapMatrix(w http.ResponseWriter, r *http.Request) {
	form := readGapForm(r, "/gaps/matrix")
	by := cmp.Or(r.URL.Query().Get("by"), "rule")
	problems := form.problems()
	if by != "rule" && by != "capability" {
		problems = append(problems, fieldError{"by", "Rows can be rules or business capabilities."})
	}
	if len(problems) > 0 {
		p.badRequest(w, problems)
		return
	}
	if p.large(r) {
		p.badRequest(w, []fieldError{{Text: fmt.Sprintf("There are more than %d journeys, too many for a matrix. The list of gaps counts them by rule, and the page of a journey leads to its gaps.", largeModel)}})
		return
	}
	var all gapAnswer
	var asked behind
	variables := map[string]any{"where": form.where()}
	for len(all.Gaps.Nodes) < mostGaps {
		var found gapAnswer
		behind, err := p.ask(r, "gap-matrix", variables, &found)
		if err != nil {
			p.fail(w, r, err)
			return
		}
		if len(all.Gaps.Nodes) == 0 {
			asked = behind
		}
		found.Gaps.Nodes = append(all.Gaps.Nodes, found.Gaps.Nodes...)
		all = found
		if !found.Gaps.PageInfo.HasNextPage {
			break
		}
		variables["after"] = found.Gaps.PageInfo.EndCursor
	}
	shown := newGapMatrix(&form, by, &all)
	p.render(w, http.StatusOK, "gapmatrix", page{
		Title: "Gaps by journey", Section: "/gaps", Crumbs: []link{{"Gaps", "/gaps"}}, Wide: true, Body: shown, Behind: []behind{asked},
	})
}

func newGapMatrix(form *gapForm, by string, found *gapAnswer) gapMatrix {
	m := gapMatrix{
		Form: form, By: by, Total: found.Gaps.TotalCount, Counted: len(found.Gaps.Nodes), List: form.address("/gaps"),
	}
	m.count(found.Gaps.Nodes)
	form.offer(found)
	form.Menus = slices.DeleteFunc(form.Menus, func(menu menu) bool { return menu.Name == "code" || menu.Name == "journey" || menu.Name == "severity" })
	severities := menu{Name: "severity", Label: "Severity", Value: form.Severity}
	for _, s := range gaps.Severities {
		severities.Choices = append(severities.Choices, choice{string(s), words(string(s)), -1, string(s) == form.Severity})
	}
	rows := menu{Name: "by", Label: "Rows", Value: by, Choices: []choice{
		{"rule", "Rules", -1, by == "rule"}, {"capability", "Business capabilities", -1, by == "capability"},
	}}
	form.Menus = append([]menu{rows, severities}, form.Menus...)
	return m
}

// count fills the cells.
func (m *gapMatrix) count(found []gap) {
	type at struct{ row, journey string }
	counts := map[at]int{}
	rows, journeys := map[string]*gapMatrixRow{}, map[string]ref{}
	for _, g := range found {
		for _, key := range m.keys(g) {
			row := rows[key.ID]
			if row == nil {
				row = &gapMatrixRow{Code: key.ID, Name: key.Name, Severity: g.Severity, rank: slices.Index(gaps.Severities, gaps.Severity(g.Severity))}
				rows[key.ID] = row
			}
			row.Total++
			for _, j := range g.Journeys {
				journeys[j.ID] = j
				counts[at{key.ID, j.ID}]++
			}
		}
	}
	for _, j := range journeys {
		m.Journeys = append(m.Journeys, j)
	}
	slices.SortFunc(m.Journeys, func(a, b ref) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	for _, row := range rows {
		row.Href = m.href(row.Code, "")
		for _, j := range m.Journeys {
			n := counts[at{row.Code, j.ID}]
			row.Cells = append(row.Cells, gapMatrixCell{Count: n, Band: band(n), Href: m.href(row.Code, j.ID)})
		}
		m.Rows = append(m.Rows, *row)
	}
	slices.SortFunc(m.Rows, func(a, b gapMatrixRow) int {
		if m.By == "rule" {
			return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.Code, b.Code))
		}
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	})
}

// keys are the rows that a gap belongs to: its rule, or every business capability that proves it.
func (m *gapMatrix) keys(g gap) []ref {
	if m.By == "rule" {
		return []ref{{ID: g.Code, Name: g.Rule}}
	}
	var keys []ref
	for _, n := range append([]foundNode{g.Subject}, g.Path...) {
		known := slices.ContainsFunc(keys, func(k ref) bool { return k.ID == n.ID })
		if n.Kind == "BusinessCapability" && !known {
			keys = append(keys, ref{ID: n.ID, Name: n.Name})
		}
	}
	return keys
}

// href is the list of the gaps that a cell counts. Gaps at a business capability that only prove another are not told
// apart in the list, so rows of these lead to the business capability itself.
func (m *gapMatrix) href(row, journey string) string {
	f := *m.Form
	if journey != "" {
		f.Journey = journey
	}
	if m.By == "rule" {
		f.Code = row
	} else {
		f.Subject = row
	}
	return f.address("/gaps")
}

// band is how dark a count is drawn.
func band(n int) int {
	switch {
	case n == 0:
		return 0
	case n <= 2:
		return 1
	case n <= 5:
		return 2
	}
	return 3
}

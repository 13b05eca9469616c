package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
)

// gapCount is how many gaps have something.
type gapCount struct {
	Value, Name string
	Count       int
}

// gap is a gap as a page shows it.
type gap struct {
	ID, Code, Rule, Severity, Why, Fix string
	Subject                            foundNode
	People                             *int
	Path                               []foundNode
	Journeys                           []ref
	Stages                             []struct {
		ID, Name string
		Journey  ref
	}
	Accepted, Lapsed *struct {
		Reason, Owner, Until string
		Node                 ref
	}
}

// gapAnswer is the answer about gaps.
type gapAnswer struct {
	Gaps struct {
		TotalCount int
		PageInfo   struct {
			HasNextPage bool
			EndCursor   string
		}
		Counts struct {
			Severity, Code, Journey, Kind []gapCount
			Accepted                      int
		}
		Nodes []gap
	}
	Regions struct{ Nodes []ref }
}

// gapForm narrows what gaps are shown.
type gapForm struct {
	Severity, Code, Journey, Region, Subject, Accepted string
	after                                              string
	Menus                                              []menu
	Action                                             string
}

// gapsPage lists gaps, the worst first.
type gapsPage struct {
	Form       *gapForm
	Total      int
	Gaps       []gap
	Next       string
	Downloads  []link
	Severities []countLink // how many gaps of each there are
	Rules      []countLink // and by rule
	Other      string      // the same as a matrix, "" where there are too many journeys for one
	Single     bool        // where each gap is is told on a page of its own: it may be most of a country
}

func readGapForm(r *http.Request, action string) gapForm {
	v := r.URL.Query()
	return gapForm{
		Severity: v.Get("severity"), Code: v.Get("code"), Journey: v.Get("journey"), Region: v.Get("region"), Subject: v.Get("subject"),
		Accepted: v.Get("accepted"), after: v.Get("after"), Action: action,
	}
}

// values are the parameters of an address that asks for the same gaps.
func (f *gapForm) values() url.Values {
	return url.Values{
		"severity": {f.Severity}, "code": {f.Code}, "journey": {f.Journey}, "region": {f.Region}, "subject": {f.Subject}, "accepted": {f.Accepted},
	}
}

// address is where the same gaps are at, at another page.
func (f *gapForm) address(path string) string {
	if text := clean(f.values()); text != "" {
		return path + "?" + text
	}
	return path
}

// Here is where the same gaps are listed.
func (f *gapForm) Here() string { return f.address("/gaps") }

// where is what the form asks the question for.
func (f *gapForm) where() map[string]any {
	where := map[string]any{"accepted": f.Accepted == "yes"}
	if f.Accepted == "all" {
		delete(where, "accepted")
	}
	for name, value := range map[string]string{"journey": f.Journey, "region": f.Region, "subject": f.Subject} {
		if value != "" {
			where[name] = value
		}
	}
	for name, value := range map[string]string{"severity": f.Severity, "code": f.Code} {
		if value != "" {
			where[name] = []any{value}
		}
	}
	return where
}

// Filtered says whether anything is narrowed.
func (f *gapForm) Filtered() bool { return clean(f.values()) != "" }

// problems says which values cannot be.
func (f *gapForm) problems() []fieldError {
	var problems []fieldError
	if f.Severity != "" && !slices.Contains(gaps.Severities, gaps.Severity(f.Severity)) {
		problems = append(problems, fieldError{"severity", "Severity cannot be “" + f.Severity + "”. Choose high, medium or low."})
	}
	if !slices.Contains([]string{"", "yes", "all"}, f.Accepted) {
		problems = append(problems, fieldError{"accepted", "Accepted gaps can be left out, shown alone or shown too."})
	}
	return problems
}

// offer fills the menus with what there is.
func (f *gapForm) offer(found *gapAnswer) {
	counts := found.Gaps.Counts
	severities := menu{Name: "severity", Label: "Severity", Value: f.Severity}
	for _, c := range counts.Severity {
		severities.Choices = append(severities.Choices, choice{c.Value, words(c.Value), c.Count, c.Value == f.Severity})
	}
	journeys := menu{Name: "journey", Label: "Journey", Value: f.Journey}
	if f.Journey != "" && !slices.ContainsFunc(counts.Journey, func(c gapCount) bool { return c.Value == f.Journey }) {
		journeys.Choices = append(journeys.Choices, choice{f.Journey, f.Journey, -1, true}) // where there are too many to be counted
	}
	for _, c := range counts.Journey {
		journeys.Choices = append(journeys.Choices, choice{c.Value, c.Name, c.Count, c.Value == f.Journey})
	}
	slices.SortFunc(journeys.Choices, func(a, b choice) int { return strings.Compare(a.Label, b.Label) })
	regions := menu{Name: "region", Label: "Region", Value: f.Region}
	for _, n := range found.Regions.Nodes {
		regions.Choices = append(regions.Choices, choice{n.ID, n.Name, -1, n.ID == f.Region})
	}
	codes := menu{Name: "code", Label: "Rule", Value: f.Code}
	for _, c := range counts.Code {
		codes.Choices = append(codes.Choices, choice{c.Value, c.Value + " " + sentence(c.Name), c.Count, c.Value == f.Code})
	}
	accepted := menu{Name: "accepted", Label: "Accepted gaps", Value: f.Accepted, Choices: []choice{
		{"yes", "Only these", -1, f.Accepted == "yes"}, {"all", "Shown too", -1, f.Accepted == "all"},
	}}
	f.Menus = []menu{severities, regions, codes, accepted}
	if len(journeys.Choices) > 0 {
		f.Menus = slices.Insert(f.Menus, 1, journeys)
	}
}

// clause is a rule up to where it says why.
func clause(rule string) string {
	if i := strings.IndexAny(rule, ".:;"); i > 0 {
		return rule[:i]
	}
	return rule
}

// sentence cuts a rule to its beginning, for a menu.
func sentence(rule string) string {
	rule = clause(rule)
	if s := short(rule); s != "" {
		return s + " …"
	}
	return rule
}

// gapsAtOnce is how many gaps a page lists: each has its reasons and what to do, so more would be a very long page.
const gapsAtOnce = 20

func (p *Pages) gaps(w http.ResponseWriter, r *http.Request) {
	form := readGapForm(r, "/gaps")
	problems := form.problems()
	if len(problems) > 0 {
		p.badRequest(w, problems)
		return
	}
	variables := map[string]any{"where": form.where(), "first": gapsAtOnce}
	if form.after != "" {
		variables["after"] = form.after
	}
	shown := gapsPage{Form: &form, Downloads: []link{{"CSV", form.address("/gaps.csv")}, {"JSON", form.address("/gaps.json")}}, Other: form.address("/gaps/matrix")}
	journeys := p.journeysIn(r)
	if journeys > manyJourneys {
		shown.Single = form.Subject == ""
		variables["touches"] = !shown.Single
	}
	if journeys > largeModel {
		shown.Other, variables["byJourney"] = "", false
	}
	var found gapAnswer
	asked, err := p.ask(r, "gap-list", variables, &found)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	form.offer(&found)
	shown.Total, shown.Gaps = found.Gaps.TotalCount, found.Gaps.Nodes
	shown.Severities, shown.Rules = form.counted(&found)
	if found.Gaps.PageInfo.HasNextPage {
		v := form.values()
		v.Set("after", found.Gaps.PageInfo.EndCursor)
		shown.Next = "/gaps?" + clean(v)
	}
	asked.Command += "\n" + gapsCommand(&form)
	p.render(w, http.StatusOK, "gaps", page{Title: "Gaps", Section: "/gaps", Body: shown, Behind: []behind{asked}})
}

// notNow holds where gaps cannot be told just now, because the graph changes, or they take too long or are too many.
func notNow(err error) bool {
	code := codeOf(err)
	return code == model.Unavailable || code == model.LimitExceeded
}

// gapsCommand lists the same gaps in a terminal.
func gapsCommand(f *gapForm) string {
	command := "carejourney gaps"
	for _, flag := range [][2]string{{"journey", f.Journey}, {"region", f.Region}, {"rule", f.Code}} {
		if flag[1] != "" {
			command += " --" + flag[0] + " " + quoted(flag[1])
		}
	}
	return command + " -o csv"
}

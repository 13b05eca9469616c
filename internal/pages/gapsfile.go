package pages

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/table"
)

// So many gaps are written to one file: fewer in a large model, where each may touch most of a country.
const (
	mostInFile  = 10_000
	mostInLarge = 1_000
)

// gapsFile sends all gaps of the form as the command line writes them, as CSV or as JSON.
func (p *Pages) gapsFile(w http.ResponseWriter, r *http.Request) {
	form := readGapForm(r, "/gaps")
	if problems := form.problems(); len(problems) > 0 {
		p.badRequest(w, problems)
		return
	}
	var chosen *gaps.Chosen
	found, err := p.engine.Gaps(r.Context(), gaps.Scope{Region: form.Region, AsOf: p.now()})
	if err == nil {
		chosen, err = found.Choose(form.wanted())
	}
	if err != nil {
		p.fail(w, r, err)
		return
	}
	if n := chosen.Len(); n > mostInFile || n > mostInLarge && p.large(r) {
		p.fail(w, r, model.Errorf(model.LimitExceeded,
			"There are %d gaps, too many for one file here. Choose a journey, a rule or a severity, or have all of them with: %s", n, gapsCommand(&form)))
		return
	}
	findings := chosen.All()
	if strings.HasSuffix(r.URL.Path, ".json") {
		data, err := gaps.JSON(findings)
		if err != nil {
			p.fail(w, r, err)
			return
		}
		send(w, r, "gaps.json", "application/json; charset=utf-8", data)
		return
	}
	header, rows := gaps.Rows(findings, form.Accepted != "")
	var out bytes.Buffer
	if err := (table.Table{Header: header, Rows: rows}).CSV(&out); err != nil {
		p.fail(w, r, err)
		return
	}
	send(w, r, "gaps.csv", "text/csv; charset=utf-8", out.Bytes())
}

// wanted is the same as where, for whoever has the findings at hand.
func (f *gapForm) wanted() gaps.Wanted {
	var wanted gaps.Wanted
	if f.Accepted != "all" {
		accepted := f.Accepted == "yes"
		wanted.Accepted = &accepted
	}
	if f.Journey != "" {
		wanted.Journey = &f.Journey
	}
	if f.Subject != "" {
		wanted.Subject = &f.Subject
	}
	if f.Severity != "" {
		wanted.Severities = []string{f.Severity}
	}
	if f.Code != "" {
		wanted.Codes = []string{f.Code}
	}
	return wanted
}

package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/table"
	"github.com/carejourney/carejourney/queries"
)

// gapFormats are the values of -o for gaps.
const gapFormats = "table, json, csv or sarif"

// gapLimits let a rule see a whole country at once: nobody but the person who asks waits for the answer.
var gapLimits = compile.Limits{MaxPage: 1_000_000, MaxValues: 100_000_000, MaxBytes: 1 << 30}

// gapFlags are the flags of gaps.
type gapFlags struct {
	journey, region, rules, failOn, asOf, format string
	codes                                        []string
}

func newGaps(a *app) *cobra.Command {
	var f gapFlags
	cmd := &cobra.Command{
		Use:   "gaps",
		Short: "Find what is missing on journeys, the worst first",
		Long: `Asks every gap rule and lists what it finds: high severity before medium and low, and within these what touches most
people first. A rule is a GraphQL query in a file; --rules takes a folder of your own.`,
		Example: `  carejourney gaps
  carejourney gaps --journey journey:maternity --region organisation:Y58
  carejourney gaps --rule G10 --rule G12 -o csv
  carejourney gaps --model my-journeys --fail-on high -o sarif > gaps.sarif`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.gaps(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.journey, "journey", "", "only gaps that touch the journey with this `ID`")
	flags.StringVar(&f.region, "region", "", "look for services in the region or integrated care board with this `ID` only")
	flags.StringSliceVar(&f.codes, "rule", nil, "only the rule with this `CODE`; can be given several times")
	flags.StringVar(&f.rules, "rules", "", "folder with rules of your own, besides those that come with the program")
	flags.StringVar(&f.failOn, "fail-on", "", "exit code 1 where there is a gap of this severity or worse: high, medium or low")
	flags.StringVar(&f.asOf, "as-of", "", "day `YYYY-MM-DD` to compare dates with, today where not given")
	flags.StringVarP(&f.format, "output", "o", "table", "format: "+gapFormats)
	return cmd
}

func (a *app) gaps(ctx context.Context, f gapFlags) error {
	scope, failOn, err := a.gapScope(f)
	if err != nil {
		return err
	}
	chosen, err := a.gapRules(f)
	if err != nil {
		return a.problems(err)
	}
	s, err := a.open(ctx, a.inMemory, func(o *graph.Options) { o.Limits, o.Forget = gapLimits, true })
	if err != nil {
		return a.problems(err)
	}
	defer s.close()
	if err := s.knows(ctx, scope); err != nil {
		return err
	}
	findings, err := a.findGaps(ctx, s, chosen, scope)
	if err != nil {
		return err
	}
	if err := a.writeGaps(f.format, s, chosen, findings); err != nil {
		return err
	}
	if failOn != "" && slices.ContainsFunc(findings, func(g gaps.Finding) bool { return g.Severity.AtLeast(failOn) }) {
		return reportedError{errors.New("gaps were found")}
	}
	return nil
}

// gapScope reads the flags that narrow what is looked at.
func (a *app) gapScope(f gapFlags) (gaps.Scope, gaps.Severity, error) {
	scope := gaps.Scope{Journey: f.journey, Region: f.region, AsOf: a.now(), First: gapLimits.MaxPage}
	if f.asOf != "" {
		day, err := time.Parse(time.DateOnly, f.asOf)
		if err != nil {
			return scope, "", usagef("--as-of takes a day such as 2026-03-31, not %q", f.asOf)
		}
		scope.AsOf = day
	}
	failOn := gaps.Severity(strings.ToUpper(f.failOn))
	if failOn != "" && !slices.Contains(gaps.Severities, failOn) {
		return scope, "", usagef("--fail-on takes high, medium or low, not %q", f.failOn)
	}
	if !slices.Contains([]string{"table", "json", "csv", "sarif"}, f.format) {
		return scope, "", usagef("-o takes %s, not %q", gapFormats, f.format)
	}
	return scope, failOn, nil
}

// gapRules gives the rules that come with the program and those of a folder, or those of them that were asked for.
func (a *app) gapRules(f gapFlags) ([]*gaps.Rule, error) {
	full, err := schema.Full()
	if err != nil {
		return nil, err
	}
	folders := []fs.FS{queries.Gaps()}
	if f.rules != "" {
		if info, err := os.Stat(f.rules); err != nil || !info.IsDir() {
			return nil, usagef("there is no folder %q", f.rules)
		}
		folders = append(folders, os.DirFS(f.rules))
	}
	all, err := gaps.Read(full, folders...)
	if err != nil || len(f.codes) == 0 {
		return all, err
	}
	var chosen []*gaps.Rule
	codes := make([]string, len(all))
	for i, r := range all {
		codes[i] = r.Code
	}
	for _, code := range f.codes {
		i := slices.IndexFunc(all, func(r *gaps.Rule) bool { return strings.EqualFold(r.Code, code) })
		if i < 0 {
			return nil, usagef("there is no gap rule %q: there are %s", code, strings.Join(codes, ", "))
		}
		if !slices.Contains(chosen, all[i]) {
			chosen = append(chosen, all[i])
		}
	}
	return chosen, nil
}

// knows makes sure that a misspelt id is not taken for a journey without gaps.
func (s *session) knows(ctx context.Context, scope gaps.Scope) error {
	answer := s.engine.Do(ctx, graph.Request{
		Query:     `query Known($journey: ID!, $region: ID!) { journey(id: $journey) { id } organisation(id: $region) { id } }`,
		Variables: map[string]any{"journey": scope.Journey, "region": scope.Region},
	})
	if len(answer.Errors) > 0 {
		return answer.Errors
	}
	var found struct{ Journey, Organisation *struct{} }
	if err := json.Unmarshal(answer.Data, &found); err != nil {
		return err
	}
	if scope.Journey != "" && found.Journey == nil {
		return usagef("there is no journey with the id %q", scope.Journey)
	}
	if scope.Region != "" && found.Organisation == nil {
		return usagef("there is no region or other organisation with the id %q", scope.Region)
	}
	return nil
}

// findGaps asks one rule after the other, each with one query.
func (a *app) findGaps(ctx context.Context, s *session, chosen []*gaps.Rule, scope gaps.Scope) ([]gaps.Finding, error) {
	findings := []gaps.Finding{}
	for _, rule := range chosen {
		variables, ok := rule.Variables(scope)
		if !ok {
			fmt.Fprintf(a.Err, "carejourney: %s was left out: it needs --region\n", rule.Code)
			continue
		}
		resp := s.engine.Do(ctx, graph.Request{Query: rule.Query, Variables: variables, QueriesOnly: true})
		if len(resp.Errors) > 0 {
			return nil, fmt.Errorf("%s: %w", rule.File, resp.Errors)
		}
		answer, err := rule.Read(s.model, resp.Data)
		if err != nil {
			return nil, err
		}
		if answer.Left > 0 {
			fmt.Fprintf(a.Err, "carejourney: %s looked at the first nodes only and left out %d\n", rule.Code, answer.Left)
		}
		for _, f := range answer.Findings {
			if scope.Holds(f) {
				findings = append(findings, f)
			}
		}
	}
	gaps.Rank(findings)
	return findings, nil
}

func (a *app) writeGaps(format string, s *session, chosen []*gaps.Rule, findings []gaps.Finding) error {
	switch format {
	case "json":
		data, err := json.Marshal(map[string]any{"findings": findings})
		if err != nil {
			return err
		}
		return write(a.Out, format, data)
	case "sarif":
		data, err := gaps.SARIF(chosen, findings, func(id string) gaps.Place {
			p := s.set.Place(rules.Subject{Element: id}, "", "", "")
			return gaps.Place{File: p.File, Line: p.Line, Column: p.Column}
		})
		if err != nil {
			return err
		}
		return write(a.Out, "json", data)
	case "csv":
		header, rows := gaps.AllRows(findings)
		return table.Table{Header: header, Rows: rows}.CSV(a.Out)
	}
	header, rows := gaps.Rows(findings)
	width, _ := terminal(a.Out)
	if err := writeTable(a.Out, table.Table{Header: header, Rows: rows}, width); err != nil {
		return err
	}
	_, err := fmt.Fprintf(a.Out, "\n%d gaps\n", len(findings))
	return err
}

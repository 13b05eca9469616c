package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/table"
)

// gapFormats are the values of -o for gaps.
const gapFormats = "table, json, csv or sarif"

// gapFlags are the flags of gaps.
type gapFlags struct {
	journey, region, rules, failOn, asOf, format string
	codes                                        []string
	accepted                                     bool
	first                                        int
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
	a.addStore(cmd.Flags(), "asked instead of model files; it must not be served at the time")
	flags := cmd.Flags()
	flags.StringVar(&f.journey, "journey", "", "only gaps that touch the journey with this `ID`")
	flags.StringVar(&f.region, "region", "", "look for services in the region or integrated care board with this `ID` only")
	flags.StringSliceVar(&f.codes, "rule", nil, "only the rule with this `CODE`; can be given several times")
	flags.StringVar(&f.rules, "rules", "", "folder with rules of your own, besides those that come with the program")
	flags.StringVar(&f.failOn, "fail-on", "", "exit code 1 where there is a gap of this severity or worse: high, medium or low")
	flags.StringVar(&f.asOf, "as-of", "", "day `YYYY-MM-DD` to compare dates with, today where not given")
	flags.BoolVar(&f.accepted, "accepted", false, "show gaps too that somebody accepts on that day, with who and why")
	flags.IntVar(&f.first, "first", -1, "show the first `N` of each severity, 0 for all; 10 on a terminal, otherwise all")
	flags.StringVarP(&f.format, "output", "o", "table", "format: "+gapFormats)
	return cmd
}

func (a *app) gaps(ctx context.Context, f gapFlags) error {
	scope, failOn, err := a.gapScope(f)
	if err != nil {
		return err
	}
	all, err := gapRules(f.rules)
	if err != nil {
		return a.problems(err)
	}
	chosen, err := someRules(all, f.codes)
	if err != nil {
		return err
	}
	s, err := a.open(ctx, a.toAsk, func(o *graph.Options) { o.GapRules = func() ([]*gaps.Rule, error) { return chosen, nil } })
	if err != nil {
		return a.problems(err)
	}
	defer s.close()
	if s.set != nil {
		if err := checkAccepted(s.set, all); err != nil {
			return a.problems(err)
		}
	}
	if err := s.knows(ctx, scope.Journey); err != nil {
		return err
	}
	found, err := s.engine.Gaps(ctx, scope)
	if err != nil {
		return misnamed(err)
	}
	a.tellLeftOut(found)
	if scope.Journey == "" && scope.Region == "" && len(f.codes) == 0 {
		a.tellClosed(s, found)
	}
	findings := found.Findings
	if !f.accepted {
		findings = slices.DeleteFunc(slices.Clone(findings), func(g gaps.Finding) bool { return g.Accepted != nil })
	}
	if err := a.writeGaps(f, s, chosen, findings, len(found.Findings)-len(findings)); err != nil {
		return err
	}
	if failOn != "" && slices.ContainsFunc(findings, func(g gaps.Finding) bool { return g.Accepted == nil && g.Severity.AtLeast(failOn) }) {
		return reportedError{errors.New("gaps were found")}
	}
	return nil
}

// misnamed makes a usage error of what is wrong with the flags.
func misnamed(err error) error {
	var e *model.Error
	if errors.As(err, &e) && e.Code == model.BadUserInput {
		return usageError{e}
	}
	return err
}

// gapScope reads the flags that narrow what is looked at.
func (a *app) gapScope(f gapFlags) (gaps.Scope, gaps.Severity, error) {
	scope := gaps.Scope{Journey: f.journey, Region: f.region, AsOf: a.now()}
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

// knows makes sure that a misspelt id is not taken for a journey without gaps.
func (s *session) knows(ctx context.Context, journey string) error {
	if journey == "" {
		return nil
	}
	answer := s.engine.Do(ctx, graph.Request{
		Query: `query Known($journey: ID!) { journey(id: $journey) { id } }`, Variables: map[string]any{"journey": journey},
	})
	if len(answer.Errors) > 0 {
		return answer.Errors
	}
	var found struct{ Journey *struct{} }
	if err := json.Unmarshal(answer.Data, &found); err != nil {
		return err
	}
	if found.Journey == nil {
		return s.notThere(ctx, s.model.Kind("Journey"), journey)
	}
	return nil
}

// tellLeftOut says what was not looked at.
func (a *app) tellLeftOut(found *gaps.Found) {
	for _, code := range found.Skipped {
		fmt.Fprintf(a.Err, "carejourney: %s was left out: it needs --region\n", code)
	}
	for _, code := range found.TooLarge {
		fmt.Fprintf(a.Err, "carejourney: %s was left out: the graph is too large for it\n", code)
	}
	for _, left := range found.Left {
		fmt.Fprintf(a.Err, "carejourney: %s looked at the first nodes only and left out %d\n", left.Code, left.Nodes)
	}
}

// firstOnTerminal is how many gaps of each severity a person is shown at first.
const firstOnTerminal = 10

// address says where a model file is as seen from where the program runs, which in a build is where the code is: as a URI.
func address(folder, file string) string {
	if file == "" {
		return ""
	}
	at := url.URL{Path: filepath.ToSlash(filepath.Join(folder, file))}
	if filepath.IsAbs(folder) {
		at.Scheme = "file"
	}
	return at.String()
}

// writeGaps writes findings. Hidden is how many accepted ones are not among them.
func (a *app) writeGaps(f gapFlags, s *session, chosen []*gaps.Rule, findings []gaps.Finding, hidden int) error {
	switch f.format {
	case "json":
		data, err := gaps.JSON(findings)
		if err != nil {
			return err
		}
		_, err = a.Out.Write(data)
		return err
	case "sarif":
		data, err := gaps.SARIF(chosen, findings, func(id string) gaps.Place {
			p := s.place(id)
			return gaps.Place{File: address(a.settings.Model, p.File), Line: p.Line, Column: p.Column}
		})
		if err != nil {
			return err
		}
		return write(a.Out, "json", data)
	case "csv":
		header, rows := gaps.Rows(findings, f.accepted)
		return table.Table{Header: header, Rows: rows}.CSV(a.Out)
	}
	list := gapsList{findings: findings, rules: chosen, hidden: hidden, most: f.first, width: plainWidth}
	if width, watched := terminal(a.Out); watched {
		list.width = min(max(width, narrowest), widest)
		if list.most < 0 {
			list.most = firstOnTerminal
		}
	}
	return list.write(a.Out)
}

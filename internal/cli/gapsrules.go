package cli

import (
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/queries"
)

// gapRules gives the rules that come with the program and those of a folder, where one is named.
func gapRules(dir string) ([]*gaps.Rule, error) {
	full, err := schema.Full()
	if err != nil {
		return nil, err
	}
	folders := []fs.FS{queries.Gaps()}
	if dir != "" {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, usagef("there is no folder %q", dir)
		}
		folders = append(folders, os.DirFS(dir))
	}
	return gaps.Read(full, folders...)
}

// ownRules lets a graph be asked the rules of a folder too, where one is named. They are read at once: a server with rules that cannot be
// used does not start.
func ownRules(dir string) (func(*graph.Options), error) {
	if dir == "" {
		return func(*graph.Options) {}, nil
	}
	all, err := gapRules(dir)
	if err != nil {
		return nil, err
	}
	return func(o *graph.Options) { o.GapRules = func() ([]*gaps.Rule, error) { return all, nil } }, nil
}

// someRules gives the rules with these codes, all where there are none.
func someRules(all []*gaps.Rule, codes []string) ([]*gaps.Rule, error) {
	if len(codes) == 0 {
		return all, nil
	}
	var chosen []*gaps.Rule
	for _, code := range codes {
		i := slices.IndexFunc(all, func(r *gaps.Rule) bool { return strings.EqualFold(r.Code, code) })
		if i < 0 {
			return nil, usagef("there is no gap rule %q: there are %s", code, strings.Join(codesOf(all), ", "))
		}
		if !slices.Contains(chosen, all[i]) {
			chosen = append(chosen, all[i])
		}
	}
	return chosen, nil
}

func codesOf(all []*gaps.Rule) []string {
	codes := make([]string, len(all))
	for i, r := range all {
		codes[i] = r.Code
	}
	return codes
}

// unknownRule is the rule of model files that an AcceptedGap with a code of no gap rule breaks.
const unknownRule = "unknown-gap-rule"

// checkAccepted makes sure that what is accepted in model files is what some rule finds: nothing is accepted by a code that is
// misspelt.
func checkAccepted(set *modelfile.Set, all []*gaps.Rule) error {
	codes := codesOf(all)
	var problems []model.Problem
	for _, e := range set.Elements {
		if e.Kind.Name != "AcceptedGap" {
			continue
		}
		code, _ := e.Props["code"].(string)
		if slices.ContainsFunc(codes, func(known string) bool { return strings.EqualFold(known, code) }) {
			continue
		}
		problems = append(problems, set.Place(rules.Subject{Element: e.ID, Field: "code"}, unknownRule,
			"There is no gap rule "+code+" to accept a gap of. Rules of your own are read with --rules.", rules.DidYouMean(code, codes)))
	}
	if len(problems) == 0 {
		return nil
	}
	return &model.Error{Code: model.BadUserInput, Message: "Gaps are accepted that no rule finds.", Problems: problems}
}

package pages

// counted gives how many gaps there are of each severity and by each rule, with where to see these alone. What the form narrows to
// already is left out.
func (f *gapForm) counted(found *gapAnswer) (severities, rules []countLink) {
	for _, c := range found.Gaps.Counts.Severity {
		only := *f
		if only.Severity = c.Value; f.Severity == "" {
			severities = append(severities, countLink{c.Count, words(c.Value), only.address("/gaps")})
		}
	}
	for _, c := range found.Gaps.Counts.Code {
		only := *f
		if only.Code = c.Value; f.Code == "" {
			rules = append(rules, countLink{c.Count, c.Value + " " + sentence(c.Name), only.address("/gaps")})
		}
	}
	return severities, rules
}

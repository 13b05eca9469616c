package pages

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
)

// longCell is how many characters of a cell are shown at once; the rest opens below.
const longCell = 60

// short gives the beginning of a long cell, cut between words, and nothing for any other.
func short(cell string) string {
	if utf8.RuneCountInString(cell) <= longCell {
		return ""
	}
	start := string([]rune(cell)[:longCell])
	if i := strings.LastIndexAny(start, " ;"); i > 0 {
		start = start[:i]
	}
	return strings.TrimRight(start, " ;")
}

// day writes a date as people do.
func day(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return t.Format("2 January 2006")
}

// words writes a value of an enumeration as people do, as pictures write it.
func words(value string) string { return diagram.Words(value) }

// plural gives a number with the word for one or for several, as in plural 1 "stage" "stages".
func plural(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return model.Thousands(n) + " " + several
}

// days writes a number of days.
func days(n *float64) string {
	text := strconv.FormatFloat(*n, 'f', -1, 64)
	if text == "1" {
		return "1 day"
	}
	return text + " days"
}

// fieldNames are words in names of fields, and what people call them.
var fieldNames = strings.NewReplacer("ods ", "ODS ", "nhs ", "NHS ", "p90 days", "days for 9 in 10", "url", "web address")

// label is the name of a field or a kind as a heading.
func label(name string) string {
	text := model.InWords(name)
	text = fieldNames.Replace(text)
	return strings.ToUpper(text[:1]) + text[1:]
}

// thousandsOf writes a number with commas for templates, where a number may be a pointer.
func thousandsOf(n any) string {
	switch n := n.(type) {
	case int:
		return model.Thousands(n)
	case *int:
		return model.Thousands(*n)
	}
	return ""
}

// percent writes a share from 0 to 1.
func percent(share float64) string { return strconv.FormatFloat(share*100, 'f', -1, 64) + "%" }

// href is the address of the page of a node: /organisations/RR8 for organisation:RR8.
func (p *Pages) href(id string) string {
	prefix, name, _ := strings.Cut(id, ":")
	for _, k := range p.model.Kinds {
		if k.Prefix == prefix {
			return (&url.URL{Path: "/" + library.Kebab(k.Plural) + "/" + name}).EscapedPath()
		}
	}
	return "/search?q=" + url.QueryEscape(id)
}

// journeyPath is the address of a journey's pages.
func journeyPath(id string) string {
	return (&url.URL{Path: "/journeys/" + strings.TrimPrefix(id, "journey:")}).EscapedPath()
}

// headingOf is what stands over a column of an answer, which is named like a field.
func headingOf(name string) string {
	if strings.ContainsAny(name, "._ ") || name == "" {
		return name
	}
	return label(strings.TrimSuffix(name, "Connection"))
}

// dict hands several values to a part of a template.
func dict(pairs ...any) map[string]any {
	values := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := pairs[i].(string); ok {
			values[name] = pairs[i+1]
		}
	}
	return values
}

package graph

import (
	"encoding/base64"
	"encoding/json"
	"slices"

	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
)

// gapPlace is what a cursor holds: the sort values of its gap, so that a page goes on where it stopped whatever came or
// went in between.
type gapPlace struct {
	Severity gaps.Severity
	People   *int
	AtMost   int
	Code     string
	Name, ID string
}

func gapCursor(f *gaps.Finding) string {
	text, err := json.Marshal(gapPlace{f.Severity, f.Size, f.AtMost, f.Code, f.Subject.Name, f.Subject.ID})
	if err != nil {
		return "" // text and numbers can always be written
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func readGapCursor(text string) (*gaps.Finding, error) {
	var at gapPlace
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(data, &at) != nil || !slices.Contains(gaps.Severities, at.Severity) {
		return nil, model.Errorf(model.BadUserInput, "after: this is not a cursor of gaps. Take one from edges or pageInfo.")
	}
	f := &gaps.Finding{Code: at.Code, Severity: at.Severity, Size: at.People, AtMost: at.AtMost}
	f.Subject.Name, f.Subject.ID = at.Name, at.ID
	return f, nil
}

package rules

import (
	"fmt"

	"github.com/carejourney/carejourney/internal/model"
)

// element checks what can be said of an element alone, and that no other has its keys.
func (c *checker) element(e model.Element) {
	s := Subject{Element: e.ID}
	if fault := CheckID(e.Kind, e.ID); fault != nil {
		c.report(fault.Rule, s, fault.Message, fault.Suggestion)
	}
	if HoldsNHSNumber(e.ID) {
		c.report(NHSNumber, s, "the id holds ten digits that are a valid NHS number", nhsSuggestion)
	}
	c.values(s, e.Kind.Fields, e.Props)
	c.dates(s, e.Props)
	c.keys(e)
}

// keys looks for other elements of the kind with the same value of a unique field. Of two that were both touched the one
// with the greater id is reported.
func (c *checker) keys(e model.Element) {
	for _, f := range e.Kind.Fields {
		value, given := e.Props[f.Property]
		if !f.Key || !given {
			continue
		}
		other := ""
		for _, id := range c.v.Holders(e.Kind, f, value) {
			later := id > e.ID && c.touched(id)
			if id != e.ID && !later && (other == "" || id < other) {
				other = id
			}
		}
		if other != "" {
			c.found = append(c.found, Violation{
				Rule: DuplicateKey, Subject: Subject{Element: e.ID, Field: f.Name}, Other: &Subject{Element: other, Field: f.Name},
				Message: fmt.Sprintf("%s and %s have the same %s, %s", min(e.ID, other), max(e.ID, other), f.Name, quoted(value)),
			})
		}
	}
}

func quoted(value any) string {
	if text, ok := value.(string); ok {
		return fmt.Sprintf("%q", text)
	}
	return fmt.Sprint(value)
}

package rules

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Fault is what is wrong with a single value, without saying where it stands.
type Fault struct{ Rule, Message, Suggestion string }

// Value checks a single value, or one item of a list, against its field. It gives the value in the form the graph
// keeps, or what is wrong with it.
func Value(f *model.Field, value any) (any, *Fault) {
	kept, err := f.Check(value)
	if err == nil {
		return kept, nil
	}
	fault := &Fault{Rule: WrongType, Message: err.Error()}
	switch n, isNumber := numberOf(value); {
	case f.Type == model.EnumType:
		if text, ok := value.(string); ok {
			fault.Rule, fault.Suggestion = UnknownValue, suggestValue(f.Enum, text)
		}
	case f.Type == model.Int && isNumber && n == math.Trunc(n), f.Type == model.Float && isNumber:
		fault.Rule = OutOfRange
	}
	return nil, fault
}

func numberOf(value any) (float64, bool) {
	switch n := value.(type) {
	case int64:
		return float64(n), true
	case float64:
		return n, !math.IsNaN(n) && !math.IsInf(n, 0)
	}
	return 0, false
}

func suggestValue(e *model.Enum, text string) string {
	names := make([]string, len(e.Values))
	for i, v := range e.Values {
		names[i] = v.Name
	}
	if near, ok := Nearest(text, names); ok {
		return fmt.Sprintf("Did you mean %s?", near)
	}
	if len(names) <= 12 {
		return "Use one of " + strings.Join(names, ", ")
	}
	return ""
}

// Defaults fills in the values that the model gives fields where nothing else is said.
func Defaults(fields []*model.Field, props model.Props) {
	for _, f := range fields {
		if f.Embedded != nil {
			Defaults(f.Embedded.Fields, props)
			continue
		}
		if props[f.Property] == nil && f.Default != nil {
			props[f.Property] = f.Default
		}
	}
}

// values checks the stored values of an element or relationship against its fields.
func (c *checker) values(s Subject, fields []*model.Field, props model.Props) {
	known := c.fields(s, "", fields, props)
	if known < len(props) {
		c.unknown(s, fields, props)
	}
}

// fields checks fields, or those of a group, and gives how many of them have a value.
func (c *checker) fields(s Subject, group string, fields []*model.Field, props model.Props) int {
	known := 0
	for _, f := range fields {
		switch {
		case f.Embedded != nil:
			known += c.fields(s, f.Name+".", f.Embedded.Fields, props)
		case stored(f):
			value, given := props[f.Property]
			if given {
				known++
			}
			if !missing(value) {
				c.value(s, group, f, value)
			} else if f.Required && !f.List {
				what := s.String()
				s.Field = group + f.Name
				c.report(MissingField, s, fmt.Sprintf("%s has no %s", what, s.Field), "")
				s.Field = ""
			}
		}
	}
	return known
}

// stored reports whether the field has a value of its own among the properties.
func stored(f *model.Field) bool { return f.Derived == nil && f.Name != "id" }

// missing reports whether a value counts as not there. Text of nothing but spaces says nothing.
func missing(value any) bool {
	switch value := value.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(value) == ""
	case []string:
		return len(value) == 0
	}
	return false
}

// value checks one value, which may be a list.
func (c *checker) value(s Subject, group string, f *model.Field, value any) {
	items, isList := value.([]string)
	if isList != f.List {
		want := "a single value"
		if f.List {
			want = "a list"
		}
		s.Field = group + f.Name
		c.report(WrongType, s, fmt.Sprintf("%s takes %s", s.Field, want), "")
		return
	}
	if !isList {
		c.single(s, group, f, value)
		return
	}
	for _, item := range items {
		c.single(s, group, f, item)
	}
}

func (c *checker) single(s Subject, group string, f *model.Field, value any) {
	if _, fault := Value(f, value); fault != nil {
		s.Field = group + f.Name
		c.report(fault.Rule, s, s.Field+": "+fault.Message, fault.Suggestion)
		return
	}
	if text, ok := value.(string); ok && HoldsNHSNumber(text) {
		s.Field = group + f.Name
		c.report(NHSNumber, s, s.Field+" holds ten digits that are a valid NHS number", nhsSuggestion)
	}
}

// unknown reports values that belong to no field.
func (c *checker) unknown(s Subject, fields []*model.Field, props model.Props) {
	names, properties := storedNames("", fields)
	what := s.String()
	for _, property := range slices.Sorted(maps.Keys(props)) {
		if !slices.Contains(properties, property) {
			s.Field = property
			c.report(UnknownField, s, fmt.Sprintf("%s cannot have %s", what, property), DidYouMean(property, names))
		}
	}
}

// storedNames gives fields as people write them, and as they are kept.
func storedNames(group string, fields []*model.Field) (names, properties []string) {
	for _, f := range fields {
		switch {
		case f.Embedded != nil:
			n, p := storedNames(f.Name+".", f.Embedded.Fields)
			names, properties = append(names, n...), append(properties, p...)
		case stored(f):
			names, properties = append(names, group+f.Name), append(properties, f.Property)
		}
	}
	return names, properties
}

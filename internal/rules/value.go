package rules

import (
	"fmt"
	"math"
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
func (c *checker) values(s Subject, what string, fields []*model.Field, props model.Props) {
	known := 0
	c.eachField("", fields, func(name string, f *model.Field) {
		s := s
		s.Field = name
		value, given := props[f.Property]
		if given {
			known++
		}
		if missing(value) {
			if f.Required && !f.List {
				c.report(MissingField, s, fmt.Sprintf("%s has no %s", what, name), "")
			}
			return
		}
		c.value(s, name, f, value)
	})
	if known < len(props) {
		c.unknown(s, what, fields, props)
	}
}

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
func (c *checker) value(s Subject, name string, f *model.Field, value any) {
	items, isList := value.([]string)
	if isList != f.List {
		want := "a single value"
		if f.List {
			want = "a list"
		}
		c.report(WrongType, s, fmt.Sprintf("%s takes %s", name, want), "")
		return
	}
	if !isList {
		c.single(s, name, f, value)
		return
	}
	for _, item := range items {
		c.single(s, name, f, item)
	}
}

func (c *checker) single(s Subject, name string, f *model.Field, value any) {
	if _, fault := Value(f, value); fault != nil {
		c.report(fault.Rule, s, name+": "+fault.Message, fault.Suggestion)
		return
	}
	if text, ok := value.(string); ok && HoldsNHSNumber(text) {
		c.report(NHSNumber, s, name+" holds ten digits that are a valid NHS number", nhsSuggestion)
	}
}

// eachField visits the stored fields, those of groups under their dotted name.
func (c *checker) eachField(group string, fields []*model.Field, visit func(name string, f *model.Field)) {
	for _, f := range fields {
		switch {
		case f.Embedded != nil:
			c.eachField(f.Name+".", f.Embedded.Fields, visit)
		case f.Derived == nil && f.Name != "id":
			visit(group+f.Name, f)
		}
	}
}

// unknown reports values that belong to no field.
func (c *checker) unknown(s Subject, what string, fields []*model.Field, props model.Props) {
	var names []string
	properties := map[string]bool{}
	c.eachField("", fields, func(name string, f *model.Field) {
		names = append(names, name)
		properties[f.Property] = true
	})
	for _, property := range sortedKeys(props) {
		if !properties[property] {
			s.Field = property
			c.report(UnknownField, s, fmt.Sprintf("%s cannot have %s", what, property), DidYouMean(property, names))
		}
	}
}

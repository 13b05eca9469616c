package model

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"
)

// DateLayout is how a Date is written.
const DateLayout = "2006-01-02"

// ParseText reads a single value of the field from text, as CSV cells and defaults have it.
func ParseText(f *Field, text string) (any, error) {
	switch f.Type {
	case Int:
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("%q is not a whole number", text)
		}
		return f.Check(n)
	case Float:
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is not a number", text)
		}
		return f.Check(n)
	case Boolean:
		if text != "true" && text != "false" {
			return nil, fmt.Errorf("%q is neither true nor false", text)
		}
		return text == "true", nil
	default:
		return f.Check(text)
	}
}

// Check reports whether a single value (not a list) fits the field and gives it in the form the graph keeps:
// string, int64, float64 or bool. Whole numbers fit Float fields.
func (f *Field) Check(value any) (any, error) {
	switch f.Type {
	case Int:
		n, ok := value.(int64)
		if !ok || n < math.MinInt32 || n > math.MaxInt32 {
			return nil, fmt.Errorf("%v is not a whole number of at most 32 bits", value)
		}
		return n, f.inRange(float64(n))
	case Float:
		if n, ok := value.(int64); ok {
			value = float64(n)
		}
		n, ok := value.(float64)
		if !ok || math.IsNaN(n) || math.IsInf(n, 0) {
			return nil, fmt.Errorf("%v is not a number", value)
		}
		return n, f.inRange(n)
	case Boolean:
		if _, ok := value.(bool); !ok {
			return nil, fmt.Errorf("%v is neither true nor false", value)
		}
		return value, nil
	}
	s, ok := value.(string)
	if !ok {
		return nil, fmt.Errorf("%v is not text", value)
	}
	if f.Type == Date {
		if _, err := time.Parse(DateLayout, s); err != nil {
			return nil, fmt.Errorf("%q is not a date, write YYYY-MM-DD", s)
		}
	}
	if f.Type == EnumType && !f.Enum.Has(s) {
		return nil, fmt.Errorf("%q is not a value of %s", s, f.Enum.Name)
	}
	return s, nil
}

func (f *Field) inRange(n float64) error {
	if f.Min != nil && n < *f.Min || f.Max != nil && n > *f.Max {
		return fmt.Errorf("%v is outside %v to %v", n, bound(f.Min), bound(f.Max))
	}
	return nil
}

func bound(n *float64) string {
	if n == nil {
		return "any"
	}
	return strconv.FormatFloat(*n, 'g', -1, 64)
}

// Same reports whether two values are of the same type and equal.
func Same(a, b any) bool {
	switch a := a.(type) {
	case string:
		b, ok := b.(string)
		return ok && a == b
	case []string:
		b, ok := b.([]string)
		return ok && slices.Equal(a, b)
	}
	if _, list := b.([]string); list {
		return false
	}
	return a == b
}

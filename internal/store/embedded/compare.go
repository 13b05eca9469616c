package embedded

import (
	"cmp"
	"strings"
)

// compareValues orders two values as Order does: a missing one is the largest, text goes by code point, false before
// true, numbers by value whether whole or not.
func compareValues(a, b any) int {
	switch a := a.(type) {
	case string:
		if b, ok := b.(string); ok {
			return strings.Compare(a, b)
		}
	case int64:
		switch b := b.(type) {
		case int64:
			return cmp.Compare(a, b)
		case float64:
			return cmp.Compare(float64(a), b)
		}
	case float64:
		switch b := b.(type) {
		case int64:
			return cmp.Compare(a, float64(b))
		case float64:
			return cmp.Compare(a, b)
		}
	case bool:
		if b, ok := b.(bool); ok {
			return cmp.Compare(bit(a), bit(b))
		}
	}
	return cmp.Compare(class(a), class(b))
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// class ranks values that cannot be compared, so that an order is total whatever a cursor holds.
func class(v any) int {
	switch v.(type) {
	case bool:
		return 0
	case int64, float64:
		return 1
	case string:
		return 2
	case nil:
		return 4
	}
	return 3
}

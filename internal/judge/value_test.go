package judge

import (
	"encoding/json"
	"strconv"
	"strings"
)

// The values of arguments and variables: nil, bool, int, float64, string, []any, object, and those below.

// enum is a value of an enumeration.
type enum string

// variableRef stands for a variable.
type variableRef string

// object is an input object with its entries in order.
type object []entry

type entry struct {
	name  string
	value any
}

// literal writes a value as a GraphQL document has it.
func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case enum:
		return string(v)
	case variableRef:
		return "$" + string(v)
	case string:
		return quoted(v)
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = literal(item)
		}
		return "[" + strings.Join(items, ", ") + "]"
	case object:
		entries := make([]string, len(v))
		for i, e := range v {
			entries[i] = e.name + ": " + literal(e.value)
		}
		return "{" + strings.Join(entries, ", ") + "}"
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	default:
		panic("no such value")
	}
}

// quoted writes a GraphQL string. Control characters and line ends are escaped; all else may stand as it is.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString("\\" + string(r))
		case r < ' ':
			b.WriteString("\\u00" + strconv.FormatInt(int64(r)+0x100, 16)[1:])
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// plain gives a value as JSON has it in variables.
func plain(v any) any {
	switch v := v.(type) {
	case enum:
		return string(v)
	case []any:
		items := make([]any, len(v))
		for i, item := range v {
			items[i] = plain(item)
		}
		return items
	case object:
		m := map[string]any{}
		for _, e := range v {
			m[e.name] = plain(e.value)
		}
		return m
	default:
		return v
	}
}

// asJSON brings variables into the form in which they arrive over HTTP.
func asJSON(variables map[string]any) json.RawMessage {
	text, err := json.Marshal(variables)
	if err != nil {
		panic(err)
	}
	return text
}

package plan

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Ordering names an order in a few characters, so that a cursor made for one order is refused by another: the keys
// separated by commas, each with - in front where it descends. A key is the name of a field behind the to-one relations
// on the way to it, edge.name for a property of the relationship, #name for a count and rank for the search rank.
func Ordering(order []Order) string {
	keys := make([]string, len(order))
	for i, o := range order {
		keys[i] = o.key()
	}
	return strings.Join(keys, ",")
}

func (o Order) key() string {
	var b strings.Builder
	if o.Desc {
		b.WriteByte('-')
	}
	for _, r := range o.Through {
		b.WriteString(r.Name + ".")
	}
	switch {
	case o.Field != nil:
		b.WriteString(o.Field.Property)
	case o.Property != nil:
		b.WriteString("edge." + o.Property.Property)
	case len(o.Count) > 0:
		b.WriteString("#" + o.Count[0].Name)
	default:
		b.WriteString("rank")
	}
	return b.String()
}

// Cursor marks a row by its sort values: base64 for URLs, without padding, of a JSON list with the ordering and the
// values. Values are nil, string, int64, float64 or bool.
func Cursor(ordering string, values []any) string {
	columns := make([]int, len(values))
	for i := range columns {
		columns[i] = i
	}
	return string(AppendCursor(nil, ordering, values, columns))
}

// AppendCursor appends the Cursor of a row whose sort values are in the given columns. Pages have one for every row, so
// it makes no garbage where the values are plain.
func AppendCursor(b []byte, ordering string, row []any, columns []int) []byte {
	var space [256]byte
	text := appendText(append(space[:0], '['), ordering)
	for _, column := range columns {
		text = appendSortValue(append(text, ','), row[column])
	}
	return base64.RawURLEncoding.AppendEncode(b, append(text, ']'))
}

func appendSortValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case bool:
		return strconv.AppendBool(b, v)
	case string:
		return appendText(b, v)
	}
	text, err := json.Marshal(v)
	if err != nil { // NaN and infinity only, which no store keeps
		return append(b, "null"...)
	}
	return append(b, text...)
}

func appendText(b []byte, s string) []byte {
	if plainText(s) {
		return append(append(append(b, '"'), s...), '"')
	}
	text, err := json.Marshal(s)
	if err != nil { // a string can always be written
		return b
	}
	return append(b, text...)
}

// plainText reports whether a text stands in JSON as it is.
func plainText(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}

// ReadCursor gives the sort values of a cursor that was made for the order. The error is model.BadUserInput.
func ReadCursor(cursor string, order []Order) ([]any, error) {
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, model.Errorf(model.BadUserInput, "This is not a cursor: %q. Take one from an answer as it is.", cursor)
	}
	var list []any
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	if err := d.Decode(&list); err != nil || len(list) == 0 || d.More() {
		return nil, model.Errorf(model.BadUserInput, "This is not a cursor: %q. Take one from an answer as it is.", cursor)
	}
	if list[0] != Ordering(order) || len(list) != len(order)+1 {
		return nil, model.Errorf(model.BadUserInput, "The cursor was made for another ordering. Take one from an answer with the same orderBy.")
	}
	values := list[1:]
	for i, o := range order {
		v, ok := o.sortValue(values[i])
		if !ok {
			return nil, model.Errorf(model.BadUserInput, "This is not a cursor: %q. Take one from an answer as it is.", cursor)
		}
		values[i] = v
	}
	return values, nil
}

// sortValue brings a value read from a cursor into the form the graph keeps; it may be missing, but not of another type.
func (o Order) sortValue(v any) (any, bool) {
	if v == nil {
		return nil, true
	}
	f := o.Field
	if f == nil {
		f = o.Property
	}
	number, isNumber := v.(json.Number)
	switch {
	case f == nil || f.Type == model.Int:
		n, err := strconv.ParseInt(string(number), 10, 64)
		return n, isNumber && err == nil
	case f.Type == model.Float:
		n, err := strconv.ParseFloat(string(number), 64)
		return n, isNumber && err == nil && !math.IsInf(n, 0)
	case f.Type == model.Boolean:
		_, ok := v.(bool)
		return v, ok
	default:
		_, ok := v.(string)
		return v, ok
	}
}

package execute

import (
	"math"
	"strconv"
)

// plain writes a value of the graph.
func (w *writer) plain(v any) state {
	switch v := v.(type) {
	case string:
		w.buf = appendString(w.buf, v)
	case int64:
		w.buf = strconv.AppendInt(w.buf, v, 10)
	case int:
		w.buf = strconv.AppendInt(w.buf, int64(v), 10)
	case bool:
		w.buf = strconv.AppendBool(w.buf, v)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return missing
		}
		w.buf = appendFloat(w.buf, v)
	case []string:
		w.buf = append(w.buf, '[')
		for i, s := range v {
			if i > 0 {
				w.buf = append(w.buf, ',')
			}
			w.buf = appendString(w.buf, s)
		}
		w.buf = append(w.buf, ']')
	default:
		return missing
	}
	return written
}

// appendFloat writes a number as JavaScript does: digits from 1e-6 up to 1e21, an exponent without padding elsewhere,
// and no minus in front of zero.
func appendFloat(b []byte, f float64) []byte {
	if f == 0 {
		return append(b, '0')
	}
	if size := math.Abs(f); size >= 1e-6 && size < 1e21 {
		return strconv.AppendFloat(b, f, 'f', -1, 64)
	}
	b = strconv.AppendFloat(b, f, 'e', -1, 64)
	if n := len(b); n >= 4 && b[n-4] == 'e' && b[n-2] == '0' {
		b[n-2] = b[n-1]
		b = b[:n-1]
	}
	return b
}

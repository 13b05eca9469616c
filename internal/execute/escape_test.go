package execute

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestStringsAreEscapedAsJavaScriptDoes(t *testing.T) {
	for text, want := range map[string]string{
		"":                       `""`,
		"plain":                  `"plain"`,
		`a"b\c/d`:                `"a\"b\\c/d"`,
		"\b\f\n\r\t":             `"\b\f\n\r\t"`,
		"\x00\x01\x1b\x1f\x7f":   `"\u0000\u0001\u001b\u001f` + "\x7f" + `"`,
		"<script>&amp;</a>":      `"<script>&amp;</a>"`,
		"line\u2028and\u2029":    "\"line\u2028and\u2029\"",
		"Ünï \U0001F600":         "\"Ünï \U0001F600\"",
		"half \xff\xfe":          "\"half \uFFFD\uFFFD\"",
		"surrogate \xed\xa0\x80": "\"surrogate \uFFFD\uFFFD\uFFFD\"",
		"cut \xe2\x82":           "\"cut \uFFFD\uFFFD\"",
		"true \uFFFD":            "\"true \uFFFD\"",
	} {
		require.Equal(t, want, string(appendString(nil, text)), "%q", text)
	}
}

func TestEveryByteIsSeenWhereverItStands(t *testing.T) {
	for c := range 256 {
		for at := range 17 {
			text := strings.Repeat("a", at) + string([]byte{byte(c)}) + strings.Repeat("~", 16-at)
			theirs, err := json.Marshal(text)
			require.NoError(t, err)
			var a, b string
			require.NoError(t, json.Unmarshal(appendString(nil, text), &a))
			require.NoError(t, json.Unmarshal(theirs, &b))
			require.Equal(t, b, a)
		}
	}
}

func TestNumbersAreWrittenAsJavaScriptDoes(t *testing.T) {
	for want, f := range map[string]float64{
		"0": math.Copysign(0, -1), "1": 1, "-1.5": -1.5, "0.1": 0.1, "100": 1e2, "123456789012345680000": 123456789012345680000,
		"1e+21": 1e21, "0.000001": 1e-6, "1e-7": 1e-7, "1.5e-9": 1.5e-9, "1e-10": 1e-10, "5e-324": 5e-324, "-1.7976931348623157e+308": -math.MaxFloat64,
		"0.30000000000000004": 0.30000000000000004, "9007199254740992": 9007199254740993,
	} {
		require.Equal(t, want, string(appendFloat(nil, f)))
	}
}

func FuzzStringsMeanWhatEncodingJSONWrites(f *testing.F) {
	for _, s := range []string{"", "a\"b", "\u2028<&>", "\xff\xed\xa0\x80", "\x00\x1f\x7f", strings.Repeat("ü", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ours := appendString(nil, s)
		require.True(t, json.Valid(ours))
		require.True(t, utf8.Valid(ours))
		theirs, err := json.Marshal(s)
		require.NoError(t, err)
		var a, b string
		require.NoError(t, json.Unmarshal(ours, &a))
		require.NoError(t, json.Unmarshal(theirs, &b))
		require.Equal(t, b, a)
	})
}

func FuzzNumbersReadBackAsTheyWere(f *testing.F) {
	for _, n := range []float64{0, 1, -1.5, 1e21, 1e-7, math.MaxFloat64, 5e-324} {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, n float64) {
		if math.IsNaN(n) || math.IsInf(n, 0) {
			t.Skip("no number")
		}
		var back float64
		require.NoError(t, json.Unmarshal(appendFloat(nil, n), &back))
		require.Equal(t, n, back)
	})
}

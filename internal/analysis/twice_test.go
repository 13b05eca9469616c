package analysis

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// estateOf reads applications separated by blanks: a name, then what it provides behind a colon, separated by commas;
// a question mark means that it was planned only, a half that it has some of it: "a:x,y b:x?,y½".
func estateOf(text string) Estate {
	var e Estate
	for word := range strings.FieldsSeq(text) {
		id, provides, _ := strings.Cut(word, ":")
		a := ProvidingApplication{Named: Named{ID: id, Name: id}}
		for what := range strings.FieldsFuncSeq(provides, comma) {
			var p Provided
			p.Properties.Claim = "PASSED_FULL"
			if cut, ok := strings.CutSuffix(what, "?"); ok {
				what, p.Properties.Claim = cut, "PLANNED"
			}
			if cut, ok := strings.CutSuffix(what, "½"); ok {
				what, p.Properties.Claim = cut, "PASSED_PARTIAL"
			}
			p.Node = Named{ID: what, Name: what}
			a.Provides.Edges = append(a.Provides.Edges, p)
		}
		e.Applications = append(e.Applications, a)
	}
	return e
}

func twiceIn(e Estate) []string {
	found := []string{}
	for _, twice := range TwiceIn(e) {
		text := twice.ID + ":"
		for _, a := range twice.Applications {
			text += a.ID
		}
		found = append(found, text)
	}
	return found
}

func TestTwiceIn(t *testing.T) {
	for name, test := range map[string]struct{ estate, want string }{
		"no applications":                {"", ""},
		"two provide the same":           {"a:x b:x", "x:ab"},
		"each provides something else":   {"a:x b:y", ""},
		"what is planned does not count": {"a:x b:x?", ""},
		"some of it counts":              {"a:x b:x½", "x:ab"},
		"three, and another pair":        {"a:x,y b:y,x c:x", "x:abc y:ab"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, strings.Fields(test.want), twiceIn(estateOf(test.estate)))
		})
	}
}

func TestTwiceInARandomEstateIsWhatCountingEveryOneFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(20261124, 2))
	for range 2000 {
		var text strings.Builder
		for a := range r.IntN(5) {
			fmt.Fprintf(&text, "a%d:", a)
			for x := range 4 {
				text.WriteString([]string{"", fmt.Sprintf("x%d,", x), fmt.Sprintf("x%d?,", x), fmt.Sprintf("x%d½,", x)}[r.IntN(4)])
			}
			text.WriteByte(' ')
		}
		e := estateOf(text.String())
		want := []string{}
		for x := range 4 {
			id, by := fmt.Sprintf("x%d", x), ""
			for _, a := range e.Applications {
				for _, p := range a.Provides.Edges {
					if p.Node.ID == id && strings.HasPrefix(p.Properties.Claim, "PASSED") {
						by += a.ID
					}
				}
			}
			if len(by) > len("a0") {
				want = append(want, id+":"+by)
			}
		}
		require.ElementsMatch(t, want, twiceIn(e), text.String())
	}
}

func TestProvidedTwiceReadsWhatTheSchemaNames(t *testing.T) {
	var needs Estate
	require.NoError(t, json.Unmarshal(Written(`{"applications": [
		{"id": "a", "name": "A", "applicationCapabilitiesConnection": {"edges": [{"properties": {"claim": "PASSED_FULL"}, "node": {"id": "x", "name": "X"}}]}},
		{"id": "b", "name": "B", "applicationCapabilitiesConnection": {"edges": [{"properties": {"claim": "PASSED_PARTIAL"}, "node": {"id": "x", "name": "X"}}]}}]}`), &needs))
	require.Equal(t, []map[string]any{{
		"id": "x", "name": "X", "applications": []map[string]any{{"id": "a", "name": "A"}, {"id": "b", "name": "B"}},
	}}, ProvidedTwice(needs))
}

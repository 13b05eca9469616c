package analysis

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func edgesOf(letters, format string) string {
	var edges []string
	for _, c := range letters {
		edges = append(edges, fmt.Sprintf(format, c, c))
	}
	return `{"edges": [` + strings.Join(edges, ",") + `]}`
}

// supplied makes a product: standards its kind and its application capabilities must meet, and those assessed, capital where met.
func supplied(t *testing.T, id, byKind, byCapability, assessed string) (SuppliedApplication, demands) {
	t.Helper()
	const must = `{"node": {"id": "%c", "name": "%c"}}`
	var demanded []mustMeet
	require.NoError(t, json.Unmarshal(Written(`[{"id": "kind", "standardsConnection": `+edgesOf(byKind, must)+`},
		{"id": "capability", "standardsConnection": `+edgesOf(byCapability, must)+`}]`), &demanded))
	d := demands{}
	d.add(demanded)
	var results []string
	for _, c := range assessed {
		result := "PARTIAL"
		if strings.ToUpper(string(c)) == string(c) {
			result = "CONFORMANT"
		}
		results = append(results, fmt.Sprintf(`{"properties": {"conformance": %q}, "node": {"id": %q}}`, result, strings.ToLower(string(c))))
	}
	a := SuppliedApplication{Named: Named{id, id}}
	require.NoError(t, json.Unmarshal(Written(`{"applicationType": {"id": "kind"}, "applicationCapabilities": [{"id": "capability"}],
		"conformsToConnection": {"edges": [`+strings.Join(results, ",")+`]}}`), &a))
	return a, d
}

func TestRandomSuppliersMissWhatCheckingEachStandardFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(20261208, 1))
	letters := func(of string) string {
		text := ""
		for _, c := range of {
			if r.IntN(2) == 0 {
				text += string(c)
			}
		}
		return text
	}
	missed := 0
	for range 1000 {
		byKind, byCapability, assessed := letters("abc"), letters("bcd"), ""
		for _, c := range []string{"a", "b", "c", "d"} {
			assessed += []string{"", c, strings.ToUpper(c)}[r.IntN(3)]
		}
		got := map[string]string{}
		product, demanded := supplied(t, "p", byKind, byCapability, assessed)
		for _, m := range (Supplier{Supplies: []SuppliedApplication{product}}).Missed(demanded) {
			got[m.Standard.ID] += m.Conformance + "."
		}
		for _, c := range []string{"a", "b", "c", "d"} {
			want := ""
			if strings.Contains(byKind+byCapability, c) && !strings.Contains(assessed, strings.ToUpper(c)) {
				if want = "."; strings.Contains(assessed, c) {
					want = "PARTIAL."
				}
				missed++
			}
			require.Equal(t, want, got[c], "%s %s %s", byKind, byCapability, assessed)
		}
	}
	require.Greater(t, missed, 500)
}

func TestSuppliersReadsWhatTheSchemaNames(t *testing.T) {
	needs := `{"organisations": {"nodes": [
		{"id": "g", "name": "Good", "supplies": [{"id": "q", "name": "Q", "applicationType": null, "applicationCapabilities": [], "conformsToConnection": {"edges": []}}]},
		{"id": "n", "name": "On no journey", "supplies": [{"id": "r", "name": "R", "applicationType": null, "applicationCapabilities": [], "conformsToConnection": {"edges": []}}]},
		{"id": "s", "name": "Late", "supplies": [{"id": "p", "name": "P", "applicationType": {"id": "type"}, "applicationCapabilities": [],
			"conformsToConnection": {"edges": [{"properties": {"conformance": "PARTIAL"}, "node": {"id": "d"}}]}}]}]},
		"applicationTypes": {"nodes": [{"id": "type", "standardsConnection": {"edges": [{"node": {"id": "d", "name": "D", "conformanceDate": "2026-01-01"}}]}}]},
		"applicationCapabilities": {"nodes": []},
		"businessCapabilities": {"nodes": [{"id": "m", "applications": [{"id": "p"}]}]},
		"journeys": {"nodes": [
			{"id": "j", "name": "J", "stages": [{"enabledBy": [{"id": "m"}], "touchpoints": []}, {"enabledBy": [], "touchpoints": [{"providedThrough": [{"applications": [{"id": "q"}]}]}]}]},
			{"id": "k", "name": "K", "stages": [{"enabledBy": [], "touchpoints": [{"providedThrough": [{"applications": [{"id": "p"}]}]}]}]}]}}`
	n := func(id, name string) map[string]any { return map[string]any{"id": id, "name": name} }
	answer, err := Suppliers(Written(needs))
	require.NoError(t, err)
	require.Equal(t, map[string]any{
		"supplier": n("s", "Late"), "applications": []map[string]any{n("p", "P")},
		"missed": []map[string]any{{"application": n("p", "P"), "standard": n("d", "D"), "conformance": "PARTIAL", "conformanceDate": "2026-01-01"}},
		"journeys": []map[string]any{
			{"journey": n("j", "J"), "stages": 1, "stagesOnMissed": 1, "of": 2, "share": 0.5, "shareOnMissed": 0.5},
			{"journey": n("k", "K"), "stages": 1, "stagesOnMissed": 1, "of": 1, "share": 1.0, "shareOnMissed": 1.0},
		},
		"why": "Late: 1 standard its products must meet is not known to be met, and 2 journeys rest on those products.",
	}, answer[0])
	require.Len(t, answer, 2, "nobody is named whom no journey rests on")
	require.Equal(t, "Good: every standard its products must meet is known to be met.", answer[1]["why"])
	_, err = Suppliers(Written(`7`))
	require.ErrorContains(t, err, "standing of suppliers")
}

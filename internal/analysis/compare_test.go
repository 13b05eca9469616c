package analysis

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

func TestRandomDifferencesAreWhatLookingForEachInTheOtherFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(20261205, 1))
	list := func() []Compared {
		var all []Compared
		for _, i := range r.Perm(6)[:r.IntN(7)] {
			all = append(all, Compared{Named{string(rune('a' + i)), "name"}, []string{"", "FULL", "PARTIAL"}[r.IntN(3)]})
		}
		return all
	}
	for range 2000 {
		a, b := list(), list()
		d := DifferenceOf(a, b)
		has := func(in []Compared, id string) int {
			return slices.IndexFunc(in, func(c Compared) bool { return c.ID == id })
		}
		for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
			inA, inB := has(a, id), has(b, id)
			require.Equal(t, inA >= 0 && inB >= 0, containsNamed(d.Both, id))
			require.Equal(t, inA >= 0 && inB < 0, containsNamed(d.OnlyA, id))
			require.Equal(t, inA < 0 && inB >= 0, containsNamed(d.OnlyB, id))
			changed := slices.IndexFunc(d.Changed, func(c Change) bool { return c.ID == id })
			require.Equal(t, inA >= 0 && inB >= 0 && a[inA].Says != b[inB].Says, changed >= 0)
			if changed >= 0 {
				require.Equal(t, []string{a[inA].Says, b[inB].Says}, []string{d.Changed[changed].A, d.Changed[changed].B})
			}
		}
	}
}

func TestCompareReadsWhatTheSchemaNames(t *testing.T) {
	n := func(id string) map[string]any { return map[string]any{"id": id, "name": id} }
	some := func(ids ...string) []map[string]any {
		all := []map[string]any{}
		for _, id := range ids {
			all = append(all, n(id))
		}
		return all
	}
	answer, err := Compare(Written(`{"nodes": [
		{"id": "a", "kind": "Application", "name": "a", "claims": {"edges": [{"properties": {"claim": "PASSED_FULL"}, "node": {"id": "x", "name": "x"}}]},
		 "assessed": {"edges": [{"properties": {"conformance": "PARTIAL"}, "node": {"id": "s", "name": "s"}}]}, "technologies": [{"id": "t", "name": "t"}], "sendsTo": []},
		{"id": "b", "kind": "Application", "name": "b", "claims": {"edges": [{"properties": {"claim": "PASSED_PARTIAL"}, "node": {"id": "x", "name": "x"}}]},
		 "assessed": {"edges": []}, "technologies": [], "sendsTo": [{"id": "c", "name": "c"}]}]}`), nil)
	require.NoError(t, err)
	require.Equal(t, map[string]any{"a": n("a"), "b": n("b"), "parts": []map[string]any{
		{"part": "Application capabilities", "both": some("x"), "onlyA": some(), "onlyB": some(), "changed": []map[string]any{{"on": n("x"), "a": "PASSED_FULL", "b": "PASSED_PARTIAL"}}},
		{"part": "Standards", "both": some(), "onlyA": some("s"), "onlyB": some(), "changed": []map[string]any{}},
		{"part": "Technologies", "both": some(), "onlyA": some("t"), "onlyB": some(), "changed": []map[string]any{}},
		{"part": "Applications it sends information to", "both": some(), "onlyA": some(), "onlyB": some("c"), "changed": []map[string]any{}},
	}}, answer)

	regions := Written(`{"nodes": [
		{"id": "a", "kind": "Organisation", "name": "a", "metThere": [{"id": "x", "name": "x"}],
		 "kindsThere": [{"id": "v", "serviceType": {"id": "k", "name": "k"}}, {"id": "w", "serviceType": {"id": "k", "name": "k"}}],
		 "applicationsThere": [{"id": "p", "name": "p", "provided": {"edges": [{"node": {"id": "c", "name": "c"}}]}}]},
		{"id": "b", "kind": "Organisation", "name": "b", "metThere": [], "kindsThere": [], "applicationsThere": []}]}`)
	answer, err = Compare(regions, map[string]any{"journey": "j"})
	require.NoError(t, err)
	only := []any{}
	for _, part := range answer.(map[string]any)["parts"].([]map[string]any) {
		only = append(only, part["onlyA"])
	}
	require.Equal(t, []any{some("x"), some("k"), some("p"), some("c")}, only)

	for title, needs := range map[string]string{
		"one that is not there": `{"nodes": [{"id": "a", "kind": "Journey", "name": "a"}, null]}`,
		"two kinds":             `{"nodes": [{"id": "a", "kind": "Standard", "name": "a"}, {"id": "b", "kind": "Standard", "name": "b"}]}`,
	} {
		_, err = Compare(Written(needs), map[string]any{"a": "a", "b": "b"})
		if title == "two kinds" {
			require.Equal(t, model.BadUserInput, model.CodeOf(err), title)
			continue
		}
		require.Error(t, err, title)
	}
	_, err = Compare(Written(`7`), nil)
	require.ErrorContains(t, err, "comparison needs")
}

package compile_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/plan"
)

func TestConditions(t *testing.T) {
	digital := `channel in []interface {}{"VIDEO", "EMAIL", "SMS", "ONLINE_TRIAGE", "NHS_APP", "WEB"}`
	for title, tc := range map[string]struct{ field, where, want string }{
		"an empty object":              {"journeys", `{}`, `always`},
		"null":                         {"journeys", `null`, `always`},
		"an entry that is null":        {"journeys", `{ name: null, stages: null, and: null, not: null }`, `always`},
		"an empty filter":              {"journeys", `{ name: {} }`, `always`},
		"an operator that is null":     {"journeys", `{ name: { contains: null, in: null, notIn: null, lt: null } }`, `always`},
		"equal to nothing":             {"journeys", `{ owner: { eq: null } }`, `owner = <nil>`},
		"not equal to nothing":         {"journeys", `{ owner: { ne: null } }`, `owner != <nil>`},
		"all operators of one filter":  {"journeys", `{ name: { gte: "a", lt: "m", ne: "b" } }`, `(name != "b" and name < "m" and name >= "a")`},
		"not in":                       {"journeys", `{ name: { notIn: ["a", "b"] } }`, `not name in []interface {}{"a", "b"}`},
		"in nothing":                   {"journeys", `{ name: { in: [] } }`, `name in []interface {}{}`},
		"a single value as a list":     {"journeys", `{ id: { in: 7 } }`, `id in []interface {}{"7"}`},
		"text folded":                  {"journeys", `{ name: { mode: INSENSITIVE, eq: "A", in: ["B"], notIn: ["C"], lt: "D", endsWith: "E" } }`, `(name =~ "A" and name in~ []interface {}{"B"} and name < "D" and name ends with~ "E" and not name in~ []interface {}{"C"})`},
		"nothing is not folded":        {"journeys", `{ owner: { mode: INSENSITIVE, eq: null } }`, `owner = <nil>`},
		"text not folded":              {"journeys", `{ name: { mode: SENSITIVE, startsWith: "A" } }`, `name starts with "A"`},
		"several entries":              {"journeys", `{ owner: { eq: "x" }, name: { eq: "y" } }`, `(name = "y" and owner = "x")`},
		"and of nothing":               {"journeys", `{ and: [] }`, `always`},
		"or of nothing":                {"journeys", `{ or: [] }`, `never`},
		"not of nothing":               {"journeys", `{ not: {} }`, `never`},
		"not never":                    {"journeys", `{ not: { or: [] } }`, `always`},
		"not not":                      {"journeys", `{ not: { not: { name: { eq: "a" } } } }`, `name = "a"`},
		"or with an empty object":      {"journeys", `{ or: [{ name: { eq: "a" } }, {}] }`, `always`},
		"and, or and not":              {"journeys", `{ or: [{ name: { eq: "a" } }, { not: { owner: { eq: "b" } } }], and: { id: { eq: "c" } } }`, `(id = "c" and (name = "a" or not owner = "b"))`},
		"a group":                      {"journeys", `{ source: { publisher: { eq: "NHS" }, url: { ne: null } } }`, `(sourceUrl != <nil> and sourcePublisher = "NHS")`},
		"a list includes":              {"journeys", `{ lifeStages: { includes: WORKING_AGE } }`, `lifeStages has "WORKING_AGE"`},
		"a list includes any":          {"journeys", `{ lifeStages: { includesAny: [WORKING_AGE, OLDER_PEOPLE] } }`, `(lifeStages has "WORKING_AGE" or lifeStages has "OLDER_PEOPLE")`},
		"a list includes any of none":  {"journeys", `{ lifeStages: { includesAny: [] } }`, `never`},
		"a list includes all":          {"journeys", `{ lifeStages: { includesAll: [WORKING_AGE, OLDER_PEOPLE] } }`, `(lifeStages has "WORKING_AGE" and lifeStages has "OLDER_PEOPLE")`},
		"a list includes all of none":  {"journeys", `{ lifeStages: { includesAll: [] } }`, `always`},
		"a list is empty":              {"journeys", `{ lifeStages: { isEmpty: true } }`, `lifeStages empty`},
		"a list is not empty":          {"journeys", `{ lifeStages: { isEmpty: false } }`, `not lifeStages empty`},
		"some and none":                {"journeys", `{ stages: { none: { name: { eq: "a" } }, some: {} } }`, `(some stages(always) and none stages(name = "a"))`},
		"no quantifier":                {"journeys", `{ stages: {} }`, `always`},
		"all of everything":            {"journeys", `{ stages: { all: {} } }`, `always`},
		"single":                       {"journeys", `{ stages: { single: { stageType: { in: [REFER] } } } }`, `single stages(stageType in []interface {}{"REFER"})`},
		"rows with their properties":   {"journeys", `{ stagesConnection: { some: { edge: { order: { lt: 3 } }, node: { name: { eq: "a" } }, or: [{ edge: { order: { eq: 1 } } }, { node: { touchpointsCount: { gt: 1 } } }] } } }`, `some stages(((edge.order = 1 or #touchpoints > 1) and name = "a" and edge.order < 3))`},
		"a count":                      {"journeys", `{ stagesCount: { gte: 2, notIn: [5], ne: null } }`, `(#stages >= 2 and not #stages in []interface {}{5})`},
		"a count is never missing":     {"journeys", `{ stagesCount: { eq: null } }`, `never`},
		"a to-one":                     {"stages", `{ journey: { name: { eq: "a" } } }`, `some journey(name = "a")`},
		"a to-one that is there":       {"businessCapabilities", `{ parent: {} }`, `some parent(always)`},
		"no to-one":                    {"businessCapabilities", `{ not: { parent: {} } }`, `not some parent(always)`},
		"a derived relation":           {"journeys", `{ organisationsCount: { gt: 3 } }`, `#organisations > 3`},
		"a float from a whole number":  {"stages", `{ typicalDays: { lt: 3 } }`, `typicalDays < 3`},
		"digital":                      {"touchpoints", `{ digital: { eq: true } }`, digital},
		"not digital":                  {"touchpoints", `{ digital: { eq: false } }`, "not " + digital},
		"other than digital":           {"touchpoints", `{ digital: { ne: true } }`, "not " + digital},
		"other than not digital":       {"touchpoints", `{ digital: { ne: false } }`, digital},
		"not: not digital":             {"touchpoints", `{ not: { digital: { eq: false } } }`, digital},
		"digital is never missing":     {"touchpoints", `{ digital: { eq: null } }`, `never`},
		"digital is always there":      {"touchpoints", `{ digital: { ne: null } }`, `always`},
		"an abstract kind":             {"touchpoints", `{ providedThrough: { some: { kind: { eq: Service } } } }`, `some providedThrough(kind Service)`},
		"kinds":                        {"touchpoints", `{ providedThrough: { some: { kind: { in: [Service, ServiceType, Service] } } } }`, `some providedThrough(kind ServiceType|Service)`},
		"other kinds":                  {"touchpoints", `{ providedThrough: { some: { kind: { ne: Service, notIn: [Stage] } } } }`, `some providedThrough((not kind Service and not kind Stage))`},
		"no kind":                      {"touchpoints", `{ providedThrough: { some: { kind: { eq: null } } } }`, `some providedThrough(never)`},
		"none of the kinds":            {"touchpoints", `{ providedThrough: { some: { kind: { notIn: [] , ne: null } } } }`, `some providedThrough(always)`},
		"one member of a union":        {"touchpoints", `{ providedThrough: { some: { onService: { level: { eq: LOCAL } } } } }`, `some providedThrough((kind Service and level = "LOCAL"))`},
		"any of one member of a union": {"touchpoints", `{ providedThrough: { some: { onService: {}, name: { eq: "a" } } } }`, `some providedThrough((name = "a" and kind Service))`},
	} {
		t.Run(title, func(t *testing.T) {
			op := mustCompile(t, `{ `+tc.field+`(where: `+tc.where+`) { nodes { id } } }`, nil)
			require.NoError(t, plan.Validate(op.Query))
			require.Equal(t, tc.want, predicateText(op.Query.Roots[0].Where))
		})
	}
}

func TestAWhereObjectMeansTheSameFromAVariable(t *testing.T) {
	where := map[string]any{"stagesConnection": map[string]any{"some": map[string]any{
		"edge": map[string]any{"order": map[string]any{"lt": float64(3)}}, "node": map[string]any{"journey": map[string]any{}},
	}}, "name": map[string]any{"in": "a"}, "or": []any{map[string]any{"owner": map[string]any{"eq": nil}}}}
	op := mustCompile(t, `query($w: JourneyWhere) { journeys(where: $w) { nodes { id } } }`, map[string]any{"w": where})
	require.Equal(t, `(owner = <nil> and name in []interface {}{"a"} and some stages((some journey(always) and edge.order < 3)))`, predicateText(op.Query.Roots[0].Where))
}

func TestAListOverARelationshipWithPropertiesFiltersItsNodes(t *testing.T) {
	op := mustCompile(t, `{ journey(id: "j") { stages(where: { name: { eq: "a" } }) { id } stagesConnection(where: { edge: { order: { eq: 1 } }, not: { node: { name: { eq: "a" } } } }) { nodes { id } } } }`, nil)
	columns := op.Query.Roots[0].Shapes[0].Columns
	require.Equal(t, `name = "a"`, predicateText(columns[0].Select.Where))
	require.Equal(t, `(not name = "a" and edge.order = 1)`, predicateText(columns[1].Select.Where))
}

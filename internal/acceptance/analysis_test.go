package acceptance_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

// The tests below hold computed answers about the shipped journeys to what a person worked out on paper from their files.

// answered asks one operation and gives what stands at a path of keys and indexes, in one execution of the store.
func answered(t *testing.T, query string, path ...any) any {
	t.Helper()
	counting := storetest.Counting(shippedtest.Store(t))
	response := newEngine(t, counting).Do(t.Context(), graph.Request{Query: query, QueriesOnly: true})
	require.Empty(t, response.Errors)
	require.Equal(t, 1, counting.Executions(), "executions of the store")
	var at any
	require.NoError(t, json.Unmarshal(response.Data, &at))
	for _, step := range path {
		switch step := step.(type) {
		case string:
			at = at.(map[string]any)[step]
		case int:
			at = at.([]any)[step]
		}
	}
	return at
}

// all gives the value under a key of each item of a list.
func all(list any, key string) []any {
	values := []any{}
	for _, item := range list.([]any) {
		values = append(values, item.(map[string]any)[key])
	}
	return values
}

func TestUltrasoundIsMetAtThreeScans(t *testing.T) {
	rows := answered(t, `{ journey(id: "journey:maternity") { encounters { rows { id role coverage firstColumn lastColumn metAt { name } } } } }`,
		"journey", "encounters", "rows").([]any)
	for _, row := range rows {
		if row := row.(map[string]any); row["id"] == "business-capability:ultrasound" {
			require.Equal(t, []any{"Dating scan", "20-week scan", "Specialist scan"}, all(row["metAt"], "name"))
			require.Equal(t, []any{"PRIMARY", "FULL", 4.0, 7.0}, []any{row["role"], row["coverage"], row["firstColumn"], row["lastColumn"]})
			return
		}
	}
	require.Fail(t, "no row for ultrasound")
}

func TestTheRouteRoundTheLoopOfTheGPTakesThreeWeeksMore(t *testing.T) {
	// A sign 30, GP 5, watch and come back 28, GP again 5, referral 1, first tests 10, more tests 8, team 4, told 1, decide 6.
	require.InDelta(t, 98.0, answered(t, `{ journey(id: "journey:suspected-cancer") {
		routesBetween(from: SYMPTOM, to: TREATMENT, rounds: 1) { longest { days } } } }`,
		"journey", "routesBetween", "longest", "days"), 0)
}

func TestTheClockOfTreatmentIn31DaysIsTheWaitOfOneStage(t *testing.T) {
	// It starts when treatment is decided on and stops when it begins: one log-normal wait with a median of 6 days and a
	// 90th percentile of 14. Of it, the part up to 31 days is 0.9935.
	path := answered(t, `{ waitingTimeTarget(id: "waiting-time-target:suspected-cancer/treatment-31") {
		targetPath(runs: 100000) { probability medianDays p90Days stages { id } } } }`, "waitingTimeTarget", "targetPath").(map[string]any)
	require.InDelta(t, 0.9935, path["probability"], 0.001)
	require.InDelta(t, 6, path["medianDays"], 0.1)
	require.InDelta(t, 14, path["p90Days"], 0.3)
	require.Equal(t, []any{"stage:suspected-cancer/decide", "stage:suspected-cancer/first-treatment"}, all(path["stages"], "id"))
}

func TestAPersonWithoutAHomeIsNotInvitedToScreening(t *testing.T) {
	// Invitations go by letter and in the NHS App, and both need what a person without a home does not have.
	reach := answered(t, `{ journey(id: "journey:breast-screening") { reach(groups: ["person-group:rough-sleeper"]) {
		reaches why openBy { stage { id } } } } }`, "journey", "reach", 0).(map[string]any)
	require.Equal(t, false, reach["reaches"])
	require.Equal(t, []any{map[string]any{"stage": map[string]any{"id": "stage:breast-screening/invite"}}}, reach["openBy"])
	require.Contains(t, reach["why"], `they get no further than "Invitation", which is only by letter and in the NHS App`)
}

func TestMaternityInLeedsCrossesThreeBoundaries(t *testing.T) {
	// The hospital trust has midwives and bereavement care, the community trust health visitors, a surgery the GP check.
	boundaries := answered(t, `{ journey(id: "journey:maternity") { boundaries(area: "organisation:QWO") {
		crossed crossedOnMostLikelyWay withoutStandard crossings { from { name } to { name } state } } } }`, "journey", "boundaries").(map[string]any)
	require.Equal(t, []any{3.0, 2.0, 3.0}, []any{boundaries["crossed"], boundaries["crossedOnMostLikelyWay"], boundaries["withoutStandard"]})
	require.Equal(t, []any{
		map[string]any{"name": "Health visitor"}, map[string]any{"name": "GP check"}, map[string]any{"name": "Check after a loss"},
	}, all(boundaries["crossings"], "to"))
}

func TestAFeedingPlanIsAskedForAgain(t *testing.T) {
	// The midwife at home and the people who help with feeding both write it down, and nothing is known to support the latter.
	again := answered(t, `{ journey(id: "journey:maternity") { recordOnce { askedAgain { information { id } first { id } again { id } reKeyed } } } }`,
		"journey", "recordOnce", "askedAgain")
	require.Contains(t, again, map[string]any{
		"information": map[string]any{"id": "information-object:feeding-plan"}, "first": map[string]any{"id": "stage:maternity/midwife-at-home"},
		"again": map[string]any{"id": "stage:maternity/feeding-support"}, "reKeyed": false,
	})
}

func TestWithoutTheMaternityRecordOfLeedsOneTrustHasNoMidwives(t *testing.T) {
	// In Leeds the community midwives work with record B alone, so what they do falls with it; with nothing else in the area the
	// journey ends there. Named as a substitute is record A, unless it is on its way out, which it is.
	points := answered(t, `{ journey(id: "journey:maternity") { singlePoints(area: "organisation:QWO") { on { id } kind cuts closes { name } } } }`,
		"journey", "singlePoints").([]any)
	for _, point := range points {
		if point := point.(map[string]any); point["on"].(map[string]any)["id"] == "application:example/maternity-record-b" {
			require.Equal(t, []any{"Application", true}, []any{point["kind"], point["cuts"]})
			require.Contains(t, all(point["closes"], "name"), "Tell a midwife")
			return
		}
	}
	require.Fail(t, "no single point of failure")
}

func TestPlanningAPregnancyRestsOnMaternityRecordA(t *testing.T) {
	loss := answered(t, `{ whatIf(remove: ["application:example/maternity-record-a", "application:nobody"], journey: "journey:maternity") {
		unknown substitutes { by { id } successor } stages { stage { id } closed businessCapabilities { id } } journeysCut { id } } }`, "whatIf").(map[string]any)
	require.Equal(t, []any{"application:nobody"}, loss["unknown"])
	require.Equal(t, []any{map[string]any{"by": map[string]any{"id": "application:example/maternity-record-b"}, "successor": true}}, loss["substitutes"])
	require.Equal(t, map[string]any{
		"stage": map[string]any{"id": "stage:maternity/before-pregnancy"}, "closed": true,
		"businessCapabilities": []any{map[string]any{"id": "business-capability:plan-a-pregnancy"}},
	}, loss["stages"].([]any)[0])
	require.Equal(t, []any{map[string]any{"id": "journey:maternity"}}, loss["journeysCut"])
}

func TestBothMaternityRecordsTakeBookings(t *testing.T) {
	// From the files: A was assessed for booking and contacts in part, B for both in full; only A works with CDA documents.
	parts := answered(t, `{ compare(a: "application:example/maternity-record-a", b: "application:example/maternity-record-b") {
		parts { part both { name } onlyA { name } changed { on { name } a b } } } }`, "compare", "parts").([]any)
	provided, standards := parts[0].(map[string]any), parts[1].(map[string]any)
	require.Equal(t, []any{"Birth notification", "Maternity booking", "Maternity contacts"}, all(provided["both"], "name"))
	require.Contains(t, provided["changed"], map[string]any{"on": map[string]any{"name": "Maternity booking"}, "a": "PASSED_PARTIAL", "b": "PASSED_FULL"})
	require.Equal(t, []any{"CDA documents"}, all(standards["onlyA"], "name"))
}

func TestCancerAndDementiaBothTestAndTell(t *testing.T) {
	// Tests, a second look by those who know most, and the news that it is not: at each of them something is the same on both.
	run := answered(t, `{ sharedRun(a: "journey:suspected-cancer", b: "journey:dementia") { length steps { a { name } b { name } } } }`, "sharedRun").(map[string]any)
	require.InDelta(t, 3.0, run["length"], 0)
	require.Equal(t, map[string]any{"a": map[string]any{"name": "First tests"}, "b": map[string]any{"name": "Blood tests and scan"}}, run["steps"].([]any)[0])
}

func TestTheNationalSupplierMissesNothing(t *testing.T) {
	suppliers := answered(t, `{ suppliers { supplier { id } missed { standard { id } } } }`, "suppliers").([]any)
	last := suppliers[len(suppliers)-1].(map[string]any)
	require.Equal(t, map[string]any{"id": "organisation:X26"}, last["supplier"])
	require.Empty(t, last["missed"])
}

func TestNoApplicationToKeepCouldGo(t *testing.T) {
	// Give health advice is met on most journeys, and what to keep is enough for it and everything else that has support.
	fewest := answered(t, `{ fewestApplications { exact keep { id } spare { id } unsupported { id } } businessCapabilities(where: { journeysCount: { gt: 0 }, applicationsCount: { gt: 0 } }, first: 1000) {
		nodes { id applications { id } } } }`).(map[string]any)
	set := fewest["fewestApplications"].(map[string]any)
	require.Equal(t, true, set["exact"])
	keep := all(set["keep"], "id")
	supported := func(without any) bool {
		for _, node := range fewest["businessCapabilities"].(map[string]any)["nodes"].([]any) {
			some := false
			for _, id := range all(node.(map[string]any)["applications"], "id") {
				for _, kept := range keep {
					some = some || kept == id && kept != without
				}
			}
			if !some {
				return false
			}
		}
		return true
	}
	require.True(t, supported(nil))
	for _, id := range keep {
		require.False(t, supported(id), "%v could go", id)
	}
}

package acceptance_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/library"
)

// asked are the questions that users of such a catalogue were found to ask, each under the name of its directory. That each is
// one operation and one execution, with a golden, is tested for the whole library; export is a command.
var asked = []string{
	"journey-map", "stage-chain", "touchpoints", "handoffs-along-the-way", "nhs-app-reach", "digital-only-stages", "shared-capabilities",
	"capability-impact", "stages-without-capability", "unrealised-capabilities", "compare-regions", "services-without-application",
	"standard-conformance", "stage-standards", "product-coverage", "compare-products", "single-points-of-failure", "duplicate-applications",
	"recorded-twice", "read-before-recorded", "handoffs-without-standard", "deprecated-dependencies", "routes", "inside-the-clock", "orphans",
	"gaps-by-person-group", "heat-map", "changes-since", "provenance", "find", "supplier-coverage", "investment-signals",
	"supplier-accountability", "principles",
}

func TestEveryQuestionThatUsersAskIsInTheLibrary(t *testing.T) {
	require.Len(t, asked, 34, "all but the export")
	byName := map[string]library.Question{}
	for _, question := range questions(t) {
		byName[question.Name] = question
	}
	for _, name := range asked {
		require.Contains(t, byName, name)
		require.NotEmpty(t, byName[name].AskedBy, name)
	}
}

package journeys_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/journeys"
)

// rows reads a shipped table without its header.
func rows(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := journeys.FS.Open(file)
	require.NoError(t, err)
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	return all[1:]
}

func TestShippedOrganisationsAreAllThatThePublishedListHas(t *testing.T) {
	require.Len(t, rows(t, "organisations/regions.csv"), 7)
	require.Len(t, rows(t, "organisations/integrated-care-boards.csv"), 42)
	require.Len(t, rows(t, "organisations/trusts.csv"), 242)
}

func TestThirtyThreeTrustsLieInMoreThanOneIntegratedCareBoard(t *testing.T) {
	boards := map[string]int{}
	for _, link := range rows(t, "organisations/in-geography-of.csv") {
		if !strings.HasPrefix(link[1], "organisation:Y") {
			boards[link[0]]++
		}
	}
	several := 0
	for _, n := range boards {
		if n > 1 {
			several++
		}
	}
	require.Len(t, boards, 207)
	require.Equal(t, 33, several)
}

func TestShippedCatalogueIsAllThatThePublishedListHas(t *testing.T) {
	require.Len(t, rows(t, "gp-it/application-capabilities.csv"), 46)
	require.Len(t, rows(t, "gp-it/standards.csv"), 67)
	require.Len(t, rows(t, "gp-it/applies-to.csv"), 600)
}

package diagram_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

// smallestWords is the size in pixels of the smallest words of a map.
const smallestWords = 12

func TestTheFirstSlideOfEveryShippedJourneyShowsAllStagesAndCanBeRead(t *testing.T) {
	first := []diagram.Lane{diagram.LanePhase, diagram.LaneLine, diagram.LaneExit, diagram.LaneStage, diagram.LaneDigital, diagram.LaneOther}
	for _, id := range all(t) {
		j := shipped(t, id)
		s := diagram.FirstSlide(j)
		require.Empty(t, append(clashes(s), crossings(s)...), id)
		stages := 0
		for _, b := range s.Boxes {
			require.Contains(t, first, b.Lane, "%s: %s is on the first slide", id, b.Lane.Name())
			if b.Lane == diagram.LaneStage {
				stages++
			}
		}
		require.Equal(t, len(j.Stages), stages, id)
		points := smallestWords * min(960/float64(s.Width), 540/float64(s.Height)) // a slide is 960 by 540 points
		require.Greater(t, points, 5.5, "%s: words of %.1f points", id, points)
	}
}

func TestAKindOfOrganisationHasOneTintOnMostMaps(t *testing.T) {
	seen := map[string][]int{}
	for _, id := range all(t) {
		tints := diagram.Tints(shipped(t, id))
		var used []int
		for kind, tint := range tints {
			seen[kind] = append(seen[kind], tint)
			used = append(used, tint)
		}
		slices.Sort(used)
		require.Len(t, slices.Compact(used), len(tints), "%s: no two kinds look alike while there are tints", id)
	}
	for _, kind := range []string{"nhs-trust", "gp-practice", "national-body"} {
		list := seen["organisation-type:"+kind]
		require.Greater(t, len(list), 3)
		require.Equal(t, slices.Repeat(list[:1], len(list)), list, "%s has one tint", kind)
	}
}

func TestTheKeyOfASlideCountsWhatIsOnIt(t *testing.T) {
	for _, id := range all(t) {
		j := shipped(t, id)
		gaps, exits := 0, 0
		for _, s := range diagram.Sheets(j, diagram.Links{}) {
			if strings.HasSuffix(s.Title, "what people meet") {
				gaps += inKey(t, s, "gap")
				exits += inKey(t, s, "leads to another journey")
			}
		}
		require.Equal(t, j.Counts().Gaps, gaps, id)
		require.Equal(t, len(j.Exits), exits, id)
	}
}

// inKey gives how many the key of a scene says there are of something, 0 where it does not speak of it.
func inKey(t *testing.T, s *diagram.Scene, what string) int {
	t.Helper()
	for _, at := range drawn(s) {
		if at.text == nil {
			continue
		}
		if number, found := strings.CutPrefix(at.text.S, what+" ("); found {
			n, err := strconv.Atoi(strings.TrimSuffix(number, ")"))
			require.NoError(t, err)
			return n
		}
	}
	return 0
}

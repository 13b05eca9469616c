package analysis

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// journeyOf reads stages separated by blanks: a name, then where it leads behind a colon, separated by commas. An
// exclamation mark makes a way a loop, a > leads to another journey: "a:b,c b:a! c:>other".
func journeyOf(text string) Journey {
	var j Journey
	for word := range strings.FieldsSeq(text) {
		id, ways, _ := strings.Cut(word, ":")
		s := Stage{ID: id}
		for _, to := range strings.FieldsFunc(ways, func(r rune) bool { return r == ',' }) {
			if other, leads := strings.CutPrefix(to, ">"); leads {
				s.LeadsTo = append(s.LeadsTo, Ref{other})
				continue
			}
			var w Way
			w.Node.ID, w.Properties.Loop = strings.CutSuffix(to, "!")
			s.Next.Edges = append(s.Next.Edges, w)
		}
		j.Stages = append(j.Stages, s)
	}
	return j
}

func TestShapeOf(t *testing.T) {
	for name, test := range map[string]struct {
		journey string
		want    Shape
	}{
		"no stages":                                      {"", Shape{}},
		"one stage":                                      {"a", Shape{Stages: 1, Starts: 1, Ends: 1}},
		"a straight line":                                {"a:b b:c c", Shape{Stages: 3, Starts: 1, Ends: 1}},
		"a branch that comes together again":             {"a:b,c b:d c:d d", Shape{Stages: 4, Branches: 1, Starts: 1, Ends: 1}},
		"a way back that is marked":                      {"a:b b:a!,c c", Shape{Stages: 3, Loops: 1, Starts: 1, Ends: 1}},
		"a way back that is not marked":                  {"a:b b:a,c c", Shape{Stages: 3, Loops: 1, Starts: 1, Ends: 1}},
		"a stage that leads to itself":                   {"a:a,b b", Shape{Stages: 2, Loops: 1, Starts: 1, Ends: 1}},
		"nothing but a stage that leads to itself":       {"a:a", Shape{Stages: 1, Loops: 1, Starts: 1, Ends: 1}},
		"a circle of all stages":                         {"a:b b:c c:a", Shape{Stages: 3, Loops: 1, Starts: 1, Ends: 1}},
		"two circles that share a stage":                 {"a:b b:a,c c:b", Shape{Stages: 3, Loops: 2, Starts: 1, Ends: 1}},
		"a way against the order without a way back":     {"a b:a", Shape{Stages: 2, Starts: 1, Ends: 1}},
		"a marked way forwards":                          {"a:b! b", Shape{Stages: 2, Loops: 1, Starts: 2, Ends: 2}},
		"stages that hang together with nothing":         {"a:b b c:d d e", Shape{Stages: 5, Starts: 3, Ends: 3}},
		"another journey is a way on":                    {"a:b b:>x", Shape{Stages: 2, Starts: 1}},
		"another journey and a stage make a branch":      {"a:b,>x b", Shape{Stages: 2, Branches: 1, Starts: 1, Ends: 1}},
		"a stage of another journey is a way on":         {"a:b b:elsewhere", Shape{Stages: 2, Starts: 1}},
		"a loop to a stage of another journey is none":   {"a:elsewhere!", Shape{Stages: 1, Loops: 1, Starts: 1, Ends: 1}},
		"several ways on and a loop from the same stage": {"a:b b:c,d,a! c d", Shape{Stages: 4, Branches: 1, Loops: 1, Starts: 1, Ends: 2}},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, test.want, ShapeOf(journeyOf(test.journey))) })
	}
}

// slowShape does what ShapeOf does by asking for every pair of stages whether one can be reached from the other.
func slowShape(j Journey) Shape {
	n := len(j.Stages)
	place := map[string]int{}
	for i, s := range j.Stages {
		place[s.ID] = i
	}
	reach := make([][]bool, n)
	for i := range reach {
		reach[i] = make([]bool, n)
		reach[i][i] = true
		for _, w := range j.Stages[i].Next.Edges {
			if to, ok := place[w.Node.ID]; ok && !w.Properties.Loop {
				reach[i][to] = true
			}
		}
	}
	for k := range n {
		for i := range n {
			for k2 := range n {
				reach[i][k2] = reach[i][k2] || reach[i][k] && reach[k][k2]
			}
		}
	}
	on, into := make([]int, n), make([]int, n)
	shape := Shape{Stages: n}
	for i, s := range j.Stages {
		on[i] = len(s.LeadsTo)
		for _, w := range s.Next.Edges {
			to, ok := place[w.Node.ID]
			switch {
			case w.Properties.Loop, ok && to <= i && reach[to][i]:
				shape.Loops++
			case ok:
				on[i]++
				into[to]++
			default:
				on[i]++
			}
		}
	}
	for i := range n {
		shape.Branches += count(on[i] > 1)
		shape.Ends += count(on[i] == 0)
		shape.Starts += count(into[i] == 0)
	}
	return shape
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

func TestShapeOfRandomJourneysIsWhatTheSlowWayFinds(t *testing.T) {
	const seed = 20261123
	r := rand.New(rand.NewPCG(seed, 1))
	for i := range 3000 {
		j := randomJourney(r)
		require.Equal(t, slowShape(j), ShapeOf(j), "seed %d, journey %d: %+v", seed, i, j)
	}
}

func randomJourney(r *rand.Rand) Journey {
	var text strings.Builder
	n := r.IntN(9)
	for i := range n {
		fmt.Fprintf(&text, "s%d:", i)
		for to := range n + 1 { // one more than there are: a stage elsewhere
			switch r.IntN(5 * (1 + r.IntN(2))) {
			case 0:
				fmt.Fprintf(&text, "s%d,", to)
			case 1:
				if r.IntN(4) == 0 {
					fmt.Fprintf(&text, "s%d!,", to)
				}
			}
		}
		if r.IntN(6) == 0 {
			text.WriteString(">other")
		}
		text.WriteByte(' ')
	}
	return journeyOf(text.String())
}

func TestAJourneyWithoutLoopsHasAStartAndAnEnd(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 1000 {
		j := randomJourney(r)
		if shape := ShapeOf(j); len(j.Stages) > 0 {
			require.Positive(t, shape.Starts, "taking loops away leaves no circle: %+v", j)
		}
	}
}

func TestALongJourneyDoesNotExhaustTheStack(t *testing.T) {
	var j Journey
	for i := range 200_000 {
		s := Stage{ID: strconv.Itoa(i)}
		s.Next.Edges = []Way{{Node: Ref{strconv.Itoa(i + 1)}}}
		j.Stages = append(j.Stages, s)
	}
	j.Stages[len(j.Stages)-1].Next.Edges[0].Node.ID = "0"
	require.Equal(t, Shape{Stages: 200_000, Loops: 1, Starts: 1, Ends: 1}, ShapeOf(j))
}

func TestJourneyShapeReadsItsNeeds(t *testing.T) {
	got, err := JourneyShape(Written(`{"stages":[
		{"id":"a","stageType":"CONSULT","nextConnection":{"edges":[{"properties":{"loop":false},"node":{"id":"b"}}]},"leadsTo":[]},
		{"id":"b","stageType":"TREATMENT","nextConnection":{"edges":[{"properties":{"loop":true},"node":{"id":"a"}}]},"leadsTo":[{"id":"x"}]}]}`))
	require.NoError(t, err)
	require.Equal(t, map[string]any{"stages": 2, "branches": 0, "loops": 1, "starts": 1, "ends": 0}, got)

	_, err = JourneyShape(Written(`{"stages":7}`))
	require.ErrorContains(t, err, "shape of a journey")
}

package analysis

import (
	"cmp"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

const (
	mostRounds = 20
	mostNodes  = 20_000 // stages, each after every number of rounds of every loop
)

// newRounds gives the ways of a journey where people go round each loop up to so many times. Every combination of
// rounds so far is a layer of its own with all stages in it: a way on stays in its layer, a way back leads to the layer
// with one round more. The first nodes are the stages before any loop.
func newRounds(j RoutedJourney, rounds int) (*shares, error) {
	if rounds == 0 {
		return newShares(j), nil
	}
	flat, loops := newLoops(j, true)
	n, layers := len(j.Stages), 1
	for range loops {
		if layers *= rounds + 1; layers*n > mostNodes {
			return nil, model.Errorf(model.LimitExceeded,
				"This journey has %d loops: there are too many ways to go round them up to %d times. Ask for fewer rounds.", len(loops), rounds)
		}
	}
	s := &shares{journey: j, at: make([]int, layers*n), ways: make([][]sharedWay, layers*n)}
	inLayer := make([]int, layers) // rounds gone in each layer, all loops together
	for layer := range layers {
		base := layer * n
		for stage := range n {
			s.at[base+stage] = stage
			for _, w := range flat.ways[stage] {
				s.ways[base+stage] = append(s.ways[base+stage], sharedWay{base + w.to, w.share})
			}
		}
		digits, step := layer, 1
		for _, l := range loops {
			gone := digits % (rounds + 1)
			inLayer[layer] += gone
			if gone < rounds {
				s.ways[base+l.from] = append(s.ways[base+l.from], sharedWay{base + step*n + l.way.to, l.way.share})
			}
			digits, step = digits/(rounds+1), step*(rounds+1)
		}
	}
	byRounds := make([]int, layers)
	for i := range byRounds {
		byRounds[i] = i
	}
	slices.SortStableFunc(byRounds, func(a, b int) int { return cmp.Compare(inLayer[a], inLayer[b]) })
	for _, layer := range byRounds {
		for _, stage := range flat.order {
			s.order = append(s.order, layer*n+stage)
		}
	}
	return s, nil
}

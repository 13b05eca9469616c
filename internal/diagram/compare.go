package diagram

import (
	"fmt"
	"strconv"
)

// Comparison is two journeys laid over each other: what only the first has, what only the second has, and how much is the
// same.
type Comparison struct {
	A, B   *Journey
	Stages []ComparedStage

	lanes   []Lane   // that are laid over each other
	on      *Journey // where A and B are areas on one journey: that
	neither int      // business capabilities that neither area has
}

// ComparedStage is a stage of one journey or of both.
type ComparedStage struct {
	A, B  *Stage // nil where the journey has no such stage
	Lanes []ComparedLane
}

// ComparedLane is what a lane has at a stage.
type ComparedLane struct {
	Lane         Lane
	OnlyA, OnlyB []Ref
	Same         int
}

// comparedLanes are the lanes that are laid over each other, from top to bottom.
var comparedLanes = []Lane{LaneDigital, LaneOther, LaneBusiness, LaneService, LaneOrganisation, LaneApplication, LaneStandard}

// Compare lays two journeys over each other. Stages are matched in their order by name or else by type, so that as many
// as possible have a partner.
func Compare(a, b *Journey) *Comparison {
	c := &Comparison{A: a, B: b, lanes: comparedLanes}
	for _, pair := range matched(a.Stages, b.Stages) {
		var inA, inB *Stage
		if pair[0] >= 0 {
			inA = &a.Stages[pair[0]]
		}
		if pair[1] >= 0 {
			inB = &b.Stages[pair[1]]
		}
		c.add(inA, inB)
	}
	return c
}

// add lays two stages over each other, of which one may be missing.
func (c *Comparison) add(a, b *Stage) {
	s := ComparedStage{A: a, B: b}
	for _, lane := range c.lanes {
		s.Lanes = append(s.Lanes, comparedLane(lane, a, b))
	}
	c.Stages = append(c.Stages, s)
}

// matched pairs the stages of two journeys without changing their order: of all ways to do so, one with the most that
// stages have in common. Each pair has the places of its stages, -1 where there is none.
func matched(a, b []Stage) [][2]int {
	common := func(x, y *Stage) int {
		switch {
		case x.Name == y.Name:
			return 3
		case x.Type == y.Type:
			return 2
		}
		return 0
	}
	best := make([][]int, len(a)+1)
	for i := range best {
		best[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for k := len(b) - 1; k >= 0; k-- {
			best[i][k] = max(best[i+1][k], best[i][k+1])
			if n := common(&a[i], &b[k]); n > 0 {
				best[i][k] = max(best[i][k], n+best[i+1][k+1])
			}
		}
	}
	var pairs [][2]int
	for i, k := 0, 0; i < len(a) || k < len(b); {
		switch {
		case i < len(a) && k < len(b) && common(&a[i], &b[k]) > 0 && best[i][k] == common(&a[i], &b[k])+best[i+1][k+1]:
			pairs = append(pairs, [2]int{i, k})
			i, k = i+1, k+1
		case i < len(a) && (k == len(b) || best[i][k] == best[i+1][k]):
			pairs = append(pairs, [2]int{i, -1})
			i++
		default:
			pairs = append(pairs, [2]int{-1, k})
			k++
		}
	}
	return pairs
}

// comparedLane tells what of a lane only one of two stages has.
func comparedLane(lane Lane, a, b *Stage) ComparedLane {
	inA, inB := lane.things(a), lane.things(b)
	l := ComparedLane{Lane: lane}
	for _, n := range inA.list {
		if inB.seen[n.ID] {
			l.Same++
		} else {
			l.OnlyA = append(l.OnlyA, n)
		}
	}
	for _, n := range inB.list {
		if !inA.seen[n.ID] {
			l.OnlyB = append(l.OnlyB, n)
		}
	}
	return l
}

// things gives what a lane has at a stage, each once.
func (l Lane) things(s *Stage) *refs {
	found := &refs{}
	if s == nil {
		return found
	}
	switch l {
	case LaneDigital, LaneOther:
		for _, name := range s.channels(l == LaneDigital) {
			found.add(&Ref{ID: name, Name: name})
		}
	case LaneBusiness:
		found.addAll(s.Main)
		found.addAll(s.Supporting)
	default:
		found.addAll(l.pick(s))
	}
	return found
}

// Mark is how a stage or a thing differs.
type Mark int

// The marks.
const (
	Same    Mark = iota // in both
	Changed             // in both, and not the same
	OnlyA
	OnlyB
)

// Mark tells how a stage differs.
func (s *ComparedStage) Mark() Mark {
	switch {
	case s.B == nil:
		return OnlyA
	case s.A == nil:
		return OnlyB
	}
	for _, l := range s.Lanes {
		if len(l.OnlyA)+len(l.OnlyB) > 0 {
			return Changed
		}
	}
	if s.A.Name != s.B.Name {
		return Changed
	}
	return Same
}

// counts counts stages by mark, and things that only one journey has at a stage of both.
func (c *Comparison) counts() (stages [4]int, things [4]int) {
	for i := range c.Stages {
		s := &c.Stages[i]
		stages[s.Mark()]++
		for _, l := range s.Lanes {
			things[Same] += l.Same
			things[OnlyA] += len(l.OnlyA)
			things[OnlyB] += len(l.OnlyB)
		}
	}
	return stages, things
}

// Summary is the comparison in figures.
func (c *Comparison) Summary() string {
	stages, things := c.counts()
	if c.on != nil {
		return fmt.Sprintf("%d stages differ, %d are the same. At all stages: %s only in %s, %s only in %s, %d in both; %s in neither. Services run for the whole country are in both.",
			stages[Changed], stages[Same], count(things[OnlyA], "thing", "things"), c.A.Name, count(things[OnlyB], "thing", "things"), c.B.Name, things[Same],
			count(c.neither, "business capability", "business capabilities"))
	}
	return fmt.Sprintf("%s only in %s, %s only in %s, %d changed, %d the same. At all stages: %s only in the first, %s only in the second, %d in both.",
		count(stages[OnlyA], "stage", "stages"), c.A.Name, count(stages[OnlyB], "stage", "stages"), c.B.Name, stages[Changed], stages[Same],
		count(things[OnlyA], "thing", "things"), count(things[OnlyB], "thing", "things"), things[Same])
}

// About says what the comparison shows and where it comes from.
func (c *Comparison) About() About {
	if c.on != nil {
		a := about("compare", c.title(), c.A.Status(), map[string]any{"journey": c.on.ID, "first": c.A.ID, "second": c.B.ID})
		a.Question = areasQuestion
		return a
	}
	a := about("compare", c.title(), c.A.Status(), map[string]any{"journey": c.A.ID, "with": c.B.ID})
	a.Question = "journey-picture"
	return a
}

func (c *Comparison) title() string {
	title := c.A.Name + " and " + c.B.Name
	if c.on != nil {
		title = c.on.Name + ": " + title
	}
	return title
}

// words says how something differs.
func (c *Comparison) words(m Mark) string {
	return [...]string{"in both", "changed", "only in " + c.A.Name, "only in " + c.B.Name}[m]
}

// tables gives the differences as rows of a stage, a lane and a thing.
func (c *Comparison) tables() []sheet {
	rows := [][]string{{"place", c.A.Name, c.B.Name, "lane", "what", "difference"}}
	for i := range c.Stages {
		s := &c.Stages[i]
		place, a, b := strconv.Itoa(i+1), "", ""
		if s.A != nil {
			a = s.A.Name
		}
		if s.B != nil {
			b = s.B.Name
		}
		rows = append(rows, []string{place, a, b, "Stage", "", c.words(s.Mark())})
		for _, l := range s.Lanes {
			for _, n := range l.OnlyA {
				rows = append(rows, []string{place, a, b, l.Lane.Name(), n.Name, c.words(OnlyA)})
			}
			for _, n := range l.OnlyB {
				rows = append(rows, []string{place, a, b, l.Lane.Name(), n.Name, c.words(OnlyB)})
			}
			if l.Same > 0 {
				rows = append(rows, []string{place, a, b, l.Lane.Name(), strconv.Itoa(l.Same), c.words(Same)})
			}
		}
	}
	return []sheet{{name: "Differences", rows: rows}}
}

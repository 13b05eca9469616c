package analysis

// graph is the stages of a journey by their place in it, and the ways between them that are not marked as loops.
type graph struct {
	place map[string]int
	ways  [][]int
}

func newGraph(j Journey) *graph {
	g := &graph{place: make(map[string]int, len(j.Stages)), ways: make([][]int, len(j.Stages))}
	for i, s := range j.Stages {
		g.place[s.ID] = i
	}
	for i, s := range j.Stages {
		for _, w := range s.Next.Edges {
			if to, inside := g.place[w.Node.ID]; inside && !w.Properties.Loop {
				g.ways[i] = append(g.ways[i], to)
			}
		}
	}
	return g
}

// circles numbers the stages so that two have the same number exactly where each can be reached from the other (the
// strongly connected components, found as Tarjan does). It keeps its own stack: journeys come from files, and a long
// one must not exhaust the stack of the program.
func (g *graph) circles() []int {
	n := len(g.ways)
	s := &search{g: g, seen: make([]int, n), low: make([]int, n), circle: make([]int, n)}
	for i := range n {
		s.circle[i] = -1
	}
	for i := range n {
		if s.seen[i] == 0 {
			s.from(i)
		}
	}
	return s.circle
}

// search is the state of one walk through the whole graph.
type search struct {
	g      *graph
	seen   []int // when a stage was first seen, 0 for never
	low    []int // the earliest stage on the stack that can be reached
	circle []int // number of the circle, -1 while unknown
	stack  []int // stages seen whose circle is unknown
	clock  int
	found  int
}

// visit is a stage on the way walked, and which of its ways comes next.
type visit struct{ stage, next int }

func (s *search) enter(stage int) visit {
	s.clock++
	s.seen[stage], s.low[stage] = s.clock, s.clock
	s.stack = append(s.stack, stage)
	return visit{stage: stage}
}

func (s *search) from(start int) {
	walk := []visit{s.enter(start)}
	for len(walk) > 0 {
		top := &walk[len(walk)-1]
		if top.next < len(s.g.ways[top.stage]) {
			to := s.g.ways[top.stage][top.next]
			top.next++
			switch {
			case s.seen[to] == 0:
				walk = append(walk, s.enter(to))
			case s.circle[to] < 0:
				s.low[top.stage] = min(s.low[top.stage], s.seen[to])
			}
			continue
		}
		walk = walk[:len(walk)-1]
		if s.low[top.stage] == s.seen[top.stage] {
			s.leave(top.stage)
		}
		if len(walk) > 0 {
			parent := walk[len(walk)-1].stage
			s.low[parent] = min(s.low[parent], s.low[top.stage])
		}
	}
}

// leave gives a number to the circle that begins at the stage.
func (s *search) leave(stage int) {
	for {
		last := s.stack[len(s.stack)-1]
		s.stack = s.stack[:len(s.stack)-1]
		s.circle[last] = s.found
		if last == stage {
			break
		}
	}
	s.found++
}

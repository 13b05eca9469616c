package analysis

import (
	"fmt"
)

// Journey is what the shape of a journey is worked out from, as the schema names it for Journey.shape. Stages come in
// the order of the journey.
type Journey struct {
	Stages []Stage `json:"stages"`
}

// Stage is a step of a Journey and the ways on from it.
type Stage struct {
	ID   string `json:"id"`
	Next struct {
		Edges []Way `json:"edges"`
	} `json:"nextConnection"`
	LeadsTo []Ref `json:"leadsTo"` // other journeys
}

// Way leads from a stage to another one.
type Way struct {
	Properties struct {
		Loop bool `json:"loop"`
	} `json:"properties"`
	Node Ref `json:"node"`
}

// Ref is a node by its id.
type Ref struct {
	ID string `json:"id"`
}

// Shape is how the stages of a journey hang together. A way is a loop where the graph says so, and where it leads to
// the same or an earlier stage from which one can come back to its start. All other ways, and every other journey a
// stage leads to, are ways on.
type Shape struct {
	Stages   int
	Branches int // stages with more than one way on
	Loops    int
	Starts   int // stages that no way on leads into
	Ends     int // stages without a way on
}

// Fields gives the shape under the names of the schema.
func (s Shape) Fields() map[string]any {
	return map[string]any{"stages": s.Stages, "branches": s.Branches, "loops": s.Loops, "starts": s.Starts, "ends": s.Ends}
}

// JourneyShape answers Journey.shape from its needs.
func JourneyShape(needs Needs) (map[string]any, error) {
	var j Journey
	if err := needs.Into(&j); err != nil {
		return nil, fmt.Errorf("read what the shape of a journey needs: %w", err)
	}
	return ShapeOf(j).Fields(), nil
}

// ShapeOf works out how the stages of a journey hang together.
func ShapeOf(j Journey) Shape {
	g := newGraph(j)
	circles := g.circles()
	shape := Shape{Stages: len(j.Stages)}
	led := make([]bool, len(j.Stages))
	for from, s := range j.Stages {
		on := len(s.LeadsTo)
		for _, w := range s.Next.Edges {
			to, inside := g.place[w.Node.ID]
			if w.Properties.Loop || inside && to <= from && circles[to] == circles[from] {
				shape.Loops++
				continue
			}
			on++
			if inside {
				led[to] = true
			}
		}
		if on == 0 {
			shape.Ends++
		}
		if on > 1 {
			shape.Branches++
		}
	}
	for _, into := range led {
		if !into {
			shape.Starts++
		}
	}
	return shape
}

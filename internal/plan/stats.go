package plan

import "github.com/carejourney/carejourney/internal/model"

// Statistics is what a graph can say about itself, quickly, so that a plan can start where there is least to look at.
// Numbers may be a little out of date.
type Statistics interface {
	// Nodes gives how many nodes of the kind there are.
	Nodes(k *model.Kind) float64
	// Matching gives how many nodes of the kind satisfy the comparison with the value, and false where no index
	// could find them.
	Matching(k *model.Kind, c Compare, value any) (float64, bool)
	// Found gives at least how many nodes match the search text.
	Found(text string) float64
	// Degree gives how many relationships of the type a node of the kind starts (out) or ends, on average.
	Degree(k *model.Kind, t *model.Relationship, out bool) float64
	// DegreeOf gives how many relationships of the type the node with that id starts (out) or ends, 0 for no node.
	DegreeOf(id string, t *model.Relationship, out bool) float64
}

// after gives the kinds one step away.
func after(step model.Step, from []*model.Kind) []*model.Kind {
	var next []*model.Kind
	for _, t := range step.Types {
		for _, pair := range t.Pairs {
			start, end := pair.From, pair.To
			if !step.Out {
				start, end = end, start
			}
			if hasKind(from, start) && !hasKind(next, end) {
				next = append(next, end)
			}
		}
	}
	return next
}

func hasKind(kinds []*model.Kind, k *model.Kind) bool {
	for _, other := range kinds {
		if other == k {
			return true
		}
	}
	return false
}

// walked estimates how far a path leads.
type walked struct {
	rows, cost float64
	kinds      []*model.Kind
}

// estimatePath estimates the nodes reached from so many nodes of the kinds. Where the nodes are known by id, the first
// step counts what they really have.
func estimatePath(path model.Path, rows float64, kinds []*model.Kind, ids []string, st Statistics) walked {
	var all walked
	for _, way := range path.Ways {
		at := walked{rows: rows, kinds: kinds}
		for i, step := range way {
			known := ids
			if i > 0 {
				known = nil
			}
			at = estimateStep(step, at, known, st)
		}
		all.rows += at.rows
		all.cost += at.cost
		for _, k := range at.kinds {
			if !hasKind(all.kinds, k) {
				all.kinds = append(all.kinds, k)
			}
		}
	}
	all.rows = min(all.rows, total(all.kinds, st))
	return all
}

// Ahead estimates how many nodes and relationships are looked at to take the first steps of a way from one node of the
// kinds: none of them, one, two, and so on.
func Ahead(way model.Way, kinds []*model.Kind, st Statistics) []float64 {
	at, costs := walked{rows: 1, kinds: kinds}, make([]float64, 1, len(way)+1)
	for _, step := range way {
		at = estimateStep(step, at, nil, st)
		costs = append(costs, at.cost)
	}
	return costs
}

// Reached estimates how many nodes are at the end of a way from so many nodes of the kinds.
func Reached(way model.Way, rows float64, kinds []*model.Kind, st Statistics) float64 {
	return estimatePath(model.Path{Ways: []model.Way{way}}, rows, kinds, nil, st).rows
}

// longestRepeat bounds how often an estimate repeats a step; hierarchies are rarely deeper.
const longestRepeat = 6

func estimateStep(step model.Step, from walked, ids []string, st Statistics) walked {
	next := walked{kinds: after(step, from.kinds), cost: from.cost}
	next.rows = min(stepRows(step, from, ids, st), total(next.kinds, st))
	next.cost += next.rows
	if step.Repeat == model.Once {
		return next
	}
	frontier := next
	for i := 1; i < longestRepeat && frontier.rows >= 0.5; i++ {
		frontier.kinds = after(step, frontier.kinds)
		frontier.rows = min(stepRows(step, frontier, nil, st), total(frontier.kinds, st))
		next.rows += frontier.rows
		next.cost += frontier.rows
		for _, k := range frontier.kinds {
			if !hasKind(next.kinds, k) {
				next.kinds = append(next.kinds, k)
			}
		}
	}
	if step.Repeat == model.ZeroOrMore {
		next.rows += from.rows
		for _, k := range from.kinds {
			if !hasKind(next.kinds, k) {
				next.kinds = append(next.kinds, k)
			}
		}
	}
	next.rows = min(next.rows, total(next.kinds, st))
	return next
}

func stepRows(step model.Step, from walked, ids []string, st Statistics) float64 {
	rows := 0.0
	for _, t := range step.Types {
		if ids != nil {
			for _, id := range ids {
				rows += st.DegreeOf(id, t, step.Out)
			}
			continue
		}
		nodes, links := 0.0, 0.0
		for _, k := range from.kinds {
			n := st.Nodes(k)
			nodes += n
			links += n * st.Degree(k, t, step.Out)
		}
		if nodes > 0 {
			rows += from.rows * links / nodes
		}
	}
	return rows
}

func total(kinds []*model.Kind, st Statistics) float64 {
	n := 0.0
	for _, k := range kinds {
		n += st.Nodes(k)
	}
	return n
}

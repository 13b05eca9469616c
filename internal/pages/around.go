package pages

import (
	"fmt"
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
)

// Bounds of what is shown around a node.
const (
	mostSteps = 3
	mostDrawn = 200 // nodes in a picture
	mostFound = 500 // nodes read
	firstNear = 200 // nodes read of each relationship of the node itself
	firstFar  = 24  // and of each node farther away, where fewer do not make up mostFound
)

// around is what is around a node, the nearest first, then the first 12 of every relationship, then the next 12 of every one.
type around struct {
	Centre *linked
	Nodes  []nearNode
	Links  []diagram.NearLink
	Whole  bool // whether nothing was left out
	Least  int  // how many there are at least

	read  map[string]*linked // those whose links were read
	steps map[string]int     // of everything that was found
}

// nearNode is a node with from where, and by which relation, it was come to first.
type nearNode struct {
	relatedNode
	from  string
	rel   *model.Relation
	place int // in that relation
}

// around goes depth steps from a node, over what is shown. Nothing but what is drawn is gone on from.
func (w *walk) around(id string, depth int) (*around, error) {
	a := &around{Whole: true, read: map[string]*linked{}, steps: map[string]int{id: 0}}
	frontier := []string{id}
	for step := 1; step <= depth && len(frontier) > 0; step++ {
		found, err := a.next(w, frontier, step)
		if err != nil && step > 1 && codeOf(err) == model.LimitExceeded {
			a.Whole = false // what is nearer is shown
			break
		}
		if err != nil {
			return nil, err
		}
		if step == 1 {
			if a.Centre = found[id]; a.Centre == nil {
				return nil, model.Errorf(model.NotFound, "There is nothing with the id %q.", id)
			}
		}
		before := len(a.Nodes)
		a.take(w, frontier, found, step)
		frontier = nil
		for _, n := range a.Nodes[min(before, mostDrawn):min(len(a.Nodes), mostDrawn)] {
			frontier = append(frontier, n.ID)
		}
		if len(a.Nodes) > mostDrawn && step < depth {
			a.Whole, frontier = false, nil
		}
	}
	a.Least = max(a.Least, len(a.Nodes))
	a.link()
	return a, nil
}

// next reads what nodes are linked to. Of those farther away it reads only what is taken first where that is as much as is taken at all:
// what many nodes are linked to is a great deal.
func (a *around) next(w *walk, frontier []string, step int) (map[string]*linked, error) {
	if step == 1 {
		return w.read(frontier, firstNear)
	}
	found, err := w.read(frontier, library.Near)
	if err != nil {
		return nil, err
	}
	fresh, rest := map[string]bool{}, []string(nil)
	for _, id := range frontier {
		if n := found[id]; n != nil && a.fresh(w, n, fresh) {
			rest = append(rest, id)
		}
	}
	if len(rest) == 0 || len(a.Nodes)+len(fresh) >= mostFound {
		return found, nil
	}
	more, err := w.read(rest, firstFar)
	if err != nil && codeOf(err) != model.LimitExceeded {
		return nil, err
	}
	maps.Copy(found, more) // nothing where that is too much for one question
	return found, nil
}

// fresh notes what a node is linked to that was not found yet, and reports whether there is more of that.
func (a *around) fresh(w *walk, n *linked, into map[string]bool) (more bool) {
	for i := range n.By {
		by := &n.By[i]
		for _, other := range by.Nodes {
			if _, seen := a.steps[other.ID]; !seen && w.shows(other.ID) {
				into[other.ID] = true
			}
		}
		more = more || by.More > 0 && w.showsAny(by.rel)
	}
	return more
}

// take keeps what was found at a step.
func (a *around) take(w *walk, frontier []string, found map[string]*linked, step int) {
	var next []nearNode
	for _, id := range frontier {
		n := found[id]
		if n == nil {
			continue // it went between two questions
		}
		a.read[id] = n
		for i := range n.By {
			by := &n.By[i]
			for place, other := range by.Nodes {
				if _, seen := a.steps[other.ID]; seen || !w.shows(other.ID) {
					continue
				}
				a.steps[other.ID] = step
				next = append(next, nearNode{other, id, by.rel, place})
			}
			if by.More > 0 && w.showsAny(by.rel) {
				a.Whole = false
				if w.showsAll(by.rel) {
					a.Least = max(a.Least, by.Total)
				}
			}
		}
	}
	slices.SortStableFunc(next, func(x, y nearNode) int { return x.place/library.Near - y.place/library.Near })
	if over := len(a.Nodes) + len(next) - mostFound; over > 0 {
		for _, n := range next[len(next)-over:] {
			delete(a.steps, n.ID)
		}
		a.Least = max(a.Least, len(a.Nodes)+len(next))
		next, a.Whole = next[:len(next)-over], false
	}
	a.Nodes = append(a.Nodes, next...)
}

// link keeps every relationship that was read between two things that were found, once.
func (a *around) link() {
	seen := map[diagram.NearLink]bool{}
	order := []string{a.Centre.ID}
	for _, n := range a.Nodes {
		order = append(order, n.ID)
	}
	for _, id := range order {
		n := a.read[id]
		if n == nil {
			continue
		}
		for i := range n.By {
			for _, other := range n.By[i].Nodes {
				steps, found := a.steps[other.ID]
				if !found {
					continue
				}
				l := n.link(&n.By[i], other)
				l.Steps = max(steps, a.steps[id])
				if seen[l] {
					continue
				}
				seen[l] = true
				a.Links = append(a.Links, l)
			}
		}
	}
	slices.SortStableFunc(a.Links, func(x, y diagram.NearLink) int { return x.Steps - y.Steps })
}

// said says how much of what there is the picture has.
func (a *around) said() string {
	drawn := min(len(a.Nodes), mostDrawn)
	switch {
	case a.Whole && drawn == len(a.Nodes):
		return fmt.Sprintf("Showing %s.", plural(drawn, "thing", "things"))
	case a.Whole:
		return fmt.Sprintf("Showing %d of %s, the nearest first.", drawn, plural(len(a.Nodes), "thing", "things"))
	case a.Least > drawn:
		return fmt.Sprintf("Showing %d of at least %s, the nearest first.", drawn, plural(a.Least, "thing", "things"))
	}
	return fmt.Sprintf("Showing %s. There are more.", plural(drawn, "thing", "things"))
}

// groups are what is linked to a node that was read, as far as it is drawn there, on one side of the picture or both.
func (a *around) groups(w *walk, id string, side func(*model.Relation) bool) []diagram.NearGroup {
	n := a.read[id]
	if n == nil {
		return nil
	}
	var groups []diagram.NearGroup
	for _, by := range n.By {
		if !side(by.rel) {
			continue
		}
		g := diagram.NearGroup{Name: by.Name}
		for i, f := range a.Nodes {
			switch {
			case f.from != id || f.rel != by.rel:
			case i >= mostDrawn:
				g.More++
			default:
				g.Nodes = append(g.Nodes, diagram.NearNode{Ref: diagram.Ref{ID: f.ID, Name: f.Name}, Beyond: a.groups(w, f.ID, anySide)})
			}
		}
		if w.showsAll(by.rel) {
			g.More += by.More
		}
		if len(g.Nodes) > 0 || g.More > 0 && id == a.Centre.ID {
			groups = append(groups, g)
		}
	}
	return groups
}

func anySide(*model.Relation) bool { return true }

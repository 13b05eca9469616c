package pages

import (
	"slices"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/model"
)

// Bounds of the search for a way between two nodes.
const (
	mostOnTheWay = 6    // links of a way
	mostLooked   = 1000 // nodes whose links are read
	firstOnWay   = 100  // nodes read of each relationship of each
)

// shortest is what was found out about the way between two nodes.
type shortest struct {
	Nodes []relatedNode // of the way, both ends included; none where no way was found
	Links []diagram.NearLink
	Cut   bool // whether not all links were read, so that there may be another or a shorter way
	Ended bool // whether the search ended because it had read as much as it may
}

// front is how far the search has come from one end.
type front struct {
	last  []string // what was come to at the last step
	steps int
	back  map[string]trodden // from everything that was come to, one step back
}

// trodden is a step back to where a node was come to from.
type trodden struct {
	node relatedNode
	to   string // "" at the end itself
	link diagram.NearLink
}

func newFront(n *linked) *front {
	return &front{last: []string{n.ID}, back: map[string]trodden{n.ID: {node: n.relatedNode}}}
}

// shortest looks for a shortest way from both ends at once, a whole step at a time from where there is less to read. The first time
// both have come to the same node no shorter way is left: one would have been met before.
func (w *walk) shortest(from, to *linked) (*shortest, error) {
	out := &shortest{}
	a, b := newFront(from), newFront(to)
	known := map[string]*linked{from.ID: from, to.ID: to}
	if from.ID == to.ID {
		out.Nodes = []relatedNode{from.relatedNode}
		return out, nil
	}
	for looked := 0; a.steps+b.steps < mostOnTheWay && len(a.last) > 0 && len(b.last) > 0; {
		here, there := a, b
		if len(b.last) < len(a.last) {
			here, there = b, a
		}
		if looked += len(here.last); looked > mostLooked {
			out.Ended = true
			return out, nil
		}
		met, err := w.advance(here, there, known, out)
		if err != nil && codeOf(err) == model.LimitExceeded {
			out.Ended = true
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if met != "" {
			out.join(a, b, met)
			return out, nil
		}
	}
	return out, nil
}

// advance goes one step on from one end, and gives the first node that the other has come to already, "" for none.
func (w *walk) advance(here, there *front, known map[string]*linked, out *shortest) (string, error) {
	unread := slices.DeleteFunc(slices.Clone(here.last), func(id string) bool { return known[id] != nil })
	found, err := w.read(unread, firstOnWay)
	if err != nil {
		return "", err
	}
	for id, n := range known {
		found[id] = n // the two ends were read to see whether they are there
	}
	var next []string
	met := ""
	for _, id := range here.last {
		n := found[id]
		if n == nil {
			continue // it went between two questions
		}
		for i := range n.By {
			by := &n.By[i]
			out.Cut = out.Cut || by.More > 0
			for _, other := range by.Nodes {
				_, seen := here.back[other.ID]
				_, meets := there.back[other.ID]
				if seen || !meets && !w.shows(other.ID) {
					continue
				}
				here.back[other.ID] = trodden{other, id, n.link(by, other)}
				next = append(next, other.ID)
				if meets && met == "" {
					met = other.ID
				}
			}
		}
	}
	here.last = next
	here.steps++
	return met, nil
}

// join puts the way together from where both ends met.
func (s *shortest) join(a, b *front, met string) {
	for id := met; id != ""; id = a.back[id].to {
		s.Nodes = append(s.Nodes, a.back[id].node)
		if a.back[id].to != "" {
			s.Links = append(s.Links, a.back[id].link)
		}
	}
	slices.Reverse(s.Nodes)
	slices.Reverse(s.Links)
	for id := met; b.back[id].to != ""; id = b.back[id].to {
		s.Links = append(s.Links, b.back[id].link)
		s.Nodes = append(s.Nodes, b.back[b.back[id].to].node)
	}
	for i := range s.Links {
		s.Links[i].Steps = i + 1
	}
}

package plan

import "github.com/carejourney/carejourney/internal/model"

// fraction estimates how many of the nodes of all kinds are of some of them.
func (c *chooser) fraction(some, all []*model.Kind) float64 {
	n := total(all, c.st)
	if n == 0 {
		return 0
	}
	return total(some, c.st) / n
}

// What a condition is taken to leave over where nothing is known: of comparisons, and of all else.
const (
	comparedShare = 0.1
	otherShare    = 0.5
)

// share estimates the part of the nodes of the kinds that satisfies a condition.
func (c *chooser) share(kinds []*model.Kind, p Predicate) float64 {
	switch p := p.(type) {
	case nil:
		return 1
	case And:
		share := 1.0
		for _, part := range p.All {
			share *= c.share(kinds, part)
		}
		return share
	case Or:
		share := 0.0
		for _, part := range p.Any {
			share += c.share(kinds, part)
		}
		return min(share, 1)
	case Not:
		return 1 - c.share(kinds, p.Of)
	case KindIn:
		return c.fraction(narrowed(kinds, p.Kinds), kinds)
	case Compare:
		return c.compared(kinds, p)
	}
	return otherShare
}

func (c *chooser) compared(kinds []*model.Kind, p Compare) float64 {
	value, n := p.To.Value(c.args), total(kinds, c.st)
	if p.Edge || value == nil || n == 0 {
		return comparedShare
	}
	found := 0.0
	for _, k := range kinds {
		matching, ok := c.st.Matching(k, p, value)
		if !ok {
			return comparedShare
		}
		found += matching
	}
	return found / n
}

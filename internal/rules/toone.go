package rules

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// toOnes checks the relations of the elements that hold at most one node: none where one is required, or several.
func (c *checker) toOnes(ids []string) {
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if e, ok := c.v.Element(id); ok {
			c.toOnesOf(e)
		}
	}
}

func (c *checker) toOnesOf(e model.Element) {
	for _, rel := range e.Kind.Relations {
		if rel.Stored != nil && !rel.Many {
			c.toOne(e, rel)
		}
	}
}

func (c *checker) toOne(e model.Element, rel *model.Relation) {
	var links []LinkID
	for l := range c.v.Links(e.ID, rel.Stored, rel.Out) {
		// What does not exist or is of another kind was reported as such; it still stands for the one asked for.
		if other, ok := c.v.Element(far(idOf(l), rel.Out)); !ok || rel.Target.Has(other.Kind) {
			links = append(links, idOf(l))
		}
	}
	if len(links) == 0 && rel.Required {
		c.report(WithoutRequired, Subject{Element: e.ID, Field: rel.Name},
			fmt.Sprintf("%s has no %s, and every %s needs one", e.ID, rel.Name, e.Kind.Name), "")
	}
	if len(links) < 2 {
		return
	}
	// What was there before comes first, so that what is reported is what was added.
	slices.SortFunc(links, func(a, b LinkID) int {
		return cmp.Or(boolean(c.touchedLink(a))-boolean(c.touchedLink(b)), compareLinks(a, b))
	})
	for _, extra := range links[1:] {
		a, b := far(links[0], rel.Out), far(extra, rel.Out)
		c.found = append(c.found, Violation{
			Rule: TwoParents, Subject: Subject{Link: extra}, Other: &Subject{Link: links[0]},
			Message: fmt.Sprintf("%s can have one %s only, not both %s and %s", e.ID, rel.Name, min(a, b), max(a, b)),
		})
	}
}

// far is the end of a link that is reached from the other.
func far(id LinkID, out bool) string {
	if out {
		return id.To
	}
	return id.From
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

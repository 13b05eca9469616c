package storetest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// showChanges writes a batch a line each.
func showChanges(c model.Changes) string {
	var b strings.Builder
	if c.Expected != nil {
		fmt.Fprintf(&b, "for version %d\n", *c.Expected)
	}
	if c.DryRun {
		b.WriteString("dry run\n")
	}
	for i, op := range c.Ops {
		fmt.Fprintf(&b, "%d: %s\n", i, showChange(op))
	}
	return b.String()
}

func showChange(op model.Change) string {
	verb := map[bool]string{true: "merge", false: "put"}
	switch c := op.(type) {
	case model.PutElement:
		return fmt.Sprintf("%s %s %s", verb[c.Merge], c.Element.ID, showProps(c.Element.Props))
	case model.PutLink:
		return fmt.Sprintf("%s %s %s", verb[c.Merge], showLink(c.Link), showProps(c.Link.Props))
	case model.DeleteElement:
		return "delete " + c.ID
	case model.DeleteLink:
		return "unlink " + showLink(model.Link{Type: c.Type, From: c.From, To: c.To})
	}
	return fmt.Sprintf("%T", op)
}

func showLink(l model.Link) string { return fmt.Sprintf("%s -%s> %s", l.From, l.Type.Name, l.To) }

func showProps(props model.Props) string {
	var parts []string
	for _, property := range slices.Sorted(maps.Keys(props)) {
		parts = append(parts, property+"="+showValue(props[property]))
	}
	return strings.Join(parts, " ")
}

// showGraph writes a graph a line for each node and link.
func showGraph(g graph) string {
	var lines []string
	for id, e := range g.elements {
		lines = append(lines, id+" "+showProps(e.Props))
	}
	links := slices.SortedFunc(maps.Values(g.links), func(a, b model.Link) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Type.Name, b.Type.Name), cmp.Compare(a.To, b.To))
	})
	slices.Sort(lines)
	for _, l := range links {
		lines = append(lines, showLink(l)+" "+showProps(l.Props))
	}
	return strings.Join(lines, "\n")
}

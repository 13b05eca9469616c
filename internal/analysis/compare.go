package analysis

import (
	"encoding/json"
	"fmt"
	"strings"
)

// comparePart is what two things are compared by: a name in plain words, and where it stands in what is read of a node, or of
// each item there.
type comparePart struct{ Name, Key string }

// compareParts are what each kind is compared by.
var compareParts = map[string][]comparePart{
	"Journey": {
		{"Business capabilities", "met"},
		{"Kinds of service", "kinds"},
		{"Organisations", "organisations"},
		{"Applications", "applications"},
		{"Standards", "standards"},
	},
	"Organisation": {
		{"Business capabilities", "met"},
		{"Kinds of service", "kinds"},
		{"Applications", "applications"},
		{"Application capabilities", "applications.provided"},
	},
	"Application": {
		{"Application capabilities", "claims"},
		{"Standards", "assessed"},
		{"Technologies", "technologies"},
		{"Applications it sends information to", "sendsTo"},
	},
}

// Compared is something one of two things has, with what is said of it there: a claim or a result, "" where nothing is.
type Compared struct {
	Named
	Says string
}

// Difference is what two lists have in common and what only one of them has.
type Difference struct {
	Both, OnlyA, OnlyB []Named
	Changed            []Change
}

// Change is something both have of which something else is said.
type Change struct {
	Named
	A, B string
}

// DifferenceOf compares two lists, each of which has everything once. Both, OnlyA and Changed are in the order of the
// first list, OnlyB in that of the second; what is changed is in both.
func DifferenceOf(a, b []Compared) Difference {
	var d Difference
	says := make(map[string]string, len(b))
	for _, item := range b {
		says[item.ID] = item.Says
	}
	inA := make(map[string]bool, len(a))
	for _, item := range a {
		inA[item.ID] = true
		other, there := says[item.ID]
		if !there {
			d.OnlyA = append(d.OnlyA, item.Named)
			continue
		}
		d.Both = append(d.Both, item.Named)
		if other != item.Says {
			d.Changed = append(d.Changed, Change{item.Named, item.Says, other})
		}
	}
	for _, item := range b {
		if !inA[item.ID] {
			d.OnlyB = append(d.OnlyB, item.Named)
		}
	}
	return d
}

// comparedNode is a node with its lists by key.
type comparedNode struct {
	Named
	Kind  string `json:"kind"`
	lists map[string][]Compared
}

// comparedItem is an entry of any of the lists of a node: a node, or an edge with what it says.
type comparedItem struct {
	Named
	Properties *struct {
		Claim       *string `json:"claim"`
		Conformance *string `json:"conformance"`
	} `json:"properties"`
	Node     *Named        `json:"node"`
	Type     *comparedItem `json:"serviceType"`
	Provided comparedEdges `json:"provided"`
}

type comparedEdges struct {
	Edges []comparedItem `json:"edges"`
}

// Compare answers Query.compare from its needs and its arguments.
func Compare(needs Needs, args map[string]any) (any, error) {
	var read struct {
		Nodes []json.RawMessage `json:"nodes"`
	}
	if err := needs.Into(&read); err != nil || len(read.Nodes) != 2 {
		return nil, fmt.Errorf("read what a comparison needs: %w", err)
	}
	var pair [2]*comparedNode
	for i, raw := range read.Nodes {
		n, err := readCompared(raw)
		if err != nil {
			return nil, err
		}
		if n == nil {
			return nil, badInput("There is no node %q to compare.", text(args, []string{"a", "b"}[i]))
		}
		pair[i] = n
	}
	parts := compareParts[pair[0].Kind]
	if pair[0].Kind != pair[1].Kind || parts == nil {
		return nil, badInput("%s and %s cannot be compared: name two journeys, two organisations (regions and integrated care boards are organisations too) or two applications.",
			pair[0].Name, pair[1].Name)
	}
	answer := []map[string]any{}
	for _, part := range parts {
		d := DifferenceOf(pair[0].lists[part.Key], pair[1].lists[part.Key])
		changed := []map[string]any{}
		for _, c := range d.Changed {
			changed = append(changed, map[string]any{"on": named(c.Named), "a": orNull(c.A), "b": orNull(c.B)})
		}
		answer = append(answer, map[string]any{
			"part": part.Name, "both": names(d.Both), "onlyA": names(d.OnlyA), "onlyB": names(d.OnlyB), "changed": changed,
		})
	}
	return map[string]any{"a": named(pair[0].Named), "b": named(pair[1].Named), "parts": answer}, nil
}

func readCompared(raw json.RawMessage) (*comparedNode, error) {
	var n *comparedNode
	var lists map[string]json.RawMessage
	for _, into := range []any{&n, &lists} {
		if err := json.Unmarshal(raw, into); err != nil {
			return nil, fmt.Errorf("read what a comparison needs: %w", err)
		}
	}
	if n == nil {
		return nil, nil
	}
	n.lists = map[string][]Compared{}
	for _, part := range compareParts[n.Kind] {
		key, within, nested := strings.Cut(part.Key, ".")
		raw, ok := lists[key]
		if !ok {
			raw = lists[key+narrowed]
		}
		var items []comparedItem
		if err := json.Unmarshal(raw, &items); err != nil {
			var c comparedEdges
			if err := json.Unmarshal(raw, &c); err != nil {
				return nil, fmt.Errorf("read what a comparison needs: %w", err)
			}
			items = c.Edges
		}
		if nested && within == "provided" {
			items = provided(items)
		}
		n.lists[part.Key] = flatten(items)
	}
	return n, nil
}

// narrowed ends the key of a list that holds only what belongs to the argument journey.
const narrowed = "There"

// provided gives what the items provide.
func provided(items []comparedItem) []comparedItem {
	var all []comparedItem
	for _, item := range items {
		all = append(all, item.Provided.Edges...)
	}
	return all
}

// flatten gives what a list is about, each once: the nodes themselves, the nodes of edges, or the kinds of services.
func flatten(items []comparedItem) []Compared {
	var all []Compared
	known := map[string]bool{}
	add := func(c Compared) {
		if c.ID != "" && !known[c.ID] {
			known[c.ID], all = true, append(all, c)
		}
	}
	for _, item := range items {
		switch {
		case item.Type != nil:
			add(Compared{Named: item.Type.Named})
		case item.Node != nil:
			says := ""
			if p := item.Properties; p != nil && p.Claim != nil {
				says = *p.Claim
			} else if p != nil && p.Conformance != nil {
				says = *p.Conformance
			}
			add(Compared{*item.Node, says})
		default:
			add(Compared{Named: item.Named})
		}
	}
	return all
}

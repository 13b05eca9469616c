package model

import (
	"fmt"
	"strings"
)

// Path is how to walk from a node to others: the union of its ways. A node reached twice counts once.
type Path struct{ Ways []Way }

// Way is a sequence of steps.
type Way []Step

// Step follows relationships of any of the types, from start to end (Out) or from end to start.
type Step struct {
	Types  []*Relationship
	Out    bool
	Repeat Repeat
}

// Repeat says how often a step is taken.
type Repeat uint8

// How often a step is taken. Repeated steps give the set of nodes reached; walking in a circle ends.
const (
	Once Repeat = iota
	ZeroOrMore
	OneOrMore
)

// Single reports whether the path is one step taken once of one type.
func (p Path) Single() bool {
	return len(p.Ways) == 1 && len(p.Ways[0]) == 1 && p.Ways[0][0].Repeat == Once && len(p.Ways[0][0].Types) == 1
}

// Reversed is the path walked backwards, from the targets to the node.
func (p Path) Reversed() Path {
	ways := make([]Way, len(p.Ways))
	for i, w := range p.Ways {
		back := make(Way, len(w))
		for j, s := range w {
			s.Out = !s.Out
			back[len(w)-1-j] = s
		}
		ways[i] = back
	}
	return Path{Ways: ways}
}

// String writes the path as @path(via:) has it, ways joined by " or ".
func (p Path) String() string {
	ways := make([]string, len(p.Ways))
	for i, w := range p.Ways {
		steps := make([]string, len(w))
		for j, s := range w {
			steps[j] = s.String()
		}
		ways[i] = strings.Join(steps, " ")
	}
	return strings.Join(ways, " or ")
}

// String writes the step as @path(via:) has it.
func (s Step) String() string {
	names := make([]string, len(s.Types))
	for i, t := range s.Types {
		names[i] = t.Name
	}
	text := strings.Join(names, "|")
	if len(names) > 1 {
		text = "(" + text + ")"
	}
	if s.Out {
		text += ">"
	} else {
		text = "<" + text
	}
	return text + [...]string{"", "*", "+"}[s.Repeat]
}

// parseWay reads one entry of @path(via:), for example "HAS_STAGE> <ENABLES <PART_OF*".
func (m *Model) parseWay(text string) (Way, error) {
	var way Way
	for _, word := range strings.Fields(text) {
		step, err := m.parseStep(word)
		if err != nil {
			return nil, err
		}
		way = append(way, step)
	}
	if len(way) == 0 {
		return nil, fmt.Errorf("a path needs at least one step")
	}
	return way, nil
}

func (m *Model) parseStep(word string) (Step, error) {
	var step Step
	rest := word
	switch {
	case strings.HasSuffix(rest, "*"):
		step.Repeat, rest = ZeroOrMore, rest[:len(rest)-1]
	case strings.HasSuffix(rest, "+"):
		step.Repeat, rest = OneOrMore, rest[:len(rest)-1]
	}
	switch {
	case strings.HasPrefix(rest, "<"):
		rest = rest[1:]
	case strings.HasSuffix(rest, ">"):
		step.Out, rest = true, rest[:len(rest)-1]
	default:
		return step, fmt.Errorf("step %q has no direction: write TYPE> or <TYPE", word)
	}
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "("), ")")
	for name := range strings.SplitSeq(rest, "|") {
		t := m.relationships[name]
		if t == nil {
			return step, fmt.Errorf("step %q names no stored relationship", word)
		}
		step.Types = append(step.Types, t)
	}
	return step, nil
}

package diagram

import (
	"fmt"
	"strings"
	"unicode"
)

// node is how a stage or another journey is called in a text: letters and digits only, so that no name can break out.
func node(kind string, n int) string { return fmt.Sprintf("%s%d", kind, n) }

// phaseRuns cuts the stages where the phase changes.
func (j *Journey) phaseRuns() [][2]int {
	var cut [][2]int
	for i := range j.Stages {
		if i == 0 || j.Stages[i].Phase != j.Stages[i-1].Phase {
			cut = append(cut, [2]int{i, i})
		}
		cut[len(cut)-1][1] = i + 1
	}
	return cut
}

// textKey is the key of the text formats.
const textKey = "Key: box, stage; oval, another journey; whole arrow, way on; dashed or dotted arrow, way back or into another journey"

// mermaid writes the ways through the journey as a flowchart.
func mermaid(j *Journey) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%%%% %s\n%%%% %s\n%%%% %s\n%%%% %s\nflowchart LR\n", oneLine(j.title()), oneLine(j.Status()), oneLine(j.About().source()), textKey)
	for n, c := range j.phaseRuns() {
		fmt.Fprintf(&b, "  subgraph %s[\"%s\"]\n", node("phase", n+1), entities(joined("", j.Stages[c[0]].Phase, " ")))
		for i := c[0]; i < c[1]; i++ {
			s := &j.Stages[i]
			fmt.Fprintf(&b, "    %s[\"%d %s\"]\n", node("s", s.Number), s.Number, entities(joined(" · ", s.Name, s.Timing, j.closedTo(s), j.connectedWith(s))))
		}
		b.WriteString("  end\n")
	}
	for _, w := range j.Ways {
		arrow := "-->"
		if w.Back {
			arrow = "-.->"
		}
		label := entities(joined(" · ", w.Condition, percent(w.Share)))
		if label != "" {
			arrow += "|\"" + label + "\"|"
		}
		fmt.Fprintf(&b, "  %s %s %s\n", node("s", w.From+1), arrow, node("s", w.To+1))
	}
	for n, e := range j.Exits {
		fmt.Fprintf(&b, "  %s -.-> %s([\"%s\"])\n", node("s", e.From+1), node("j", n+1), entities(e.To.Name))
	}
	return []byte(b.String())
}

// entities writes every character that could mean something to mermaid as a number.
func entities(text string) string {
	var b strings.Builder
	for _, r := range oneLine(text) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" ,.·%-–’'", r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "#%d;", r)
		}
	}
	return b.String()
}

// dot writes the ways through the journey for Graphviz.
func dot(j *Journey) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "// %s\n// %s\n// %s\ndigraph journey {\n  rankdir=LR;\n  label=%s;\n  labelloc=t;\n", oneLine(j.Status()), oneLine(j.About().source()), textKey, quoted(j.Name))
	b.WriteString("  fontname=\"Arial\";\n  node [shape=box, style=rounded, fontname=\"Arial\"];\n  edge [fontname=\"Arial\", fontsize=10];\n")
	for n, c := range j.phaseRuns() {
		fmt.Fprintf(&b, "  subgraph cluster_%d {\n    label=%s;\n", n+1, quoted(j.Stages[c[0]].Phase))
		for i := c[0]; i < c[1]; i++ {
			s := &j.Stages[i]
			fmt.Fprintf(&b, "    %s [label=%s];\n", node("s", s.Number), quoted(fmt.Sprintf("%d %s", s.Number, joined(" · ", s.Name, s.Timing, j.closedTo(s), j.connectedWith(s)))))
		}
		b.WriteString("  }\n")
	}
	for _, w := range j.Ways {
		style := ""
		if w.Back {
			style = ", style=dashed, constraint=false"
		}
		fmt.Fprintf(&b, "  %s -> %s [label=%s%s];\n", node("s", w.From+1), node("s", w.To+1), quoted(joined(" · ", w.Condition, percent(w.Share))), style)
	}
	for n, e := range j.Exits {
		fmt.Fprintf(&b, "  %s [label=%s, shape=oval];\n", node("j", n+1), quoted(e.To.Name))
		fmt.Fprintf(&b, "  %s -> %s [label=%s, style=dotted];\n", node("s", e.From+1), node("j", n+1), quoted(e.Condition))
	}
	b.WriteString("}\n")
	return []byte(b.String())
}

// quoted writes a text as a string of Graphviz, in which nothing is special, names of characters neither.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `&`, `&amp;`).Replace(oneLine(text)) + `"`
}

// oneLine keeps a text on its line.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

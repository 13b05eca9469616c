package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// writeDifferenceRows prints differences for people: how many, then what was added, changed and removed, with the values of what
// changed before and after.
func writeDifferenceRows(w io.Writer, rows []differenceRow, width int) error {
	var out bytes.Buffer
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.Change]++
	}
	fmt.Fprintf(&out, "%s: %d added, %d changed, %d removed.\n", counted(len(rows), "difference"), counts[added], counts[changed], counts[removed])
	for _, change := range []string{added, changed, removed} {
		if counts[change] == 0 {
			continue
		}
		fmt.Fprintf(&out, "\n%s: %d\n", strings.ToUpper(change), counts[change])
		for _, r := range rows {
			if r.Change == change {
				writeDifference(&out, r, width)
			}
		}
	}
	_, err := out.WriteTo(w)
	return err
}

func writeDifference(out *bytes.Buffer, r differenceRow, width int) {
	mark := map[string]string{added: "+ ", changed: "~ ", removed: "- "}[r.Change]
	if r.Type != "" {
		writeFolded(out, mark, fmt.Sprintf("%s %s %s", r.From, r.Type, r.To), width)
	} else {
		writeFolded(out, mark, fmt.Sprintf("%s (%s)", r.ID, r.Name), width)
	}
	longest := 0
	for _, f := range r.Fields {
		longest = max(longest, utf8.RuneCountInString(f.Field))
	}
	for _, f := range r.Fields {
		before, after := shownValue(f.Before), shownValue(f.After)
		prefix := fmt.Sprintf("    %-*s  ", longest, f.Field)
		if line := before + " -> " + after; utf8.RuneCountInString(prefix+line) <= width {
			out.WriteString(prefix + line + "\n")
			continue
		}
		writeFolded(out, prefix+"before: ", before, width)
		writeFolded(out, strings.Repeat(" ", len(prefix))+"after:  ", after, width)
	}
}

// shownValue writes a value of a field for people.
func shownValue(v any) string {
	switch v := v.(type) {
	case nil:
		return "(nothing)"
	case []string:
		return strings.Join(v, ", ")
	default:
		return fmt.Sprint(v)
	}
}

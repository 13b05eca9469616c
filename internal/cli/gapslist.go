package cli

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
)

const (
	plainWidth = 100 // of a list that nobody watches on a terminal
	narrowest  = 50  // a list is never narrower: its columns alone take half of that
	widest     = 120 // and never wider: lines that are longer are hard to read
)

// gapsList is what gaps prints for people.
type gapsList struct {
	findings []gaps.Finding
	rules    []*gaps.Rule
	hidden   int // accepted gaps that are left out
	most     int // so many of each severity, 0 for all
	width    int
}

// write prints how many gaps there are, then how many each rule found, then each gap under its severity.
func (l gapsList) write(w io.Writer) error {
	var out bytes.Buffer
	l.heading(&out)
	if len(l.findings) > 0 {
		l.byRule(&out)
	}
	for _, s := range gaps.Severities {
		l.severity(&out, s)
	}
	_, err := out.WriteTo(w)
	return err
}

func (l gapsList) heading(out *bytes.Buffer) {
	var parts []string
	for _, s := range gaps.Severities {
		if n := l.count(s); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.ToLower(string(s))))
		}
	}
	text := "No gaps."
	if len(parts) > 0 {
		text = fmt.Sprintf("%s: %s.", counted(len(l.findings), "gap"), strings.Join(parts, ", "))
	}
	if l.hidden > 0 {
		text += fmt.Sprintf(" Besides, %s accepted: see --accepted.", counted(l.hidden, "gap")+are(l.hidden))
	}
	writeFolded(out, "", text, l.width)
}

func (l gapsList) count(s gaps.Severity) int {
	n := 0
	for _, f := range l.findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// byRule prints a line for each rule that found anything.
func (l gapsList) byRule(out *bytes.Buffer) {
	rules := slices.Clone(l.rules)
	slices.SortStableFunc(rules, func(a, b *gaps.Rule) int {
		return slices.Index(gaps.Severities, a.Severity) - slices.Index(gaps.Severities, b.Severity)
	})
	out.WriteString("\nrule   severity  gaps  what\n-----  --------  ----  " + strings.Repeat("-", 40) + "\n")
	for _, r := range rules {
		n := 0
		for _, f := range l.findings {
			if f.Code == r.Code {
				n++
			}
		}
		if n > 0 {
			fmt.Fprintf(out, "%-5s  %-8s  %4d  %s\n", r.Code, strings.ToLower(string(r.Severity)), n, r.Title())
		}
	}
}

func (l gapsList) severity(out *bytes.Buffer, s gaps.Severity) {
	n := l.count(s)
	if n == 0 {
		return
	}
	title := fmt.Sprintf("%s: %s", s, counted(n, "gap"))
	fmt.Fprintf(out, "\n%s\n%s\n", title, strings.Repeat("=", len(title)))
	fmt.Fprintf(out, "%-5s  %12s  %s\n", "rule", "people up to", "what is missing, and what to do")
	shown := 0
	for _, f := range l.findings {
		if f.Severity != s {
			continue
		}
		if l.most > 0 && shown == l.most {
			out.WriteByte('\n')
			writeFolded(out, "", fmt.Sprintf("And %d more of %s: --first 0 shows them all, --rule and --journey fewer.", n-shown, s), l.width)
			return
		}
		shown++
		l.finding(out, &f)
	}
}

// finding prints one gap: its rule, how many people it touches, what is missing and what to do.
func (l gapsList) finding(out *bytes.Buffer, light *gaps.Finding) {
	f := light.Told()
	people := "unknown"
	if f.Size != nil {
		people = model.Roughly(*f.Size)
	}
	first := fmt.Sprintf("%-5s  %12s  ", f.Code, people)
	out.WriteByte('\n')
	writeFolded(out, first, f.Why, l.width)
	below := strings.Repeat(" ", utf8.RuneCountInString(first))
	writeFolded(out, below+"To do: ", f.Fix, l.width)
	if a := f.Accepted; a != nil {
		writeFolded(out, below+"Accepted: ", fmt.Sprintf("%s Until %s, by %s.", a.Reason, longDate(a.Until), a.Owner), l.width)
	}
	if a := f.Lapsed; a != nil {
		writeFolded(out, below+"No longer accepted: ", fmt.Sprintf("that ended on %s. %s had said: %s", longDate(a.Until), a.Owner, a.Reason), l.width)
	}
}

// writeFolded writes a text behind a prefix, folded so that it stays in its column: under the first word of the prefix that
// is indented, or behind the whole prefix.
func writeFolded(out *bytes.Buffer, prefix, text string, width int) {
	indent := utf8.RuneCountInString(prefix)
	first := fold(text, max(width-indent, narrowest/2))[0]
	out.WriteString(prefix + first + "\n")
	rest := strings.TrimPrefix(strings.Join(strings.Fields(text), " "), first)
	if rest == "" {
		return
	}
	if word := strings.TrimLeft(prefix, " "); word != prefix {
		indent -= utf8.RuneCountInString(word)
	}
	for _, line := range fold(rest, max(width-indent, narrowest/2)) {
		out.WriteString(strings.Repeat(" ", indent) + line + "\n")
	}
}

// counted writes a number of things.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func are(n int) string {
	if n == 1 {
		return " is"
	}
	return " are"
}

// longDate writes a day as 31 March 2027.
func longDate(date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return day.Format("2 January 2006")
}

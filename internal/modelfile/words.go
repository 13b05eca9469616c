package modelfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

func kindNames(m *model.Model) []string {
	names := make([]string, len(m.Kinds))
	for i, k := range m.Kinds {
		names[i] = k.Name
	}
	return names
}

func relationshipNames(m *model.Model) []string {
	names := make([]string, len(m.Relationships))
	for i, t := range m.Relationships {
		names[i] = t.Name
	}
	return names
}

// writable gives the names of fields that can be written.
func writable(fields []*model.Field) []string {
	var names []string
	for _, f := range fields {
		if f.Derived == nil {
			names = append(names, f.Name)
		}
	}
	return names
}

func fieldNamed(fields []*model.Field, name string) *model.Field {
	if i := slices.IndexFunc(fields, func(f *model.Field) bool { return f.Name == name }); i >= 0 {
		return fields[i]
	}
	return nil
}

// suggestKey names the nearest word, or all where they are few.
func suggestKey(word string, names []string) string {
	if near := rules.DidYouMean(word, names); near != "" || len(names) > 6 {
		return near
	}
	return "Use " + strings.Join(names, ", ")
}

// quoteIt is the suggestion for numbers and Booleans where text is wanted.
func quoteIt(n *node) string {
	if n.form == numberForm || n.form == booleanForm {
		return fmt.Sprintf("Put it in quotes: %q", n.text)
	}
	return ""
}

// trimmed gives text without the blanks around it, which are never meant.
func trimmed(text string) string { return strings.TrimSpace(text) }

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// clip shortens a word of the input for a message.
func clip(text string) string { return shorten(text, 80) }

// clipMessage shortens a message that quotes endless input.
func clipMessage(text string) string { return shorten(text, 600) }

func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

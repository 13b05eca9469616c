package schema

import "strings"

// SDL gives the whole schema that clients see, as text.
func SDL() string {
	var text strings.Builder
	for _, name := range []string{ReadFile, MutationFile, SubscriptionFile, WriteFile} {
		text.WriteString(source(name).Input)
		text.WriteByte('\n')
	}
	return text.String()
}

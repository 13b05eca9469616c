package sdl

import (
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// FieldOf is the name of the root field and of the change that a kind has: journey for Journey.
func FieldOf(k *model.Kind) string { return lower(k.Name) }

// FieldOfRelationship is the name of a stored relationship type in the write API: hasStage for HAS_STAGE.
func FieldOfRelationship(r *model.Relationship) string { return lower(pascal(r.Name)) }

// Over is the first part of the names of the types of a connection over a relation: JourneyStages where the
// relationship has properties, and the name of the target otherwise.
func Over(r *model.Relation) string {
	if len(r.Properties()) == 0 {
		return r.Target.Name
	}
	return r.Kind.Name + upper(r.Name)
}

// pascal turns HAS_STAGE into HasStage.
func pascal(name string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(strings.ToLower(name), "_") {
		b.WriteString(upper(word))
	}
	return b.String()
}

// a puts the indefinite article before the words of a name.
func a(name string) string {
	text := model.InWords(name)
	if strings.ContainsRune("aeiou", rune(text[0])) {
		return "an " + text
	}
	return "a " + text
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// typeOf is the GraphQL type of a field where it is read.
func typeOf(f *model.Field) string {
	text := f.TypeName()
	if f.List {
		text = "[" + text + "!]"
	}
	if f.Required {
		text += "!"
	}
	return text
}

package cypher

import (
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Names of what a graph in Neo4j holds besides the elements, links and values of the model. Names of properties that
// are worked out start with two underscores, which GraphQL keeps for itself, so no field can have them.
const (
	Element     = "Element"              // label of every element, beside the one of its kind
	SearchIndex = "carejourney_search"   // full-text index over Terms, whitespace analyser
	Terms       = "__terms"              // words of all searchable fields, each between spaces
	NameTerms   = "__nameTerms"          // words of the name, each between spaces
	Set         = "__set"                // model set of an element or link, missing where there is none
	folded      = "__folded_"            // before the name of a text property: its folded text
	Graph       = "CarejourneyGraph"     // label of the one node that says which version the graph is at
	GraphKey    = "key"                  // on Graph: always the same, so that there is one
	Version     = "version"              // on Graph: current version
	Writing     = "CarejourneyWriting"   // label of a node that is there while a change is being committed
	Until       = "until"                // on Writing: when that must be over, in milliseconds since 1970
	Operation   = "CarejourneyOperation" // label of one node for each of the last batches of changes
	Changed     = "changed"              // on Operation: ids of what it changed, missing where they are too many
)

// Folded names the property that keeps the folded text of a field. Fields that need none have none: letter case of ids
// and enumerations is dealt with in other ways.
func Folded(f *model.Field) (property string, kept bool) {
	return folded + f.Property, f.Type == model.String
}

// Quote writes a name of the model as Cypher has it.
func Quote(name string) string {
	for i, c := range name {
		if c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (i == 0 || c < '0' || c > '9') {
			return "`" + strings.ReplaceAll(name, "`", "``") + "`"
		}
	}
	return name
}

// labels writes an expression for any of the kinds.
func labels(kinds []*model.Kind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = Quote(k.Name)
	}
	return strings.Join(names, "|")
}

// types writes an expression for any of the relationship types.
func types(all []*model.Relationship) string {
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = Quote(t.Name)
	}
	return strings.Join(names, "|")
}

package cypher

import "github.com/carejourney/carejourney/internal/model"

// Definition is a constraint or an index, and the text that makes it where it is not there.
type Definition struct{ Name, Text string }

// Definitions are all constraints and indexes that the statements of this package rely on, in a fixed order.
func Definitions(m *model.Model) []Definition {
	all := []Definition{
		unique("carejourney_element_id", Element, "id"),
		unique("carejourney_graph_key", Graph, GraphKey),
		unique("carejourney_operation_id", Operation, "id"),
		{SearchIndex, "CREATE FULLTEXT INDEX " + SearchIndex + " IF NOT EXISTS FOR (n:" + Element + ") ON EACH [n." + Terms + "] " +
			"OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}"},
	}
	for _, k := range m.Kinds {
		for _, f := range k.Fields {
			if Indexed(f) {
				name := "carejourney_" + k.Name + "_" + f.Property
				all = append(all, Definition{name, "CREATE INDEX " + Quote(name) + " IF NOT EXISTS FOR (n:" + Quote(k.Name) + ") ON (n." + Quote(f.Property) + ")"})
			}
		}
	}
	return all
}

func unique(name, label, property string) Definition {
	return Definition{name, "CREATE CONSTRAINT " + name + " IF NOT EXISTS FOR (n:" + label + ") REQUIRE n." + property + " IS UNIQUE"}
}

// Indexed reports whether an index serves the field: ids and names, by which lists are ordered, unique codes and
// enumerations. Anchors at any other field are not to be chosen.
func Indexed(f *model.Field) bool {
	return !f.List && (f.Name == "id" || f.Name == "name" || f.Key || f.Type == model.EnumType)
}

// Texts about constraints and indexes.
const (
	// ReadIndexes gives the names of all indexes, those of constraints among them.
	ReadIndexes = "SHOW INDEXES YIELD name RETURN collect(name)"

	// AwaitIndexes waits until all indexes are filled.
	AwaitIndexes = "CALL db.awaitIndexes(300)"
)

// Nodes writes how many nodes of the kind there are, which Neo4j knows without counting.
func Nodes(k *model.Kind) string { return "COUNT { (:" + Quote(k.Name) + ") }" }

// Ends writes how many relationships of the type start (out) or end at nodes of the kind, which it knows too.
func Ends(k *model.Kind, t *model.Relationship, out bool) string {
	if out {
		return "COUNT { (:" + Quote(k.Name) + ")-[:" + Quote(t.Name) + "]->() }"
	}
	return "COUNT { (:" + Quote(k.Name) + ")<-[:" + Quote(t.Name) + "]-() }"
}

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

// Indexed reports whether an index serves the field: ids and names, by which lists are ordered, and unique
// codes. Anchors at any other field are not to be chosen. Every index more costs seconds when the schema is first made.
func Indexed(f *model.Field) bool {
	return !f.List && (f.Name == "id" || f.Name == "name" || f.Key)
}

// Texts about constraints and indexes.
const (
	// ReadIndexes gives the names of all indexes, those of constraints among them.
	ReadIndexes = "SHOW INDEXES YIELD name RETURN collect(name)"

	// AwaitIndexes waits until all indexes are filled.
	AwaitIndexes = "CALL db.awaitIndexes(300)"

	// ReadCounts gives how many nodes and relationships there are by label and type, which Neo4j knows without counting:
	// a map with nodes (label, count) and relationships (relationshipType, startLabel or endLabel, count).
	ReadCounts = "CALL db.stats.retrieve('GRAPH COUNTS') YIELD data RETURN data"
)

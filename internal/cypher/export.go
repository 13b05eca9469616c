package cypher

// State is a statement that gives the version of the graph, and whether nobody is committing a change now. What is read
// between two of its answers is whole where both say so and have the same version.
const State = "OPTIONAL MATCH (graph:" + Graph + ")\nRETURN coalesce(graph." + Version + ", 1) AS version, NOT " + busy + " AS whole"

// AllElements and AllLinks are statements that give every element and link, a record each. Those of a part of the graph
// take the ids of its elements as $ids; its links are the ones from one of them to another.
const (
	AllElements  = "MATCH (n:" + Element + ")\n" + anElement
	PartElements = "MATCH (n:" + Element + ")\nWHERE n.id IN $ids\n" + anElement
	AllLinks     = "MATCH (a:" + Element + ")-[x]->(b:" + Element + ")\n" + aLink
	PartLinks    = "MATCH (a:" + Element + ")-[x]->(b:" + Element + ")\nWHERE a.id IN $ids AND b.id IN $ids\n" + aLink

	anElement = "RETURN n.id, labels(n), properties(n)"
	aLink     = "RETURN type(x), a.id, b.id, properties(x)"
)

// Operations is a statement that gives the versions after $version that operations made, and the ids of what each of
// them changed; null where there were too many to remember.
const Operations = "MATCH (o:" + Operation + ")\nWHERE o.version > $version\nRETURN o.version, o." + Changed

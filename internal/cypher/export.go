package cypher

// State is a statement that gives the version of the graph, and whether nobody is committing a change now. What is read
// between two of its answers is whole where both say so and have the same version.
const State = "OPTIONAL MATCH (graph:" + Graph + ")\nRETURN coalesce(graph." + Version + ", 1) AS version, NOT " + busy + " AS whole"

// All is a statement that gives a record for every element: its id, labels and properties, and the type, end and
// properties of every link that starts at it. Part does the same for the elements with $ids and the links from one of
// them to another.
const (
	All  = "MATCH (n:" + Element + ")\nRETURN " + anElement + "COLLECT { MATCH (n)-[x]->(m:" + Element + ") RETURN " + aLink + " } AS links"
	Part = "MATCH (n:" + Element + ")\nWHERE n.id IN $ids\nRETURN " + anElement +
		"COLLECT { MATCH (n)-[x]->(m:" + Element + ") WHERE m.id IN $ids RETURN " + aLink + " } AS links"

	anElement = "n.id AS id, labels(n) AS labels, properties(n) AS props, "
	aLink     = "[type(x), m.id, properties(x)]"
)

// Operations is a statement that gives the versions after $version that operations made, and the ids of what each of
// them changed; null where there were too many to remember.
const Operations = "MATCH (o:" + Operation + ")\nWHERE o.version > $version\nRETURN o.version, o." + Changed

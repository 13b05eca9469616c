package cypher

// Texts for those who hold a copy of the graph.
const (
	// ReadState gives the version, and whether nobody is committing a change now. What is read between two of its answers
	// is whole where both say so and have the same version.
	ReadState = "OPTIONAL MATCH (graph:" + Graph + ") RETURN coalesce(graph." + Version + ", 1) AS version, NOT " + busy + " AS quiet"

	// ReadGraph gives a record for every element: its id, labels and properties, and the type, end and properties of every
	// relationship that starts at it.
	ReadGraph = "MATCH (n:" + Element + ") " + returnNode + "COLLECT { MATCH (n)-[x]->(m:" + Element + ") " + returnLink + " } AS links"

	// ReadPart gives the same for the elements with $ids and the relationships from one of them to another.
	ReadPart = "MATCH (n:" + Element + ") WHERE n.id IN $ids " + returnNode +
		"COLLECT { MATCH (n)-[x]->(m:" + Element + ") WHERE m.id IN $ids " + returnLink + " } AS links"

	// ReadOperations gives the versions after $version that operations made, and the ids of what each of them changed,
	// null where they were too many to remember.
	ReadOperations = "MATCH (done:" + Operation + ") WHERE done.version > $version RETURN done.version, done." + Changed

	// Notice makes the version after $version without an operation, and gives it; it gives no record where the graph is at
	// another version. It takes the lock of writers before it looks, and does nothing when it is run again.
	Notice = "MERGE (graph:" + Graph + " {" + GraphKey + ": 'graph'}) ON CREATE SET graph." + Version + " = 1 SET graph.operation = $operation " +
		"WITH graph WHERE graph." + Version + " = $version SET graph." + Version + " = $version + 1 RETURN graph." + Version

	returnNode = "RETURN n.id AS id, labels(n) AS labels, properties(n) AS props, "
	returnLink = "RETURN [type(x), m.id, properties(x)]"
)

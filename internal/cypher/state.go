package cypher

// Texts about the state of a graph. Their parameters are $operation, the name of a batch of changes, and what their
// comments say.
const (
	// ReadVersion gives the version.
	ReadVersion = "OPTIONAL MATCH (graph:" + Graph + ") RETURN coalesce(graph." + Version + ", 1)"

	// TakeLock lets one writer in until its transaction ends. It gives the version, and the version the operation made if
	// it was committed before.
	TakeLock = "MERGE (graph:" + Graph + " {" + GraphKey + ": 'graph'}) ON CREATE SET graph." + Version + " = 1 SET graph.operation = $operation " +
		"WITH graph OPTIONAL MATCH (done:" + Operation + " {id: $operation}) RETURN graph." + Version + ", done.version"

	// Bump moves the graph to $version, and remembers the operation with its $message, by whom and how it came in, for when its commit
	// is lost, and the ids it $changed for those who hold a copy. Those $kept versions back are forgotten.
	Bump = "MATCH (graph:" + Graph + " {" + GraphKey + ": 'graph'}) SET graph." + Version + " = $version " +
		"CREATE (:" + Operation + " {id: $operation, version: $version, message: $message, by: $by, how: $how, at: timestamp(), " + Changed + ": $changed}) " +
		"WITH graph OPTIONAL MATCH (old:" + Operation + ") WHERE old.version < $version - $kept DELETE old"

	// Announce makes readers wait for a commit, for $while milliseconds at most.
	Announce = "MERGE (writing:" + Writing + " {operation: $operation}) SET writing." + Until + " = timestamp() + $while"

	// Over lets readers go on.
	Over = "MATCH (writing:" + Writing + ") WHERE writing.operation = $operation OR writing." + Until + " < timestamp() DELETE writing"
)

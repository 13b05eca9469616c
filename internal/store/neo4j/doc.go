// Package neo4j keeps the graph in Neo4j: a single server, a cluster or a hosted one. A whole query is one Cypher
// statement in a read session (package cypher writes it); a batch of changes is one transaction that the rules of the
// model have passed.
//
// It looks at nothing but what carries its labels, and holds no copy of the graph. Whatever the database would order,
// fold or match in its own way is worked out in Go and stored beside the values, so that answers are the same as those
// of any other store. Changes made to elements by others must keep to that, and move the version.
//
// Only Load splits a batch that is too large for one transaction, and nobody sees that a graph is half loaded but by its
// content. It reads no folders. It leaves names and
// codes longer than an index key of Neo4j (about 8 kB) to the database, which refuses them.
package neo4j

// Package cypher writes a plan as one Cypher statement that gives one record, and reads that record back as the answer to
// the plan. All values are parameters; labels, relationship types and property names come from the model only. The text
// is Cypher 5 of Neo4j 5.26 that Cypher 25 takes too.
//
// The texts that change a graph, and constraints and indexes, are here too, so that no other package writes Cypher. What
// a database holds beyond what the model says is in names.go.
//
// It talks to no database, and decides nothing about what is to be changed.
package cypher

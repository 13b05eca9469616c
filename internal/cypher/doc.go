// Package cypher writes a plan as one Cypher statement that gives one record, and reads that record back as the answer to
// the plan. All values are parameters; labels, relationship types and property names come from the model only. The text
// is Cypher 5 of Neo4j 5.26 that Cypher 25 takes too.
//
// It talks to no database, and writes no statement that changes anything. What it expects to find in one, beyond what
// the model says, is in names.go.
package cypher

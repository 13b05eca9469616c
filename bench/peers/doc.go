// Command peers asks the same questions of this program and of what a team could use instead, over the same data, one after
// the other on one machine: Carejourney from memory, from a mirror and on Neo4j, the GraphQL library of Neo4j on the same
// server, PostGraphile on PostgreSQL, and as the floor a handler that sends one hand-written Cypher statement. The answers
// are compared before anything is timed. run.sh starts the databases and this command.
//
// It is not part of the program and decides nothing. It measures reading only.
package main

// Package neo4jserver starts a Neo4j server of a given version for as long as a program needs one: in a container where an
// engine runs, else from the jars on Maven Central.
//
// It is a tool for tests and measurements. The server takes connections without a password, and what is in it is gone when
// it ends. The program itself never starts a database.
package neo4jserver

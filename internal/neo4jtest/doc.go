// Package neo4jtest gives tests a real Neo4j: one that the environment names, one in a container, or one started from the
// jars on Maven Central, whichever can be had first. It is started at most once for a test process and ends with it.
//
// It is for tests only. It knows nothing of what is kept in the database, and wipes nothing by itself.
package neo4jtest

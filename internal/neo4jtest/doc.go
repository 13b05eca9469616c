// Package neo4jtest gives tests an empty database in a real Neo4j, for as long as they need it: that of the server which
// `make test` starts once for all packages, or which CAREJOURNEY_TEST_NEO4J_URI names.
//
// It is for tests only, and starts no server but those that a test wants to kill. It knows nothing of what is kept in the
// database.
package neo4jtest

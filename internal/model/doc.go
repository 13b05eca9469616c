// Package model is the vocabulary of Carejourney as Go values: kinds of node, their fields, the stored and derived
// relationships between them, and the elements and changes that make up a graph. Everything is read from the schema
// files in graph/schema, so this package names no kind of its own.
//
// It does no I/O, holds no graph and knows nothing of queries.
package model

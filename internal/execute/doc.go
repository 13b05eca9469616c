// Package execute answers a compiled operation: one execution by a store, then JSON written straight from the rows.
// It puts nulls where GraphQL wants them, reports an error for every value that should be there and is not, and calls
// the functions registered for computed fields.
//
// It parses nothing, knows no kind by name and never goes back to the store for a row.
package execute

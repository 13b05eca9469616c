// Package introspect answers questions about the schema itself, __schema and __type, as JSON.
//
// It knows nothing of plans or stores, and leaves it to the caller to merge fragments and to read arguments.
package introspect

// Package plan is what the compiler hands to a store: which nodes to find, how to walk from them, which values to
// bring back and in which order, as plain data. A plan is the same for every store and knows neither GraphQL nor any
// database; a store executes a whole Query at one version of its graph.
//
// It does no I/O. The shape of the JSON answer is Output, which stores ignore.
package plan

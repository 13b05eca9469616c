// Package embedded is the store that needs nothing installed: an immutable graph in memory, and an executor that
// answers plans from it. A version of the graph is a snapshot; a change makes the next one, which shares all pages
// that did not change, and swaps one pointer. A read sees exactly one snapshot from beginning to end.
//
// It keeps nothing on disk, knows no query language and does not decide what a graph must look like beyond asking the
// rules of the model.
package embedded

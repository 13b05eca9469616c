// Package rules says what must hold of a graph: values that fit their fields, ids that fit their kinds, relationships
// that lead where the model lets them, and the few laws of journeys that the model cannot express. Model files and
// every store check the same rules, so that a graph that loads from files can also be written to any store.
//
// Check looks only at what a change touches, through the read-only View. The package reads no files, changes no graph
// and knows nothing of places in files: callers attach file, line and column, or the path into their input.
package rules

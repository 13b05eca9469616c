// Package mirror is a read replica of another store: it reads the whole graph once, answers from memory, and follows
// the versions of its source. Changes go to the source and can be read here as soon as they are made. While the source is
// away it goes on answering and says how old its answers are; it gets in step again by itself.
//
// It decides nothing about the graph. Its versions are those of the source, and a source that was set back to an earlier
// state by hand needs its mirrors opened anew, as answers kept for a version could be those of the other history.
package mirror

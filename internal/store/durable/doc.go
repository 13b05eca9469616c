// Package durable keeps the embedded graph on disk, in one bbolt file: every change in a transaction of its own together
// with an entry of a record that nobody can alter unnoticed, and from time to time the whole graph, so that starting
// does not mean making every change again. It also checks such files, copies them while they are in use, and puts a copy back.
//
// Questions are answered from memory by the embedded store, which also makes and judges changes. The package decides
// when a change counts: once it is on disk. It knows nothing about model files.
package durable

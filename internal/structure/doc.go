// Package structure holds tests of the source text itself: which room may import which, how long files and functions
// get, that everything exported is explained, and which words are used. It contains nothing but tests and says nothing
// about what the program does.
package structure

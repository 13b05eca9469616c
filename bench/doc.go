// Command bench measures what docs/performance.md states and prints it as a table: each figure against a floor or a
// peer in the same run, so that a slow machine does not change what it says.
//
// It is not part of the program and decides nothing: there are no thresholds here.
package main

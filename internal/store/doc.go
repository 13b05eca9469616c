// Package store is the seam between questions and the graph they are asked of: the Store interface, its optional
// powers and what they promise. Implementations live in the packages below it and pass the suite in storetest.
//
// It contains no code paths of its own.
package store

// Package store is the seam between questions and the graph they are asked of: the Store interface, its optional
// powers and what they promise. Implementations live in the packages below it and pass the suite in storetest.
//
// It contains no graph: the only code here is what every store does alike, such as Door.
package store

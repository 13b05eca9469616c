// Package draft is the graph as it would be after some changes: what a store holds, and what differs from it. Every store
// that takes changes makes them on a draft first, checks it against the rules of the model, and writes what it comes to,
// so that all stores take, refuse and count the same.
//
// The package reads what is there through Base, and writes nothing: how a difference is made to last is up to the store.
package draft

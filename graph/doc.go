// Package graph is the GraphQL side of the program: the executable schema that clients talk to. Queries go to a Reader,
// which compiles and executes them whole; mutations are resolved here, by code that gqlgen generates around a few
// functions, and become changes to a store.
//
// It speaks no HTTP, holds no graph and knows no kind by name: what an input means is read from the model.
package graph

//go:generate go tool gqlgen generate

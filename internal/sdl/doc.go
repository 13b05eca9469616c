// Package sdl writes the GraphQL schema that clients see, from the model: node types, root fields, connections,
// filters, orderings and facets for reading, and the inputs of a change for writing.
//
// It is pure: the same model gives the same text, byte for byte. It reads no files, loads no schema and answers no
// query; the generated text is committed beside the model file in graph/schema.
package sdl

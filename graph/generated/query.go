// Package generated is what gqlgen makes of the write side of the schema. All of it is generated but this file, which
// holds the type that stands for the read side.
package generated

import (
	"context"
	"errors"
	"io"
)

// Query is the answer to the selection under a field of type Query, as JSON.
type Query []byte

// MarshalGQLContext writes the JSON.
func (q Query) MarshalGQLContext(_ context.Context, w io.Writer) error {
	_, err := w.Write(q)
	return err
}

// UnmarshalGQLContext refuses: Query is an output type, but gqlgen asks this of everything it takes for a scalar.
func (q *Query) UnmarshalGQLContext(context.Context, any) error {
	return errors.New("a Query cannot be an input")
}

// GraphChanged is an event: the graph is at another version.
type GraphChanged struct {
	Version, Previous int
	At                any // the graph at that version, for the resolver of query
}

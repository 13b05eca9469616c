package server

import "context"

type requestIDKey struct{}

// RequestID gives the id of the request that a context belongs to, "" for none. The answer carries it too.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

func withRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey{}, id)
}

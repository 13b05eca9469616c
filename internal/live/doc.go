// Package live answers GraphQL operations by streams: over WebSocket with the protocol graphql-transport-ws, and as
// server-sent events, one operation for each request. It bounds how many streams there are and drops whoever does not read.
//
// What an operation means, and who may send it, is decided elsewhere.
package live

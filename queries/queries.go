// Package queries holds the library of questions: one directory for each, with the operation, example variables and
// what is expected of it. It contains no code paths; internal/library reads it.
package queries

import "embed"

// Files are the directories of the library, as they are.
//
//go:embed */query.graphql */variables.json
var Files embed.FS

// Package queries holds the library of questions and the gap rules: one directory for each, with the operation, example
// variables and what is expected of it. It contains no code paths; internal/library and internal/gaps read it.
package queries

import (
	"embed"
	"io/fs"
)

// Files are the directories of the library, as they are.
//
//go:embed */query.graphql */variables.json
var Files embed.FS

//go:embed gaps/*/query.graphql
var gaps embed.FS

// Gaps gives the directories of the gap rules, as they are.
func Gaps() fs.FS {
	files, err := fs.Sub(gaps, "gaps")
	if err != nil {
		panic(err) // only a wrong name fails
	}
	return files
}

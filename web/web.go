// Package web holds the pages people see: templates and the files they load. It contains no code paths; the server
// fills the templates.
package web

import "embed"

// Files are the templates and assets, as they are.
//
//go:embed templates assets
var Files embed.FS

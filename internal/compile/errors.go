package compile

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
)

// The codes of errors that GraphQL itself defines.
const (
	ParseFailed      = "GRAPHQL_PARSE_FAILED"
	ValidationFailed = "GRAPHQL_VALIDATION_FAILED"
)

// path is where in the answer a field stands: response keys from the root, without list indexes.
type path struct {
	above *path
	key   string
}

func (p *path) under(key string) *path { return &path{above: p, key: key} }

func (p *path) list() ast.Path {
	if p == nil {
		return nil
	}
	return append(p.above.list(), ast.PathName(p.key))
}

// place is a spot in the document and the field of the answer it belongs to.
type place struct {
	pos  *ast.Position
	path *path
}

func (p place) at(pos *ast.Position) place { return place{pos: pos, path: p.path} }

func failure(at place, code, format string, args ...any) *gqlerror.Error {
	e := &gqlerror.Error{
		Message: fmt.Sprintf(format, args...), Path: at.path.list(), Extensions: map[string]any{"code": code},
	}
	if at.pos != nil {
		e.Locations = []gqlerror.Location{{Line: at.pos.Line, Column: at.pos.Column}}
	}
	return e
}

// bad makes an error about what the client wrote.
func bad(at place, format string, args ...any) *gqlerror.Error {
	return failure(at, string(model.BadUserInput), format, args...)
}

// coded gives every error of a list the code, in place.
func coded(list gqlerror.List, code string) gqlerror.List {
	for _, e := range list {
		if e.Extensions == nil {
			e.Extensions = map[string]any{}
		}
		e.Extensions["code"] = code
	}
	return list
}

package graph

import (
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
)

// Request is one GraphQL request, however it came in. Who asks is said by its context, see access.With.
type Request struct {
	Query         string // the document
	DocumentID    string // names a document the server knows, instead of Query; for whoever takes the request in
	OperationName string // which of its operations, "" where it has one
	Variables     map[string]any
	Known         bool          // the question is one of our own, asked for a page, and may cost more than what anybody sends
	QueriesOnly   bool          // refuse mutations, as HTTP GET must
	AsOf          model.Version // read at this version, 0 for the current one or what the operation says with @asOf
}

// Response is the answer to a Request.
type Response struct {
	Data       []byte // JSON; nil where the request failed before execution
	Errors     gqlerror.List
	Version    model.Version // version of the graph that was read, 0 where none was
	NotAllowed bool          // the operation is of a kind the request may not use
}

package compile

import (
	"errors"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/carejourney/carejourney/internal/model"
)

// keptDocument is the longest document that is kept: padding one must not cost more than it is worth.
const keptDocument = 8 << 10

// Document is a parsed and validated document. It is shared between requests and must not be changed.
type Document struct {
	AST        *ast.QueryDocument
	operations []*operation // by AST.Operations
	kept       bool
}

// Parse parses and validates a document. Errors carry the codes ParseFailed, ValidationFailed and LIMIT_EXCEEDED.
func (c *Compiler) Parse(text string) (*Document, gqlerror.List) {
	if doc, ok := c.documents.Get(text); ok {
		return doc, nil
	}
	if len(text) > c.limits.MaxDocument {
		return nil, gqlerror.List{failure(place{}, string(model.LimitExceeded),
			"The document is too long: it has more than %d bytes.", c.limits.MaxDocument)}
	}
	parsed, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, c.limits.MaxTokens)
	if err != nil {
		return nil, c.parseErrors(err)
	}
	if err := c.limits.check(parsed); err != nil {
		return nil, gqlerror.List{err}
	}
	if errs := c.validate(parsed); len(errs) > 0 {
		return nil, coded(errs, ValidationFailed)
	}
	if len(parsed.Operations) == 0 {
		return nil, gqlerror.List{failure(place{}, ValidationFailed, "The document has no operation.")}
	}
	doc := &Document{AST: parsed, kept: len(text) <= keptDocument}
	for _, op := range parsed.Operations {
		doc.operations = append(doc.operations, c.prepare(op))
	}
	if doc.kept {
		// Of two that were parsed at the same time one is kept, so that both use the same plans.
		if first, ok, _ := c.documents.PeekOrAdd(strings.Clone(text), doc); ok {
			return first, nil
		}
	}
	return doc, nil
}

func (c *Compiler) parseErrors(err error) gqlerror.List {
	var e *gqlerror.Error
	if !errors.As(err, &e) {
		e = gqlerror.Wrap(err)
	}
	if strings.Contains(e.Message, "exceeded token limit") {
		return gqlerror.List{failure(place{}, string(model.LimitExceeded),
			"The document is too long: it has more than %d words and signs.", c.limits.MaxTokens)}
	}
	return coded(gqlerror.List{e}, ParseFailed)
}

// Operation gives the operation with that name, or the only one where the name is empty.
func (d *Document) Operation(name string) (*ast.OperationDefinition, *gqlerror.Error) {
	op, err := d.operation(name)
	if err != nil {
		return nil, err
	}
	return op.def, nil
}

func (d *Document) operation(name string) (*operation, *gqlerror.Error) {
	if name == "" {
		if len(d.operations) > 1 {
			return nil, bad(place{}, "The document has several operations: say by operationName which one to run.")
		}
		return d.operations[0], nil
	}
	for _, op := range d.operations {
		if op.def.Name == name {
			return op, nil
		}
	}
	return nil, bad(place{}, "The document has no operation named %q.", name)
}

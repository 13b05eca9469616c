package neo4j

import (
	"context"
	"slices"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/model"
)

// batchSize is how many rows go into one statement. More would only make the server hold more at once.
const batchSize = 2000

// writer writes a difference within a transaction.
type writer struct {
	ctx context.Context //nolint:containedctx // lives for one call
	tx  driver.ExplicitTransaction

	wrote func(rows int) // told of every statement
}

// writeAll makes the database what the draft says: relationships go before their nodes, nodes come before theirs.
func (w writer) writeAll(m *model.Model, diff *difference) error {
	for i, t := range m.Relationships {
		if err := w.unwind(cypher.DeleteLinks(t), anys(diff.goneLinks[i])); err != nil {
			return err
		}
	}
	if err := w.unwind(cypher.DeleteElements, anys(diff.goneElements)); err != nil {
		return err
	}
	for i, k := range m.Kinds {
		if err := w.unwind(cypher.CreateElements(k), nodes(diff.newElements[i])); err != nil {
			return err
		}
		if err := w.unwind(cypher.ReplaceElements, nodes(diff.oldElements[i])); err != nil {
			return err
		}
	}
	for i, t := range m.Relationships {
		if err := w.unwind(cypher.CreateLinks(t), relationships(diff.newLinks[i])); err != nil {
			return err
		}
		if err := w.unwind(cypher.ReplaceLinks(t), relationships(diff.oldLinks[i])); err != nil {
			return err
		}
	}
	return nil
}

// unwind runs a statement for every row.
func (w writer) unwind(text string, rows []any) error {
	for part := range slices.Chunk(rows, batchSize) {
		if err := w.run(text, map[string]any{"rows": part}); err != nil {
			return err
		}
		w.wrote(len(part))
	}
	return nil
}

// run runs a statement to its end.
func (w writer) run(text string, params map[string]any) error {
	result, err := w.tx.Run(w.ctx, text, params)
	if err != nil {
		return err
	}
	_, err = result.Consume(w.ctx)
	return err
}

func anys[T any](items []T) []any {
	all := make([]any, len(items))
	for i, item := range items {
		all[i] = item
	}
	return all
}

func nodes(elements []model.Element) []any {
	rows := make([]any, len(elements))
	for i, e := range elements {
		rows[i] = elementProperties(e)
	}
	return rows
}

func relationships(links []model.Link) []any {
	rows := make([]any, len(links))
	for i, l := range links {
		rows[i] = []any{l.From, l.To, properties(l.Type.Properties, l.Props, l.Set)}
	}
	return rows
}

package store

import (
	"context"
	"fmt"

	"github.com/carejourney/carejourney/internal/model"
)

// Shower is a store that can show what a batch of changes comes to.
type Shower interface {
	// ApplyShown is Apply, and shows what the batch comes to before it is made, and for a dry run instead. It may show
	// that again where it has to begin anew.
	ApplyShown(ctx context.Context, changes model.Changes, show func(Step)) (Applied, error)
}

// Step is what a batch of changes comes to.
type Step struct {
	Applied
	Before  model.Version
	Effects []Effect // what leads from the graph before to the one after: whole values, nothing twice
}

// Effect is one difference between the graph before and after a batch.
type Effect struct {
	Change model.Change // never merging
	New    bool         // a put of what was not there before
}

// String writes the effect on one line for people.
func (e Effect) String() string {
	mark := map[bool]string{true: "+", false: "~"}[e.New]
	switch c := e.Change.(type) {
	case model.PutElement:
		return fmt.Sprintf("%s %s", mark, c.Element.ID)
	case model.PutLink:
		return fmt.Sprintf("%s %s %s %s", mark, c.Link.From, c.Link.Type.Name, c.Link.To)
	case model.DeleteElement:
		return "- " + c.ID
	case model.DeleteLink:
		return fmt.Sprintf("- %s %s %s", c.From, c.Type.Name, c.To)
	}
	return ""
}

package library

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Document is an operation that clients may ask for without sending its text.
type Document struct {
	ID   string // what the client calls it
	Name string // its operation name, empty where the manifest does not say
	Text string
}

// Manifest reads a list of the operations of a client, in either form that tools write: an object with "operations", each
// with id, name and body; or an object of texts by id.
func Manifest(text []byte) ([]Document, error) {
	var long struct {
		Operations []struct{ ID, Name, Body string } `json:"operations"`
	}
	if err := json.Unmarshal(text, &long); err == nil && long.Operations != nil {
		documents := make([]Document, len(long.Operations))
		for i, op := range long.Operations {
			if op.ID == "" || op.Body == "" {
				return nil, fmt.Errorf("operation %d has no id or no body", i+1)
			}
			documents[i] = Document{ID: op.ID, Name: op.Name, Text: op.Body}
		}
		return documents, nil
	}
	var short map[string]string
	if err := json.Unmarshal(text, &short); err != nil {
		return nil, errors.New(`it must be a JSON object: texts by id, or {"operations": [{"id": …, "name": …, "body": …}]}`)
	}
	var documents []Document
	for _, id := range slices.Sorted(maps.Keys(short)) {
		documents = append(documents, Document{ID: id, Text: short[id]})
	}
	return documents, nil
}

package server

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/library"
)

// Documents are the operations that the server knows by name, so that a client need not send them, and so that a server
// can answer these and nothing else.
type Documents struct {
	byID map[string]string
	only bool
	text map[string]bool
}

// NewDocuments makes them known by their id, their operation name and the SHA-256 of their text ("sha256:" and 64 hex
// digits, or the digits alone). With only nothing else is answered. Two texts of one name are an error.
func NewDocuments(list []library.Document, only bool) (*Documents, error) {
	d := &Documents{byID: map[string]string{}, only: only, text: map[string]bool{}}
	for _, one := range list {
		sum := sha256.Sum256([]byte(one.Text))
		hash := hex.EncodeToString(sum[:])
		d.text[canonical(one.Text)] = true
		for _, id := range []string{one.ID, one.Name, hash, "sha256:" + hash} {
			if id == "" {
				continue
			}
			if known, there := d.byID[id]; there && known != one.Text {
				return nil, fmt.Errorf("there are two operations called %q", id)
			}
			d.byID[id] = one.Text
		}
	}
	return d, nil
}

// canonical is a text as it is compared: line ends and what stands around the text are no difference.
func canonical(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}

// resolve gives a request its text, or refuses it.
func (d *Documents) resolve(req graph.Request) (graph.Request, error) {
	id := req.DocumentID
	switch {
	case id != "" && req.Query != "":
		return req, bad("Give query or documentId, not both.")
	case id == "" && req.Query == "" && req.OperationName != "":
		id = req.OperationName
	}
	if id != "" {
		text, known := "", false
		if d != nil {
			text, known = d.byID[id]
		}
		if !known {
			return req, bad("This server knows no operation of that name. Send its text in query.")
		}
		req.Query = text
		return req, nil
	}
	if req.Query == "" {
		return req, bad("Give the operation in the parameter query.")
	}
	if d != nil && d.only && !d.text[canonical(req.Query)] {
		return req, refusal{http.StatusForbidden, "This server answers the operations of its library only. Name one in documentId."}
	}
	return req, nil
}

package durable

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/carejourney/carejourney/internal/model"
)

// Entry is one line of the record of changes. Each holds a hash of the one before it, so that none can be altered or
// taken out without all that follow being written again.
type Entry struct {
	Number    int64         `json:"number"` // from 1
	Time      time.Time     `json:"time"`
	By        string        `json:"by"`
	From      string        `json:"from,omitempty"` // address of the machine it came from
	Operation string        `json:"operation"`
	Message   string        `json:"message"`
	Before    model.Version `json:"before"`
	After     model.Version `json:"after"`
	Outcome   Outcome       `json:"outcome"`
	Code      model.Code    `json:"code,omitempty"`     // why it was refused
	Problems  int           `json:"problems,omitempty"` // how many there were
	Created   int           `json:"created,omitempty"`
	Updated   int           `json:"updated,omitempty"`
	Deleted   int           `json:"deleted,omitempty"`
	Runs      []int         `json:"runs,omitempty"`    // with both created and updated: how many puts were new, then how many were not, and so on
	Content   string        `json:"content,omitempty"` // hash of the change itself
	Previous  string        `json:"previous"`          // hash of the entry before
}

// Outcome is what became of a batch of changes.
type Outcome string

// The outcomes.
const (
	Changed   Outcome = "changed"
	Unchanged Outcome = "unchanged" // the graph was so already
	Refused   Outcome = "refused"
)

// head is where a graph and its record have come to.
type head struct {
	Version model.Version `json:"version"`
	Entry   int64         `json:"entry"` // number of the last one, 0 for none
	Hash    string        `json:"hash"`  // of the last one
}

// next makes the entry that follows the head, and the head after it.
func (h head) next(e Entry) ([]byte, head, error) {
	e.Number, e.Previous, e.Before = h.Entry+1, h.Hash, h.Version
	text, err := json.Marshal(e)
	if err != nil {
		return nil, h, err
	}
	return text, head{Version: e.After, Entry: e.Number, Hash: digest(text)}, nil
}

// digest gives the hash of some blocks of bytes, one behind the other.
func digest(blocks ...[]byte) string {
	h := sha256.New()
	for _, b := range blocks {
		_, _ = h.Write(b) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil))
}

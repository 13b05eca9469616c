package live

import (
	"encoding/json"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/graph"
)

// maxErrors is how many errors an answer shows, as over plain HTTP.
const maxErrors = 5

// message is what goes over a WebSocket in either direction.
type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// The types of messages of graphql-transport-ws.
const (
	connectionInit = "connection_init"
	connectionAck  = "connection_ack"
	ping           = "ping"
	pong           = "pong"
	subscribe      = "subscribe"
	next           = "next"
	failed         = "error"
	complete       = "complete"
)

// result is an answer as it is sent.
type result struct {
	Errors gqlerror.List   `json:"errors,omitempty"`
	Data   json.RawMessage `json:"data,omitempty"`
}

func resultOf(r graph.Response) result {
	return result{Errors: capped(r.Errors), Data: json.RawMessage(r.Data)}
}

func capped(errs gqlerror.List) gqlerror.List { return errs[:min(len(errs), maxErrors)] }

// marshal writes a value as JSON. What we send is made of types that can be written.
func marshal(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage(`{"errors":[{"message":"The answer could not be written."}]}`)
	}
	return text
}

package live

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/model"
)

// start begins an operation. It is false where the message ended the connection.
func (s *socket) start(m message) bool {
	select {
	case <-s.ready:
	default:
		s.close(unauthorized, "Unauthorized")
		return false
	}
	req, ok := requestOf(m.Payload)
	if m.ID == "" || !ok {
		s.close(badRequest, "Invalid subscribe message")
		return false
	}
	ctx, cancel := context.WithCancel(s.asking)
	op := &operation{id: m.ID, cancel: cancel}
	s.writing.Lock()
	_, twice := s.open[op.id]
	full := len(s.open) >= s.Limits.Operations
	if !twice && !full {
		s.open[op.id] = op
	}
	s.writing.Unlock()
	switch {
	case twice:
		cancel()
		s.close(subscriberExists, fmt.Sprintf("Subscriber for %.60s already exists", op.id))
		return false
	case full:
		cancel()
		s.send(nil, message{ID: op.id, Type: failed, Payload: marshal(gqlerror.List{tooMany(s.Limits.Operations)})})
		return true
	}
	s.running.Go(func() {
		defer cancel()
		s.run(ctx, op, req)
	})
	return true
}

func tooMany(most int) *gqlerror.Error {
	e := gqlerror.Errorf("A connection may have %d operations at once. Complete one first.", most)
	e.Extensions = map[string]any{"code": string(model.LimitExceeded)}
	return e
}

// run sends the answers of an operation.
func (s *socket) run(ctx context.Context, op *operation, req graph.Request) {
	req, err := s.Resolve(req)
	if err != nil {
		refused := gqlerror.Errorf("%s", err.Error())
		refused.Extensions = map[string]any{"code": string(model.BadUserInput)}
		s.send(op, message{ID: op.id, Type: failed, Payload: marshal(gqlerror.List{refused})})
		return
	}
	for answer := range s.Stream(ctx, req) {
		if answer.Data == nil {
			s.send(op, message{ID: op.id, Type: failed, Payload: marshal(capped(answer.Errors))})
			return
		}
		if _, err := s.Who(s.token, s.address); err != nil {
			s.close(forbidden, "Forbidden") // the token was withdrawn meanwhile
			return
		}
		s.send(op, message{ID: op.id, Type: next, Payload: marshal(resultOf(answer))})
		if ctx.Err() != nil {
			return
		}
	}
	s.send(op, message{ID: op.id, Type: complete})
}

// stop ends an operation. Nothing more is sent for its id until it is used again.
func (s *socket) stop(id string) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if op := s.open[id]; op != nil {
		delete(s.open, id)
		op.cancel()
	}
}

// requestOf reads the payload of subscribe. Numbers keep their digits.
func requestOf(payload json.RawMessage) (graph.Request, bool) {
	var p struct {
		Query         *string        `json:"query"`
		DocumentID    string         `json:"documentId"`
		OperationName string         `json:"operationName"`
		Variables     map[string]any `json:"variables"`
	}
	d := json.NewDecoder(bytes.NewReader(payload))
	d.UseNumber()
	if d.Decode(&p) != nil || p.Query == nil && p.DocumentID == "" {
		return graph.Request{}, false
	}
	req := graph.Request{DocumentID: p.DocumentID, OperationName: p.OperationName, Variables: p.Variables}
	if p.Query != nil {
		req.Query = *p.Query
	}
	return req, true
}

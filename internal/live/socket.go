package live

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"

	"github.com/coder/websocket"

	"github.com/carejourney/carejourney/internal/access"
)

// Protocol is the WebSocket subprotocol that is spoken.
const Protocol = "graphql-transport-ws"

// The close codes of the protocol.
const (
	badRequest        websocket.StatusCode = 4400
	unauthorized      websocket.StatusCode = 4401
	forbidden         websocket.StatusCode = 4403
	protocolUnknown   websocket.StatusCode = 4406
	initTimeout       websocket.StatusCode = 4408
	subscriberExists  websocket.StatusCode = 4409
	tooManyInits      websocket.StatusCode = 4429
	serverStops                            = websocket.StatusGoingAway
	nobodyAnswersPing                      = websocket.StatusGoingAway
)

// socket is one connection.
type socket struct {
	*Live
	conn    *websocket.Conn
	ctx     context.Context // ends with the connection
	asking  context.Context // the same, and says who asks; set by connection_init
	address string
	token   string // of the HTTP request, then of connection_init where it brings one

	begun   bool                  // connection_init has come
	ready   chan struct{}         // closed when it was acknowledged
	running sync.WaitGroup        // operations
	writing sync.Mutex            // held while a message is written
	open    map[string]*operation // GUARDED_BY(writing): operations under way, by id
}

// operation is one that is under way.
type operation struct {
	id     string
	cancel context.CancelFunc
}

// WebSocket serves a connection until either side ends it. token is what the HTTP request brought, "" for none.
func (l *Live) WebSocket(w http.ResponseWriter, r *http.Request, token string) {
	leave, admitted := l.enter(w, r)
	if !admitted {
		return
	}
	defer leave()
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{Protocol}, OriginPatterns: l.Origins})
	if err != nil {
		l.Log.DebugContext(r.Context(), "no WebSocket", "error", err)
		return // the answer is written
	}
	defer func() { _ = conn.CloseNow() }() // it may be closed already
	if conn.Subprotocol() != Protocol {
		_ = conn.Close(protocolUnknown, "Subprotocol not acceptable") // whoever went away need not be told
		return
	}
	conn.SetReadLimit(l.Limits.Message)
	ctx, cancel := context.WithCancel(r.Context())
	s := &socket{Live: l, conn: conn, ctx: ctx, token: token, ready: make(chan struct{}), open: map[string]*operation{}}
	s.address, _, _ = net.SplitHostPort(r.RemoteAddr)
	s.running.Go(s.watch)
	s.read()
	cancel()
	s.running.Wait()
}

// close ends the connection with a code. The reason must fit into a frame.
func (s *socket) close(code websocket.StatusCode, reason string) {
	_ = s.conn.Close(code, reason) // whoever went away need not be told
}

// watch ends a connection over which nothing is asked in time, whose other end is gone, or that the program has no more time for.
func (s *socket) watch() {
	init, alive := s.After(s.Limits.Init), s.After(s.Limits.Alive)
	ready := s.ready
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-ready:
			init, ready = nil, nil
		case <-init:
			s.close(initTimeout, "Connection initialisation timeout")
			return
		case <-s.Stopping:
			s.close(serverStops, "The server stops")
			return
		case <-alive:
			ctx, cancel := context.WithTimeout(s.ctx, s.Limits.Write)
			err := s.conn.Ping(ctx)
			cancel()
			if err != nil {
				_ = s.conn.CloseNow() // nobody is there to be told
				return
			}
			alive = s.After(s.Limits.Alive)
		}
	}
}

// read takes messages until the connection ends. A message that breaks the protocol ends it, with the code that the
// protocol has for it.
func (s *socket) read() {
	for {
		kind, text, err := s.conn.Read(s.ctx)
		if err != nil {
			return
		}
		var m message
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		if kind != websocket.MessageText || d.Decode(&m) != nil || !ended(d) {
			s.close(badRequest, "Invalid message")
			return
		}
		if !s.take(m) {
			return
		}
	}
}

// ended reports whether nothing stands behind what was read.
func ended(d *json.Decoder) bool {
	_, err := d.Token()
	return errors.Is(err, io.EOF)
}

// take does what a message asks for. It is false where that ended the connection.
func (s *socket) take(m message) bool {
	switch m.Type {
	case connectionInit:
		return s.begin(m.Payload)
	case ping:
		s.send(nil, message{Type: pong, Payload: m.Payload})
	case pong:
	case subscribe:
		return s.start(m)
	case complete:
		s.stop(m.ID)
	default:
		s.close(badRequest, "Invalid message type")
		return false
	}
	return true
}

// begin is the first message of a client, which may bring a token: browsers cannot send one with the HTTP request.
func (s *socket) begin(payload json.RawMessage) bool {
	if s.begun {
		s.close(tooManyInits, "Too many initialisation requests")
		return false
	}
	s.begun = true
	if token, given := tokenIn(payload); given {
		s.token = token
	}
	who, err := s.Who(s.token, s.address)
	if err != nil {
		_ = s.Refuse(access.With(s.ctx, access.Who{Address: s.address}), err)
		s.close(forbidden, "Forbidden")
		return false
	}
	s.asking = access.With(s.ctx, who)
	close(s.ready)
	s.send(nil, message{Type: connectionAck})
	return true
}

// tokenIn gives the token in the payload of connection_init: {"Authorization": "Bearer TOKEN"}, in any case.
func tokenIn(payload json.RawMessage) (string, bool) {
	var fields map[string]any
	if json.Unmarshal(payload, &fields) != nil {
		return "", false
	}
	for name, value := range fields {
		if text, ok := value.(string); ok && strings.EqualFold(name, "authorization") {
			if scheme, token, _ := strings.Cut(text, " "); strings.EqualFold(scheme, "bearer") {
				return strings.TrimSpace(token), true
			}
			return text, true
		}
	}
	return "", false
}

// send writes a message, for an operation only as long as it is under way. A client that does not take it in time is dropped.
func (s *socket) send(of *operation, m message) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if of != nil && s.open[of.id] != of {
		return
	}
	if of != nil && m.Type != next {
		delete(s.open, of.id) // before the client can hear of it and use the id again
	}
	ctx, cancel := context.WithTimeout(s.ctx, s.Limits.Write)
	defer cancel()
	if err := s.conn.Write(ctx, websocket.MessageText, marshal(m)); err != nil && s.ctx.Err() == nil {
		s.Log.DebugContext(s.ctx, "a stream was dropped", "from", s.address, "error", err)
		_ = s.conn.CloseNow() // a message may be on its way in part
	}
}

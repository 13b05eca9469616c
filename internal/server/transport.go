package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/model"
)

// maxErrors is how many errors an answer shows: enough to act on, too few to make a small request a large answer.
const maxErrors = 5

// graphQL answers GraphQL over HTTP, by POST with a JSON body and by GET for queries.
func (s *server) graphQL(w http.ResponseWriter, r *http.Request) {
	accept, ok := negotiate(r.Header)
	if !ok {
		s.refuse(w, typeJSON, http.StatusNotAcceptable, "The answer is "+typeResponse+", "+typeJSON+" or "+typeEvents+". Accept one of them.")
		return
	}
	if req, ok := s.request(w, r, accept); ok {
		s.answer(w, accept, s.engine.Do(r.Context(), req))
	}
}

// request reads a request. It is false where that was refused, and the answer is written.
func (s *server) request(w http.ResponseWriter, r *http.Request, accept string) (graph.Request, bool) {
	var req graph.Request
	var err error
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		req, err = fromURL(r)
	case http.MethodPost:
		req, err = s.fromBody(w, r)
	default:
		w.Header().Set("Allow", "GET, POST")
		err = refusal{http.StatusMethodNotAllowed, "Use POST, or GET for a query."}
	}
	if err == nil {
		req, err = s.documents.resolve(req)
	}
	var no refusal
	if errors.As(err, &no) {
		s.refuse(w, accept, no.status, no.message)
		return req, false
	}
	return req, true
}

// refusal is a request that is not GraphQL over HTTP.
type refusal struct {
	status  int
	message string
}

func (r refusal) Error() string { return r.message }

func bad(message string) error { return refusal{http.StatusBadRequest, message} }

func fromURL(r *http.Request) (graph.Request, error) {
	if t := r.Header.Get("Content-Type"); t != "" && mediaType(t) != typeJSON {
		return graph.Request{}, refusal{http.StatusUnsupportedMediaType, "A GET request has no body: leave Content-Type out."}
	}
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return graph.Request{}, bad("The address has parameters that cannot be read.")
	}
	req := graph.Request{Query: q.Get("query"), DocumentID: q.Get("documentId"), OperationName: q.Get("operationName"), QueriesOnly: true}
	for _, name := range []string{"variables", "extensions"} {
		text := q.Get(name)
		if text == "" || text == "null" {
			continue
		}
		var object map[string]any
		if decode(strings.NewReader(text), &object) != nil || object == nil {
			return req, bad("The parameter " + name + " must be a JSON object.")
		}
		if name == "variables" {
			req.Variables = object
		}
	}
	return req, nil
}

func (s *server) fromBody(w http.ResponseWriter, r *http.Request) (graph.Request, error) {
	if mediaType(r.Header.Get("Content-Type")) != typeJSON {
		return graph.Request{}, refusal{http.StatusUnsupportedMediaType, "Send the request as " + typeJSON + "."}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.maxBody))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return graph.Request{}, refusal{http.StatusRequestEntityTooLarge, "The request is too large."}
	}
	if err != nil {
		return graph.Request{}, bad("The request could not be read.")
	}
	var fields map[string]json.RawMessage
	if err := decode(bytes.NewReader(body), &fields); err != nil || fields == nil {
		return graph.Request{}, bad("The request must be one JSON object.")
	}
	return fromFields(fields)
}

// fromFields reads the parameters of a request. Those it does not know are left alone, as the specification asks.
func fromFields(fields map[string]json.RawMessage) (graph.Request, error) {
	var req graph.Request
	var extensions map[string]any
	for _, f := range []struct {
		name, form string
		into       any
	}{
		{"query", "text", &req.Query},
		{"documentId", "text", &req.DocumentID},
		{"operationName", "text", &req.OperationName},
		{"variables", "an object", &req.Variables},
		{"extensions", "an object", &extensions},
	} {
		raw, given := fields[f.name]
		if !given {
			continue
		}
		if err := decode(bytes.NewReader(raw), f.into); err != nil {
			return req, bad("The parameter " + f.name + " must be " + f.form + ".")
		}
	}
	return req, nil
}

// decode reads exactly one JSON value. Numbers keep their digits.
func decode(r io.Reader, into any) error {
	d := json.NewDecoder(r)
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one JSON value")
	}
	return nil
}

// mediaType gives the type without parameters, "" where it cannot be read or its charset is not UTF-8.
func mediaType(header string) string {
	name, params, err := mime.ParseMediaType(header)
	if charset := params["charset"]; err != nil || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return ""
	}
	return name
}

// wire is an answer as it goes over the network. A request that failed before execution has no data.
type wire struct {
	Errors     gqlerror.List   `json:"errors,omitempty"`
	Data       json.RawMessage `json:"data,omitempty"`
	Extensions map[string]any  `json:"extensions,omitempty"`
}

// What stands around the data of an answer without errors.
const dataBefore, dataBehind = `{"data":`, "}\n"

func (s *server) answer(w http.ResponseWriter, accept string, resp graph.Response) {
	status := http.StatusOK
	if resp.Data == nil && accept == typeResponse {
		status = http.StatusBadRequest
	}
	if resp.NotAllowed {
		w.Header().Set("Allow", "POST")
		status = http.StatusMethodNotAllowed
	}
	if resp.Data == nil || string(resp.Data) == "null" {
		for _, e := range resp.Errors {
			if code, said := statusOf(e, resp.Data == nil); said {
				status = code
				explain(w.Header(), code)
			}
		}
	}
	h := w.Header()
	h.Set("Content-Type", accept+"; charset=utf-8")
	h.Add("Vary", "Accept") // the origin is another reason to vary
	if len(resp.Errors) == 0 {
		// The common case is written around the data, which is JSON already. Knowing its length keeps it in one piece.
		h.Set("Content-Length", strconv.Itoa(len(dataBefore)+len(resp.Data)+len(dataBehind)))
		w.WriteHeader(status)
		_, _ = io.WriteString(w, dataBefore)
		_, _ = w.Write(resp.Data)
		_, _ = io.WriteString(w, dataBehind)
		return
	}
	out := wire{Errors: resp.Errors, Data: resp.Data}
	if len(out.Errors) > maxErrors {
		out.Errors = out.Errors[:maxErrors]
		out.Extensions = map[string]any{"moreErrors": true}
	}
	w.WriteHeader(status)
	s.write(w, out)
}

func (s *server) refuse(w http.ResponseWriter, accept string, status int, message string) {
	w.Header().Set("Content-Type", accept+"; charset=utf-8")
	w.WriteHeader(status)
	e := gqlerror.Errorf("%s", message)
	e.Extensions = map[string]any{"code": string(model.BadUserInput)}
	s.write(w, wire{Errors: gqlerror.List{e}})
}

func (s *server) write(w http.ResponseWriter, out wire) {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		s.log.Debug("answer not written", "error", err)
	}
}

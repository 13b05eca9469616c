package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// shape names the values of a row, in the order in which the statement gives them.
type shape []field

type field struct {
	name string
	rows shape // of a list of rows, nil for a plain value
}

var (
	named  = shape{{name: "id"}, {name: "name"}}
	shapes = map[string]shape{
		"deep": {{name: "id"}, {name: "name"}, {"stages", shape{
			{name: "id"},
			{name: "name"},
			{name: "stageType"},
			{"enabledBy", append(named[:2:2], field{name: "role"})},
			{"touchpoints", shape{{name: "id"}, {name: "name"}, {name: "channel"}, {"services", shape{
				{name: "id"},
				{name: "name"},
				{"organisations", named},
				{"applications", shape{{name: "id"}, {name: "name"}, {"technologies", named}, {"conformsTo", named}}},
			}}}},
		}}},
		"impact": named, "count": named, "filter": named,
		"page": append(named[:2:2], field{name: "stageType"}, field{name: "phase"}),
	}
)

// serveFloor answers every question with the statement somebody would write for it by hand: one round trip and nothing
// around it but the writing of the answer.
func serveFloor(ctx context.Context, uri, address string) error {
	d, err := driver.NewDriverWithContext(uri, driver.NoAuth())
	if err != nil {
		return err
	}
	defer func() { _ = d.Close(context.WithoutCancel(ctx)) }()
	mux := http.NewServeMux()
	for _, q := range questions {
		statement := q.statement()
		mux.HandleFunc("POST /"+q.name, func(w http.ResponseWriter, r *http.Request) {
			var asked struct{ Variables map[string]any }
			err := json.NewDecoder(r.Body).Decode(&asked)
			var answer any
			if err == nil {
				answer, err = one(r.Context(), d, statement, asked.Variables)
			}
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			out := append(make([]byte, 0, 64<<10), `{"data":{"answer":`...)
			if q.name == "deep" {
				out = appendRow(out, answer, shapes[q.name])
			} else {
				out = appendRows(out, answer, shapes[q.name])
			}
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(append(out, "}}"...))
		})
	}
	server := &http.Server{Addr: address, Handler: mux, ReadHeaderTimeout: time.Minute}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// one runs a statement and gives the value of its one record.
func one(ctx context.Context, d driver.DriverWithContext, text string, params map[string]any) (any, error) {
	session := d.NewSession(ctx, driver.SessionConfig{AccessMode: driver.AccessModeRead, DatabaseName: "neo4j"})
	defer func() { _ = session.Close(ctx) }()
	result, err := session.Run(ctx, text, params)
	if err != nil {
		return nil, err
	}
	record, err := result.Single(ctx)
	if err != nil {
		return nil, err
	}
	return record.Values[0], nil
}

func appendRows(out []byte, value any, s shape) []byte {
	rows, _ := value.([]any)
	out = append(out, '[')
	for i, row := range rows {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendRow(out, row, s)
	}
	return append(out, ']')
}

func appendRow(out []byte, value any, s shape) []byte {
	values, _ := value.([]any)
	out = append(out, '{')
	for i, f := range s {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(append(out, '"'), f.name...), `":`...)
		if f.rows != nil {
			out = appendRows(out, values[i], f.rows)
		} else if text, ok := values[i].(string); ok {
			out = strconv.AppendQuote(out, text) // the invented model has plain letters only
		} else {
			out = append(out, "null"...)
		}
	}
	return append(out, '}')
}

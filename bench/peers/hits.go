package main

import (
	"context"
	"log/slog"
	"net/http"
	"regexp"
	"strconv"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/neo4j"
)

var accesses = regexp.MustCompile(`Total database accesses: (\d+)`)

// hits gives how often a question makes Neo4j look at what it stores, as PROFILE counts it, for the first case: of the
// floor, of Carejourney and of the library.
func hits(ctx context.Context, m *model.Model, uri, library string, q question, d *data) ([3]int64, error) {
	variables := q.cases(d)[0]
	var all [3]int64
	var err error
	if all[0], err = floorHits(ctx, uri, q.statement(), variables); err != nil {
		return all, err
	}
	if all[1], err = ourHits(ctx, m, uri, q.texts[ours], variables); err != nil {
		return all, err
	}
	bodies, err := contestant{kind: neo4jLibrary}.bodies(q, d)
	if err != nil {
		return all, err
	}
	_, headers, err := ask(ctx, http.DefaultClient, library, bodies[0], "X-Profile")
	if err == nil {
		all[2], err = strconv.ParseInt(headers.Get("X-Hits"), 10, 64)
	}
	return all, err
}

func floorHits(ctx context.Context, uri, text string, params map[string]any) (int64, error) {
	d, err := driver.NewDriverWithContext(uri, driver.NoAuth())
	if err != nil {
		return 0, err
	}
	defer func() { _ = d.Close(ctx) }()
	result, err := driver.ExecuteQuery(ctx, d, "PROFILE "+text, params, driver.EagerResultTransformer, driver.ExecuteQueryWithDatabase("neo4j"))
	if err != nil {
		return 0, err
	}
	// The driver gives the wrong operators below some with two inputs; the text that the server draws is right.
	drawn, _ := result.Summary.Profile().Arguments()["string-representation"].(string)
	return total(drawn)
}

func ourHits(ctx context.Context, m *model.Model, uri, text string, variables map[string]any) (int64, error) {
	full, err := schema.Full()
	if err != nil {
		return 0, err
	}
	st, err := neo4j.Open(ctx, m, neo4j.Config{URI: uri})
	if err != nil {
		return 0, err
	}
	defer st.Close()
	engine, err := graph.NewEngine(graph.Options{Model: m, Schema: full, Store: st, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return 0, err
	}
	plan, errs, err := engine.Explain(ctx, graph.Request{Query: text, Variables: variables})
	if err != nil {
		return 0, err
	}
	if len(errs) > 0 {
		return 0, errs
	}
	return total(plan)
}

func total(plan string) (int64, error) {
	found := accesses.FindStringSubmatch(plan)
	if found == nil {
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseInt(found[1], 10, 64)
}

package telemetry

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics counts what a server does. Its names begin with carejourney_.
type Metrics struct {
	registry  *prometheus.Registry
	known     map[string]bool // operations that have a name of their own in metrics
	requests  *prometheus.CounterVec
	durations *prometheus.HistogramVec
	refused   *prometheus.CounterVec
	writes    *prometheus.CounterVec
	responses *prometheus.CounterVec
	reloads   *prometheus.CounterVec
	watching  sync.Once
}

// other is what operations are called that the server does not know: clients choose those names, and every name would be
// kept for ever.
const other = "other"

// NewMetrics makes metrics. Operations with one of the names are told apart, all others are counted together.
func NewMetrics(known []string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(), known: map[string]bool{},
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "carejourney_requests_total", Help: "Requests answered, by operation, kind of operation and the code of the first error (OK for none).",
		}, []string{"operation", "kind", "code"}),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "carejourney_request_duration_seconds", Help: "How long requests took, from the document to the answer.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"operation", "kind"}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "carejourney_requests_refused_total", Help: "Requests that were not executed because of a limit, a role or too much to do, by code.",
		}, []string{"code"}),
		writes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "carejourney_writes_total", Help: "Changes of the graph that were asked for over GraphQL, by code (OK for those made).",
		}, []string{"code"}),
		responses: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "carejourney_http_responses_total", Help: "HTTP responses by status, pages included.",
		}, []string{"status"}),
		reloads: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "carejourney_reloads_total", Help: "Times the model folder was read again, by result: good or broken.",
		}, []string{"result"}),
	}
	for _, name := range known {
		m.known[name] = true
	}
	m.registry.MustRegister(m.requests, m.durations, m.refused, m.writes, m.responses, m.reloads,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, result := range []string{"good", "broken"} {
		m.reloads.WithLabelValues(result) // so that the first one shows as a change
	}
	return m
}

// Graph is the state of what is served, asked whenever metrics are read.
type Graph struct {
	Version, Nodes, Relationships int64
	Running, Waiting              int64
	Refusals                      int64          // of tokens and roles so far
	Streams, StreamsRefused       int64          // subscriptions now, and those that were one too many so far
	Age                           *time.Duration // of a copy since it was last up to date, nil for an original
}

// Watch makes the metrics of the graph. It is called once.
func (m *Metrics) Watch(state func() Graph) {
	m.watching.Do(func() { m.registry.MustRegister(graphCollector{state}) })
}

// Handler serves the metrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// Begin notes nothing: steps are for traces.
func (m *Metrics) Begin(ctx context.Context, _ string) (context.Context, func()) {
	return ctx, func() {}
}

// Answered counts a request.
func (m *Metrics) Answered(_ context.Context, operation, kind, code string, took time.Duration) {
	if !m.known[operation] {
		operation = other
	}
	if code == "" {
		code = "OK"
	}
	m.requests.WithLabelValues(operation, kind, code).Inc()
	m.durations.WithLabelValues(operation, kind).Observe(took.Seconds())
	switch code {
	case "LIMIT_EXCEEDED", "UNAVAILABLE", "FORBIDDEN", "UNAUTHENTICATED", "TOO_MANY_REQUESTS":
		m.refused.WithLabelValues(code).Inc()
	}
	if kind == "mutation" {
		m.writes.WithLabelValues(code).Inc()
	}
}

// Reloaded counts a reading of the model folder.
func (m *Metrics) Reloaded(good bool) {
	result := "good"
	if !good {
		result = "broken"
	}
	m.reloads.WithLabelValues(result).Inc()
}

// Responded counts an HTTP response.
func (m *Metrics) Responded(status int) {
	m.responses.WithLabelValues(strconv.Itoa(status)).Inc()
}

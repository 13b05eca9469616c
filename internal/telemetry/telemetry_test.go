package telemetry_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.uber.org/goleak"

	"github.com/carejourney/carejourney/internal/telemetry"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func read(t *testing.T, m *telemetry.Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	text, err := io.ReadAll(w.Body)
	require.NoError(t, err)
	return string(text)
}

func TestRequestsAreCountedByOperationAndCode(t *testing.T) {
	m := telemetry.NewMetrics([]string{"JourneyMap"})
	m.Answered(t.Context(), "JourneyMap", "query", "", 3*time.Millisecond)
	m.Answered(t.Context(), "JourneyMap", "query", "LIMIT_EXCEEDED", time.Millisecond)
	m.Answered(t.Context(), "WhateverAClientCallsIt", "query", "", time.Millisecond)
	m.Answered(t.Context(), "", "mutation", "CONFLICT", time.Millisecond)
	m.Responded(503)
	m.Reloaded(false)
	text := read(t, m)
	for _, line := range []string{
		`carejourney_requests_total{code="OK",kind="query",operation="JourneyMap"} 1`,
		`carejourney_requests_total{code="LIMIT_EXCEEDED",kind="query",operation="JourneyMap"} 1`,
		`carejourney_requests_total{code="OK",kind="query",operation="other"} 1`,
		`carejourney_requests_refused_total{code="LIMIT_EXCEEDED"} 1`,
		`carejourney_writes_total{code="CONFLICT"} 1`,
		`carejourney_http_responses_total{status="503"} 1`,
		`carejourney_reloads_total{result="broken"} 1`,
		`carejourney_request_duration_seconds_bucket{kind="query",operation="JourneyMap",le="0.005"} 2`,
	} {
		require.Contains(t, text, line+"\n")
	}
	require.NotContains(t, text, "WhateverAClientCallsIt", "a client cannot make metrics grow")
}

func TestTheGraphIsLookedAtWhenMetricsAreRead(t *testing.T) {
	m := telemetry.NewMetrics(nil)
	state := telemetry.Graph{Version: 3, Nodes: 10, Relationships: 20, Running: 1, Waiting: 2, Refusals: 5, Streams: 6, StreamsRefused: 7}
	m.Watch(func() telemetry.Graph { return state })
	text := read(t, m)
	require.Contains(t, text, "carejourney_graph_version 3\n")
	require.Contains(t, text, "carejourney_graph_relationships 20\n")
	require.Contains(t, text, "carejourney_requests_waiting 2\n")
	require.Contains(t, text, "carejourney_refusals_total 5\n")
	require.Contains(t, text, "# TYPE carejourney_refusals_total counter\n")
	require.Contains(t, text, "carejourney_streams 6\n")
	require.Contains(t, text, "carejourney_streams_refused_total 7\n")
	require.NotContains(t, text, "carejourney_copy_age_seconds", "an original has no age")
	age := 90 * time.Second
	state.Version, state.Age = 4, &age
	text = read(t, m)
	require.Contains(t, text, "carejourney_graph_version 4\n")
	require.Contains(t, text, "carejourney_copy_age_seconds 90\n")
}

func TestARequestIsASpanWithOneForEachStepBelowIt(t *testing.T) {
	recorder := tracetest.NewSpanRecorder()
	traces := telemetry.NewTraces(sdk.NewTracerProvider(sdk.WithSpanProcessor(recorder)))
	trace := ""
	site := traces.Around(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		for _, step := range []string{"compile", "execute"} {
			_, end := traces.Begin(r.Context(), step)
			end()
		}
		traces.Answered(r.Context(), "JourneyMap", "query", "", time.Millisecond)
		trace = telemetry.TraceID(r.Context())
	}))
	r := httptest.NewRequest(http.MethodPost, "/graphql", nil)
	r.Header.Set("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	site.ServeHTTP(httptest.NewRecorder(), r)
	require.Equal(t, "0af7651916cd43dd8448eb211c80319c", trace, "the trace of the client goes on")
	require.NoError(t, traces.Close(context.WithoutCancel(t.Context())))

	spans := recorder.Ended()
	require.Len(t, spans, 3)
	request := spans[2]
	require.Equal(t, "POST", request.Name())
	require.Equal(t, "b7ad6b7169203331", request.Parent().SpanID().String())
	for i, step := range []string{"compile", "execute"} {
		require.Equal(t, step, spans[i].Name())
		require.Equal(t, request.SpanContext().SpanID(), spans[i].Parent().SpanID())
	}
	operation := ""
	for _, a := range request.Attributes() {
		if a.Key == "graphql.operation.name" {
			operation = a.Value.AsString()
		}
	}
	require.Equal(t, "JourneyMap", operation)
}

func TestTracesAreMadeOnlyWhereTheEnvironmentAsksForThem(t *testing.T) {
	for _, tc := range []struct {
		name string
		env  map[string]string
		want bool
	}{
		{"nothing is said", nil, false},
		{"an endpoint", map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"}, true},
		{"an endpoint for traces", map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://collector:4318/v1/traces"}, true},
		{"an exporter", map[string]string{"OTEL_TRACES_EXPORTER": "otlp"}, true},
		{"an endpoint, but no traces", map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318", "OTEL_TRACES_EXPORTER": "none"}, false},
		{"switched off", map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318", "OTEL_SDK_DISABLED": "true"}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			require.Equal(t, tc.want, telemetry.Wanted(func(name string) (string, bool) { v, ok := tc.env[name]; return v, ok }))
		})
	}
}

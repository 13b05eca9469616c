package telemetry

import (
	"context"
	"net/http"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// Traces makes a span for every request, and one below it for compiling and one for executing.
type Traces struct {
	provider *sdk.TracerProvider
	tracer   trace.Tracer
}

// Wanted reports whether the environment asks for traces, by the variables that OpenTelemetry names.
func Wanted(env func(string) (string, bool)) bool {
	value := func(name string) string { v, _ := env(name); return strings.ToLower(v) }
	if value("OTEL_SDK_DISABLED") == "true" || value("OTEL_TRACES_EXPORTER") == "none" {
		return false
	}
	return value("OTEL_EXPORTER_OTLP_ENDPOINT") != "" || value("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != "" || value("OTEL_TRACES_EXPORTER") == "otlp"
}

// OpenTraces makes traces that are sent over OTLP, as the environment says.
func OpenTraces(ctx context.Context, version string) (*Traces, error) {
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, err
	}
	about, err := resource.New(ctx,
		resource.WithAttributes(attribute.String("service.name", "carejourney"), attribute.String("service.version", version)), resource.WithFromEnv())
	if err != nil {
		return nil, err
	}
	return NewTraces(sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithResource(about))), nil
}

// NewTraces makes traces by a provider, which it closes.
func NewTraces(provider *sdk.TracerProvider) *Traces {
	return &Traces{provider: provider, tracer: provider.Tracer("github.com/carejourney/carejourney")}
}

// Close sends what was not sent yet.
func (t *Traces) Close(ctx context.Context) error { return t.provider.Shutdown(ctx) }

// Begin begins a step of a request.
func (t *Traces) Begin(ctx context.Context, step string) (context.Context, func()) {
	ctx, span := t.tracer.Start(ctx, step)
	return ctx, func() { span.End() }
}

// Answered says in the span of the request what was answered. The text and the variables of an operation stay out of it:
// they may hold what somebody typed.
func (t *Traces) Answered(ctx context.Context, operation, kind, code string, _ time.Duration) {
	span := trace.SpanFromContext(ctx)
	span.SetAttributes(attribute.String("graphql.operation.name", operation), attribute.String("graphql.operation.type", kind))
	if code != "" {
		span.SetAttributes(attribute.String("carejourney.code", code))
	}
	if code == "INTERNAL" {
		span.SetStatus(codes.Error, code)
	}
}

// Around makes a span for every request, below the one that the client names in traceparent.
func (t *Traces) Around(next http.Handler) http.Handler {
	propagator := propagation.TraceContext{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := propagator.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
		ctx, span := t.tracer.Start(ctx, r.Method, trace.WithSpanKind(trace.SpanKindServer),
			trace.WithAttributes(attribute.String("http.request.method", r.Method), attribute.String("url.path", r.URL.Path)))
		defer span.End()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// TraceID gives the id of the trace that a context belongs to, "" for none.
func TraceID(ctx context.Context) string {
	if s := trace.SpanContextFromContext(ctx); s.HasTraceID() {
		return s.TraceID().String()
	}
	return ""
}

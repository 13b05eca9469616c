// Package telemetry lets whoever runs a server see what it does: metrics for Prometheus and, where the environment asks for
// them, traces for OpenTelemetry. It measures nothing by itself: the engine and the server tell it.
package telemetry

package main

import (
	"context"
	"testing"
)

// BenchmarkTheDeepQueryInTheStore is the part of the deep query that the store does.
func BenchmarkTheDeepQueryInTheStore(b *testing.B) {
	w, err := newWorld()
	if err != nil {
		b.Fatal(err)
	}
	op, err := w.operation()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		result, err := w.store.Execute(context.Background(), op.Query)
		if err != nil {
			b.Fatal(err)
		}
		result.Release()
	}
}

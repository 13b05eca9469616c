package storetest

import (
	"context"
	"sync/atomic"

	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// CountingStore passes everything on to a store and counts executions, to prove that an operation takes one.
type CountingStore struct {
	store.Store
	executions atomic.Int64
}

// Counting counts the executions of a store.
func Counting(s store.Store) *CountingStore { return &CountingStore{Store: s} }

// Execute counts and passes on.
func (c *CountingStore) Execute(ctx context.Context, q *plan.Query) (*plan.Result, error) {
	c.executions.Add(1)
	return c.Store.Execute(ctx, q)
}

// Executions gives how often Execute was called since the last Reset.
func (c *CountingStore) Executions() int { return int(c.executions.Load()) }

// Reset starts counting anew.
func (c *CountingStore) Reset() { c.executions.Store(0) }

// Package storetest is the acceptance suite of the Store interface and everything that tests of stores share: Run and
// Differential, a naive store as second opinion, builders of plans, a printer of plans and answers, and a store that
// counts executions.
//
// It is imported by tests only. It tests what stores promise in internal/store, internal/plan and docs/api.md, and
// nothing that a store keeps to itself: no indexes, no costs, no text of any database.
package storetest

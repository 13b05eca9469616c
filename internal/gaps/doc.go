// Package gaps reads gap rules, which are GraphQL operations with a @gap directive, and turns their answers into
// findings: what is missing, why one can say so, whom it touches and what to do about it.
//
// It runs nothing itself and knows no rule by name: whoever has an engine gives a Finder a function that answers queries,
// and the Finder keeps what all rules find for one version of the graph.
package gaps

// Package gaps reads gap rules, which are GraphQL operations with a @gap directive, and turns their answers into
// findings: what is missing, why one can say so, whom it touches and what to do about it.
//
// It runs nothing and knows no rule by name: whoever has an engine asks it what Variables say and hands the answer to
// Rule.Read.
package gaps

// Package compile turns a GraphQL query operation with its variables into a plan: what a store has to answer, and how
// the answer is written as JSON. Everything a client can get wrong about an operation is found here, before anything
// is executed, with its place in the document.
//
// It does no I/O and executes nothing. Plans are kept and used again: values of variables that only stand where a
// plan takes an operand are bound anew for every execution, all others are part of the plan.
package compile

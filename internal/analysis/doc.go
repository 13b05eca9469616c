// Package analysis works out what no walk along relationships can say: how the stages of a journey hang together. Its
// functions are pure and look at one journey at a time.
//
// It reads no store and knows nothing of GraphQL; what a function needs is named in the schema, beside the field it answers.
package analysis

// Package analysis works out what no walk along relationships can say: how the stages of a journey hang together, what
// would happen if something went, what two things have in common. Its functions are pure and look at a small graph at a
// time: a journey, or what a question is about.
//
// It reads no store and knows nothing of GraphQL; what a function needs is named in the schema, beside the field it answers.
package analysis

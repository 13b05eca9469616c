// Package judge asks a second opinion: thousands of operations are answered both by this program and by graphql-js with
// naive resolvers over a dump of the same graph, and the answers must be equal to the byte. The resolvers, in js, follow
// docs/api.md and share nothing with the planner, the store and the writer they judge. Gaps are judged in the same way: gap rules are asked
// as the operations they are, and read as docs/gap-rules.md says.
//
// It holds tests only and takes no part in the program.
package judge

// Package access says who asks and what they may do: roles, the file of tokens that gives them, and how many refusals
// one address is granted before it is only turned away.
//
// It knows nothing about HTTP or GraphQL. What needs which role is said in the schema; graph asks here whether who asks has it.
package access

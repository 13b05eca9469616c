// Package acceptance holds tests of the whole program as its users meet it: the library of questions, asked of the
// journeys that are shipped. It contains nothing but tests.
package acceptance

package model

import (
	"errors"
	"fmt"
	"strings"
)

// Code classes an error for callers. It is mapped once to GraphQL extensions.code and once to an exit status.
type Code string

// The codes.
const (
	BadUserInput  Code = "BAD_USER_INPUT"
	NotFound      Code = "NOT_FOUND"
	Conflict      Code = "CONFLICT"
	LimitExceeded Code = "LIMIT_EXCEEDED"
	Unavailable   Code = "UNAVAILABLE"
	Internal      Code = "INTERNAL"

	Unauthenticated Code = "UNAUTHENTICATED"   // nobody has said who asks
	Forbidden       Code = "FORBIDDEN"         // who asks may not do this
	TooManyRequests Code = "TOO_MANY_REQUESTS" // who asks was refused too often of late
)

// Error is what every part of the program returns when something a person can act on went wrong.
type Error struct {
	Code     Code
	Message  string           // for the person, without internal detail
	Path     []any            // path into the input (string and int), where there is one
	Problems []Problem        // every single problem, where there are several
	Numbers  map[string]int64 // figures to act on by name, where there are any
	Err      error            // cause, for the log only
}

// Error gives the message, and the problems a line each.
func (e *Error) Error() string {
	if len(e.Problems) == 0 {
		return e.Message
	}
	lines := make([]string, 0, len(e.Problems)+1)
	lines = append(lines, e.Message)
	for _, p := range e.Problems {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error with a formatted message. A %w verb keeps the cause.
func Errorf(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Message: err.Error(), Err: errors.Unwrap(err)}
}

// CodeOf gives the code of the first Error in the chain, Internal for any other error and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// Problem is one thing wrong with model content, at the place it stands.
type Problem struct {
	File         string
	Line, Column int    // from 1; 0 where there is no file
	Path         []any  // path into the input of a write, where there is no file
	Rule         string // name of the rule broken, for example unknown-reference
	Message      string
	Suggestion   string // what to write instead, empty where there is no good guess
}

// String writes the problem as file:line:column: message (rule), with the suggestion behind it.
func (p Problem) String() string {
	place := ""
	if p.File != "" {
		place = fmt.Sprintf("%s:%d:%d: ", p.File, p.Line, p.Column)
	}
	text := fmt.Sprintf("%s%s (%s)", place, p.Message, p.Rule)
	if p.Suggestion != "" {
		text += ". " + p.Suggestion
	}
	return text
}

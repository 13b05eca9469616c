package neo4j

import (
	"context"
	"errors"
	"io"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/carejourney/carejourney/internal/model"
)

// errTooLong ends what the server does not end by itself in time.
var errTooLong = errors.New("Neo4j took too long")

// failure gives an error as callers know it. What the driver says goes to the log: it may hold addresses, text of
// statements and values.
func (st *Store) failure(ctx context.Context, err error) error {
	var known *model.Error
	if errors.As(err, &known) {
		return err
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, errTooLong) {
		return ctx.Err()
	}
	code, message := classify(err)
	if errors.Is(context.Cause(ctx), errTooLong) && code != model.LimitExceeded {
		code, message = model.Unavailable, "the database does not answer in time"
	}
	st.config.Log.ErrorContext(ctx, "Neo4j failed", "message", message, "code", string(code), "error", err)
	return &model.Error{Code: code, Message: message, Err: err}
}

// classify says what an error of the driver means.
func classify(err error) (model.Code, string) {
	var refused *driver.Neo4jError
	switch {
	case errors.Is(err, errTooLong), errors.Is(err, context.DeadlineExceeded):
		return model.LimitExceeded, "the question took the database too long: ask for less"
	case errors.As(err, &refused):
		return classifyCode(refused.Code)
	case passes(err):
		return model.Unavailable, "the database cannot be reached"
	}
	var unreachable *driver.ConnectivityError
	if errors.As(err, &unreachable) {
		return model.Unavailable, "the database cannot be reached"
	}
	return model.Internal, "the database gave an answer that was not expected"
}

// passes reports whether it may help to try again. The driver says so of most errors that pass, but not of an answer that
// breaks off.
func passes(err error) bool {
	return driver.IsRetryable(err) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)
}

func classifyCode(code string) (model.Code, string) {
	switch {
	case strings.HasPrefix(code, "Neo.ClientError.Transaction.TransactionTimedOut"):
		return model.LimitExceeded, "the question took the database too long: ask for less"
	case strings.HasPrefix(code, "Neo.ClientError.Security."):
		return model.Unavailable, "the database refuses the user or the password"
	case strings.HasPrefix(code, "Neo.ClientError.Database.DatabaseNotFound"):
		return model.Unavailable, "the server has no database of that name"
	case strings.HasPrefix(code, "Neo.TransientError.General.OutOfMemory"),
		strings.HasPrefix(code, "Neo.TransientError.General.MemoryPoolOutOfMemory"):
		return model.LimitExceeded, "the question took the database too much memory: ask for less"
	case strings.HasPrefix(code, "Neo.TransientError."):
		return model.Unavailable, "the database is busy: try again"
	}
	return model.Internal, "the database refused a statement"
}

package server

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/google/uuid"
)

// requestID is the header that ties an answer to the log.
const requestID = "X-Request-Id"

// logged writes a line for each request and gives it an id that the answer carries too. Queries and variables are not
// logged: they may hold what somebody typed.
func logged(log *slog.Logger, now func() time.Time, responded func(status int), next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := now()
		id := uuid.NewString()
		w.Header().Set(requestID, id)
		seen := &recorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r.WithContext(withRequestID(r.Context(), id)))
		if responded != nil {
			responded(seen.status)
		}
		log.LogAttrs(r.Context(), slog.LevelInfo, "request",
			slog.String("id", id), slog.String("method", r.Method), slog.String("path", r.URL.Path),
			slog.Int("status", seen.status), slog.Int64("bytes", seen.bytes), slog.Duration("took", now().Sub(start)))
	})
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(p []byte) (int, error) {
	n, err := r.ResponseWriter.Write(p)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the writer below.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

package pages

import (
	"compress/gzip"
	"net/http"
	"strings"
)

// compressed lets pages be sent with gzip. They hold nothing secret that somebody could guess by their length. What has an
// encoding already, and what is no text, is left as it is.
func compressed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			next.ServeHTTP(w, r)
			return
		}
		out := &zipping{ResponseWriter: w}
		defer out.close()
		next.ServeHTTP(out, r)
	})
}

// zipping compresses what is written where it is a page.
type zipping struct {
	http.ResponseWriter
	zip     *gzip.Writer
	started bool
}

func (z *zipping) WriteHeader(status int) {
	z.start()
	z.ResponseWriter.WriteHeader(status)
}

func (z *zipping) start() {
	if z.started {
		return
	}
	z.started = true
	h := z.Header()
	if !strings.HasPrefix(h.Get("Content-Type"), "text/html") || h.Get("Content-Encoding") != "" {
		return
	}
	h.Set("Content-Encoding", "gzip")
	h.Add("Vary", "Accept-Encoding")
	z.zip, _ = gzip.NewWriterLevel(z.ResponseWriter, gzip.BestSpeed) // fails for unknown levels only
}

func (z *zipping) Write(data []byte) (int, error) {
	z.start()
	if z.zip == nil {
		return z.ResponseWriter.Write(data)
	}
	return z.zip.Write(data)
}

// Unwrap lets http.ResponseController reach the writer below.
func (z *zipping) Unwrap() http.ResponseWriter { return z.ResponseWriter }

func (z *zipping) close() {
	if z.zip != nil {
		_ = z.zip.Close() // nobody is left to tell when the client has gone
	}
}

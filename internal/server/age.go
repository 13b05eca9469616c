package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/carejourney/carejourney/internal/store"
)

// ageHeader says how many seconds ago the graph was last known to be up to date, where it is a copy of another.
const ageHeader = "Carejourney-Graph-Age"

// CopyHealth is the state of a graph that is a copy of another.
type CopyHealth struct {
	AgeSeconds int64 `json:"ageSeconds"` // since it was last known to be up to date
	Following  bool  `json:"following"`  // false while the original cannot be reached
}

// aged makes every answer say how old the copy is that it is read from, if it is one.
func (s *server) aged(next http.Handler) http.Handler {
	if s.copy == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(ageHeader, strconv.FormatInt(ageSeconds(s.copy), 10))
		next.ServeHTTP(w, r)
	})
}

func ageSeconds(graph store.Aged) int64 { return int64(graph.Age() / time.Second) }

// copyHealth gives the state of a copy, nil for an original.
func copyHealth(graph store.Aged) *CopyHealth {
	if graph == nil {
		return nil
	}
	return &CopyHealth{AgeSeconds: ageSeconds(graph), Following: graph.Healthy()}
}

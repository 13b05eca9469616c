package server

import (
	"encoding/json"
	"io"
	"net/http"
	"time"

	"github.com/carejourney/carejourney/internal/pages"
)

// live says that the process runs.
func (s *server) live(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "ok\n")
}

// ready says whether questions are answered. A broken model file leaves the last good graph serving: that is ready,
// with the problem named.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	state := s.health()
	state.Copy = copyHealth(s.copy)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if !state.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	if err := json.NewEncoder(w).Encode(state); err != nil {
		s.log.DebugContext(r.Context(), "health not written", "error", err)
	}
}

// state is the same for the pages.
func (s *server) state() pages.State {
	health := s.health()
	state := pages.State{Ready: health.Ready, Version: health.Version, Problem: health.Problem}
	if s.copy != nil {
		state.Copy, state.Age, state.Broken = true, s.copy.Age().Truncate(time.Second), !s.copy.Healthy()
	}
	return state
}

func (s *server) schemaText(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, s.schema)
}

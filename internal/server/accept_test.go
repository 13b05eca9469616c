package server

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNegotiate(t *testing.T) {
	tests := []struct {
		name, accept, want string
		ok                 bool
	}{
		{"without Accept the answer is application/json", "", typeJSON, true},
		{"a wildcard means application/json", "*/*", typeJSON, true},
		{"the newer type is given when asked for", typeResponse, typeResponse, true},
		{"the first of two equally wanted types wins", typeResponse + ", application/json, text/event-stream", typeResponse, true},
		{"quality decides", typeResponse + ";q=0.5, application/json;q=0.9", typeJSON, true},
		{"quality zero means never", "application/json;q=0", "", false},
		{"other types are not acceptable", "text/html", "", false},
		{"what cannot be read is left out", ";;, application/json", typeJSON, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := http.Header{}
			if tt.accept != "" {
				h.Set("Accept", tt.accept)
			}
			got, ok := negotiate(h)
			require.Equal(t, tt.ok, ok)
			require.Equal(t, tt.want, got)
		})
	}
}

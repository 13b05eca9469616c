package server_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/server"
)

// old is a copy of a certain age whose original is away.
type old time.Duration

func (o old) Age() time.Duration { return time.Duration(o) }
func (o old) Healthy() bool      { return false }

func TestACopyServesOnAndSaysHowOldItIs(t *testing.T) {
	s := site(t, func(c *server.Config) { c.Copy = old(90*time.Second + time.Millisecond) })
	status, header, body := answer(t, "POST", s.URL+"/graphql", `{"query": "{ journeys { totalCount } }"}`, "Content-Type", "application/json")
	require.Equal(t, 200, status)
	require.Contains(t, body, `"totalCount":1`)
	require.Equal(t, "90", header.Get("Carejourney-Graph-Age"))
	status, _, body = answer(t, "GET", s.URL+"/readyz", "")
	require.Equal(t, 200, status)
	require.Contains(t, body, `"copy":{"ageSeconds":90,"following":false}`)
}

func TestAnOriginalHasNoAge(t *testing.T) {
	s := site(t, nil)
	_, header, body := answer(t, "GET", s.URL+"/readyz", "")
	require.Empty(t, header.Get("Carejourney-Graph-Age"))
	require.NotContains(t, body, "copy")
}

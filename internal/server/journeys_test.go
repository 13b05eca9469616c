package server_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/server"
	"github.com/carejourney/carejourney/queries"
)

// journeySite starts a server with the whole library.
func journeySite(t *testing.T, changes ...func(*server.Config)) *httptest.Server {
	t.Helper()
	return site(t, func(c *server.Config) {
		questions, err := library.Read(queries.Files)
		require.NoError(t, err)
		c.Library = nil
		for _, q := range questions {
			c.Library = append(c.Library, server.Example{Name: q.Name, Question: q.Question, Query: q.Query, Variables: q.Variables})
		}
		for _, change := range changes {
			change(c)
		}
	})
}

func TestPagesAboutJourneys(t *testing.T) {
	s := journeySite(t)
	tests := []struct {
		name, path string
		status     int
		want       []string
	}{
		{"the first page leads to the journeys", "/", 200, []string{`href="/journeys"`}},
		{"journeys are a table", "/journeys", 200, []string{"Asthma in a child", `href="/journeys/asthma"`, "carejourney query journeys"}},
		{"a map shows the stages and leads to their steps", "/journeys/asthma", 200, []string{"<svg", "Review &lt;b&gt;", `href="/journeys/asthma/steps#stage-1"`, "no service", "Skip the map"}},
		{"a journey may be named by its whole id", "/journeys/journey:asthma", 200, []string{"<svg", `href="/journeys/asthma/steps"`}},
		{"the query behind a map can be asked again", "/journeys/asthma", 200, []string{
			"query JourneyPicture($journey: ID!)", "carejourney query journey-picture --var journey=journey:asthma", "carejourney render asthma", "curl -G http://127.0.0.1",
			"/?question=journey-picture&amp;variables=%7B%22journey%22%3A%22journey%3Aasthma%22%7D#ask",
		}},
		{"the steps say everything in words", "/journeys/asthma/steps", 200, []string{`id="stage-1"`, "Review &lt;b&gt;", "Gap:", "no business capability", "The journey can end here."}},
		{"a journey that is not there is not found", "/journeys/nothing", 404, []string{"Page not found"}},
		{"nor are its steps", "/journeys/nothing/steps", 404, []string{"Page not found"}},
		{"nor is its file", "/journeys/nothing.svg", 404, []string{"Page not found"}},
		{"a format that is not there is not found", "/journeys/asthma.gif", 404, []string{"Page not found"}},
		{"the form can be opened with variables", "/?question=touchpoints&variables=%7B%22id%22%3A1%7D", 200, []string{"{&#34;id&#34;:1}"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, h, body := answer(t, "GET", s.URL+tt.path, "")
			require.Equal(t, tt.status, status, body)
			for _, want := range tt.want {
				require.Contains(t, body, want)
			}
			soundPage(t, h, body)
		})
	}
}

// soundPage checks what holds for every page: no script, no style that the policy refuses, one heading, landmarks, a
// language, a title and names that stay names.
func soundPage(t *testing.T, h http.Header, body string) {
	t.Helper()
	require.Contains(t, h.Get("Content-Security-Policy"), "default-src 'none'")
	require.NotContains(t, body, "<script")
	require.NotContains(t, body, "style=")
	require.NotContains(t, body, "Review <b>")
	require.NotRegexp(t, `<[^>]* on\w+=`, body)
	for once, times := range map[string]int{`<h1`: 1, `<main id="main"`: 1, `<html lang="en">`: 1, `href="#main"`: 1, `<title>`: 1} {
		if once == `<title>` {
			require.Regexp(t, `<title>.+ – Carejourney</title>`, body)
			continue
		}
		require.Equal(t, times, strings.Count(body, once), once)
	}
	levels := regexp.MustCompile(`<h([1-6])`).FindAllStringSubmatch(body, -1)
	for i := 1; i < len(levels); i++ {
		require.LessOrEqual(t, levels[i][1][0], levels[i-1][1][0]+1, "headings skip no level")
	}
	ids := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		require.False(t, ids[id[1]], "id %s twice", id[1])
		ids[id[1]] = true
	}
	for _, link := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(body, -1) {
		require.True(t, ids[link[1]], "nothing is at #%s", link[1])
	}
}

func TestFilesOfAJourney(t *testing.T) {
	s := journeySite(t)
	_, _, picture := answer(t, "GET", s.URL+"/journeys/asthma.png", "")
	require.True(t, strings.HasPrefix(picture, "\x89PNG"))
	for format, contentType := range map[string]string{
		"svg": "image/svg+xml; charset=utf-8", "mermaid": "text/plain; charset=utf-8", "dot": "text/vnd.graphviz; charset=utf-8", "csv": "text/csv; charset=utf-8",
	} {
		t.Run(format, func(t *testing.T) {
			status, h, body := answer(t, "GET", s.URL+"/journeys/asthma."+format, "")
			require.Equal(t, 200, status)
			require.Equal(t, contentType, h.Get("Content-Type"))
			require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
			require.Equal(t, `inline; filename="asthma.`+format+`"`, h.Get("Content-Disposition"))
			require.Contains(t, body, "Review")

			status, _, body = answer(t, "GET", s.URL+"/journeys/asthma."+format, "", "If-None-Match", h.Get("ETag"))
			require.Equal(t, 304, status)
			require.Empty(t, body)
		})
	}
}

func TestTheStylesheetLoadsNothingFromElsewhere(t *testing.T) {
	css, err := os.ReadFile(filepath.Join("..", "..", "web", "assets", "carejourney.css"))
	require.NoError(t, err)
	require.NotRegexp(t, `(?i)frutiger|@import|url\(\s*["']?https?:`, string(css), "no font and nothing else from elsewhere")
	require.Contains(t, string(css), "font-family: Arial, sans-serif")
}

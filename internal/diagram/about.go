package diagram

import (
	"encoding/json"
	"strconv"
)

// About says what a picture shows and where it comes from. Every file keeps it, so that a picture that is passed on can
// be made again.
type About struct {
	Title     string `json:"title"`
	View      string `json:"view"`
	Status    string `json:"status"` // illustrative or not, version and review of the graph
	Question  string `json:"question"`
	Variables string `json:"variables"` // JSON
	Filters   string `json:"filters,omitempty"`
	Renderer  string `json:"renderer"`
}

// about begins what is said about a picture of a view.
func about(view, title, status string, variables map[string]any) About {
	text, err := json.Marshal(variables)
	if err != nil {
		text = nil // only values that are no JSON fail, and there are none
	}
	a := About{Title: title, View: view, Status: status, Variables: string(text), Renderer: Renderer}
	for _, v := range views {
		if v.Name == view {
			a.Question = v.Question
		}
	}
	return a
}

// status says how far what a picture shows can be relied on.
func status(illustrative bool, version int64, reviewed string) string {
	content, when := "", ""
	if illustrative {
		content = "Illustrative content"
	}
	if reviewed != "" {
		when = "reviewed " + day(reviewed)
	}
	return joined(" · ", content, "graph version "+strconv.FormatInt(version, 10), when)
}

// text is everything as JSON.
func (a About) text() string {
	text, err := json.Marshal(a)
	if err != nil {
		return "" // it has texts only, which all can be written
	}
	return string(text)
}

// source says in one line with which question a picture is made.
func (a About) source() string {
	return joined(" ", a.Question, a.Variables, a.Filters)
}

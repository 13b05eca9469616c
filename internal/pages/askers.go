package pages

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/library"
)

// asked are the questions that people of one sort ask.
type asked struct {
	ID, Name  string
	Questions []library.Question
}

// askers are the sorts of people, with the word by which a question names them.
var askers = []struct{ id, name, word string }{
	{"designers", "Service designers", "service designers"},
	{"teams", "Maternity and NHS App teams", "maternity"},
	{"teams", "Maternity and NHS App teams", "NHS App teams"},
	{"analysts", "Analysts", "analysts"},
	{"architects", "Architects and digital leads", "architects"},
	{"architects", "Architects and digital leads", "digital leads"},
}

// byAsker puts each question under those whom it names first as asking it, and the rest under everybody.
func byAsker(questions []library.Question) []asked {
	everybody := asked{ID: "everybody", Name: "Everybody"}
	var groups []asked
	for _, a := range askers {
		if !slices.ContainsFunc(groups, func(g asked) bool { return g.ID == a.id }) {
			groups = append(groups, asked{ID: a.id, Name: a.name})
		}
	}
	for _, q := range questions {
		id, first := "", len(q.AskedBy)
		for _, a := range askers {
			if at := strings.Index(q.AskedBy, a.word); at >= 0 && at < first {
				id, first = a.id, at
			}
		}
		if i := slices.IndexFunc(groups, func(g asked) bool { return g.ID == id }); i >= 0 {
			groups[i].Questions = append(groups[i].Questions, q)
		} else {
			everybody.Questions = append(everybody.Questions, q)
		}
	}
	return slices.DeleteFunc(append(groups, everybody), func(g asked) bool { return len(g.Questions) == 0 })
}

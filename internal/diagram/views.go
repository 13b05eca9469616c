package diagram

import (
	"fmt"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Picture is what can be drawn and written: a *Journey, a *Matrix, a *Flow, a *Comparison, a *Near or a *Chain.
type Picture interface {
	// About says what it shows and where it comes from.
	About() About
	// draw lays it out as one scene.
	draw(Links) *Scene
	// sheets lays it out on several scenes, each small enough for a slide or a printed page.
	sheets(Links) []*Scene
	// tables gives everything it shows as tables.
	tables() []sheet
}

// sheet is a table with a name, its first row the headings.
type sheet struct {
	name string
	rows [][]string
	band func(row, column int) Band // of a cell, where it has one
}

// ErrNoJourney says that the answer to a question has no journey.
var ErrNoJourney error = &model.Error{Code: model.NotFound, Message: "There is no such journey."}

// Options choose what a view shows. The zero value is what is shown at first.
type Options struct {
	Measure string // of the matrix: coverage or maturity
	Group   string // id of a group of people: of the flow, those who are followed; of the map, those who go along it
	Hide    Hidden // of the map
	Area    string // of the map: id of the organisation whose area is shown, "" for everywhere
	Trace   string // of the map: id of what is followed through it
	Focus   string // of the map: id of what is told about beside it, where there is room for that
}

// View is a way to look at a journey: the question of the library it asks, with the journey's id as variable, and how its
// answer becomes a picture.
type View struct {
	Name     string
	Question string
	Read     func(answer []byte, o Options) (Picture, error)
}

var views = []View{
	{"map", "journey-picture", readMap},
	{"matrix", "heat-map", func(data []byte, o Options) (Picture, error) { return orNil(ReadMatrix(data, o.Measure)) }},
	{"flow", "journey-flow", func(data []byte, o Options) (Picture, error) { return orNil(ReadFlow(data, o.Group)) }},
}

func readMap(data []byte, o Options) (Picture, error) {
	j, err := Read(data)
	if err != nil {
		return nil, err
	}
	j.Hidden = o.Hide
	return j, nil
}

// orNil keeps a nil pointer from becoming a picture.
func orNil[P Picture](p P, err error) (Picture, error) {
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Views gives the views there are, the map first.
func Views() []View { return slices.Clone(views) }

// ViewNamed finds a view. It fails with BAD_USER_INPUT where there is none of that name.
func ViewNamed(name string) (View, error) {
	i := slices.IndexFunc(views, func(v View) bool { return v.Name == name })
	if i < 0 {
		names := make([]string, len(views))
		for i, v := range views {
			names[i] = v.Name
		}
		return View{}, model.Errorf(model.BadUserInput, "A journey is shown as %s or compare, not as %q.", strings.Join(names, ", "), name)
	}
	return views[i], nil
}

// Draw lays a picture out as one scene.
func Draw(p Picture, links Links) *Scene {
	s := p.draw(links)
	if !links.Bare {
		s.About = p.About() // a page says it itself
	}
	return s
}

// Sheets lays a picture out on scenes that are each small enough for a slide or a printed page. Every one has the title
// and the key.
func Sheets(p Picture, links Links) []*Scene {
	list := p.sheets(links)
	for i, s := range list {
		s.About = p.About()
		if len(list) > 1 {
			s.About.Title += fmt.Sprintf(", part %d of %d", i+1, len(list))
		}
	}
	return list
}

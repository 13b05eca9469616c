package pages

import (
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
)

// comparedPicture lays two journeys over each other, out of the question that maps are made of.
func (p *Pages) comparedPicture(r *http.Request, first, second string) (*diagram.Comparison, behind, error) {
	read := func(id string) (*diagram.Journey, behind, error) {
		picture, asked, err := p.picture(r, id, "map", diagram.Options{})
		j, ok := picture.(*diagram.Journey)
		if err == nil && !ok {
			err = diagram.ErrNoJourney
		}
		return j, asked, err
	}
	a, asked, err := read(first)
	if err != nil {
		return nil, asked, err
	}
	b, _, err := read(second)
	if err != nil {
		return nil, asked, err
	}
	asked.Command += "\ncarejourney render " + quoted(bare(first)) + " --view compare --with " + quoted(bare(second)) + " --file differences.svg"
	return diagram.Compare(a, b), asked, nil
}

// bare is the id of a journey as addresses and the command line take it.
func bare(journey string) string { return strings.TrimPrefix(journey, "journey:") }

// draw puts the picture of two journeys on the page.
func (c *comparePage) draw(picture *diagram.Comparison, links diagram.Links) {
	c.Picture = template.HTML(diagram.Draw(picture, links).SVG()) //nolint:gosec // the writer escapes every text
	c.Summary = picture.Summary()
	for _, f := range diagram.FormatsOf("compare") {
		query := url.Values{"first": {picture.A.ID}, "second": {picture.B.ID}, "format": {f}}
		c.Downloads = append(c.Downloads, link{formatNames[f], "/compare?" + query.Encode()})
	}
}

// comparedFile serves the picture of two journeys in a format.
func (p *Pages) comparedFile(w http.ResponseWriter, r *http.Request, first, second, format string) {
	if known, ok := diagram.FormatOfFile(format); ok {
		format = known
	}
	picture, _, err := p.comparedPicture(r, first, second)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	p.file(w, r, picture, address{id: bare(first) + "-and-" + bare(second), view: view{picture: "compare"}, format: format})
}

package pages

import (
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/carejourney/carejourney/internal/diagram"
)

// pair is what is compared: two journeys, two products, or two areas on a journey.
type pair struct {
	what, journey, first, second string
	less                         bool // without what takes its time in a large model
}

// drawn says whether there is a picture of such a comparison.
func (c pair) drawn() bool { return c.what != "products" }

// complete says whether both are chosen, and the journey too where areas need one.
func (c pair) complete() bool {
	return c.first != "" && c.second != "" && (c.what != "areas" || c.journey != "")
}

// values are the parameters of an address that shows the comparison.
func (c pair) values() url.Values {
	v := url.Values{"what": {c.what}, "journey": {c.journey}, "first": {c.first}, "second": {c.second}}
	if c.what == "journeys" {
		v.Del("what") // what is compared where nothing is said
	}
	return v
}

// name is what files of the comparison are called.
func (c pair) name() string {
	parts := []string{bare(c.first), "and", bare(c.second)}
	if c.what == "areas" {
		parts = append([]string{bare(c.journey), "in"}, parts...)
	}
	return strings.Join(parts, "-")
}

// command is the command line that writes the picture into a file.
func (c pair) command() string {
	if c.what == "areas" {
		return "carejourney render " + quoted(bare(c.journey)) + " --view compare --area " + quoted(c.first) + " --with-area " + quoted(c.second) + " --file differences.svg"
	}
	return "carejourney render " + quoted(bare(c.first)) + " --view compare --with " + quoted(bare(c.second)) + " --file differences.svg"
}

// bare is an id without its kind, as addresses and the command line take that of a journey.
func bare(id string) string {
	_, name, found := strings.Cut(id, ":")
	if !found {
		return id
	}
	return name
}

// comparedPicture lays two journeys, or what two areas have on one, over each other, out of the question that maps are made of. What
// areas have is the answer to the question about them.
func (p *Pages) comparedPicture(r *http.Request, c pair, areas []byte) (*diagram.Comparison, behind, error) {
	read := func(id string) (*diagram.Journey, behind, error) {
		picture, asked, err := p.picture(r, id, "map", diagram.Options{})
		j, ok := picture.(*diagram.Journey)
		if err == nil && !ok {
			err = diagram.ErrNoJourney
		}
		return j, asked, err
	}
	if c.what == "areas" {
		j, asked, err := read(c.journey)
		if err != nil {
			return nil, asked, err
		}
		asked.Command += "\n" + c.command()
		picture, err := diagram.CompareAreas(j, areas)
		return picture, asked, err
	}
	var a, b *diagram.Journey
	var asked behind
	var both errgroup.Group
	both.Go(func() (err error) { a, asked, err = read(c.first); return err })
	both.Go(func() (err error) { b, _, err = read(c.second); return err })
	if err := both.Wait(); err != nil {
		return nil, asked, err
	}
	asked.Command += "\n" + c.command()
	return diagram.Compare(a, b), asked, nil
}

// draw puts the picture of a comparison on the page.
func (c *comparePage) draw(picture *diagram.Comparison, of pair, links diagram.Links) {
	c.Picture = template.HTML(diagram.Draw(picture, links).SVG()) //nolint:gosec // the writer escapes every text
	c.Summary = picture.Summary()
	for _, f := range diagram.FormatsOf("compare") {
		query := of.values()
		query.Set("format", f)
		c.Downloads = append(c.Downloads, link{formatNames[f], "/compare?" + clean(query)})
	}
}

// comparedFile serves the picture of a comparison in a format.
func (p *Pages) comparedFile(w http.ResponseWriter, r *http.Request, c pair, format string) {
	if known, ok := diagram.FormatOfFile(format); ok {
		format = known
	}
	var areas []byte
	var err error
	if c.what == "areas" {
		areas, _, err = p.answerLess(r, "compare-regions", map[string]any{"journey": c.journey, "first": c.first, "second": c.second}, diagram.AreasLess)
	}
	var picture *diagram.Comparison
	if err == nil {
		picture, _, err = p.comparedPicture(r, c, areas)
	}
	if err != nil {
		p.fail(w, r, err)
		return
	}
	p.file(w, r, picture, address{id: c.name(), view: view{picture: "compare"}, format: format})
}

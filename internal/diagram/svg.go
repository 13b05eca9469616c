package diagram

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// fonts are all as wide as the one that is measured.
const fonts = "Arial, Liberation Sans, Helvetica, sans-serif"

// SVG writes the scene as one svg element. It has no style attributes and no scripts, so that it may stand in a page
// that allows neither.
func (s *Scene) SVG() []byte {
	w := &svg{out: make([]byte, 0, 256<<10)}
	width, height := strconv.Itoa(s.Width), strconv.Itoa(s.Height)
	w.open("svg", "xmlns", "http://www.w3.org/2000/svg", "width", width, "height", height, "viewBox", "0 0 "+width+" "+height,
		"role", "group", "font-family", fonts, "data-renderer", Renderer)
	w.element("title", s.Title)
	w.element("desc", s.Description)
	if s.About.Question != "" {
		w.element("metadata", s.About.text())
	}
	w.raw(`<defs><pattern id="gap-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
		`<rect width="8" height="8" fill="#ffffff"/><rect width="2" height="8" fill="` + hatchRed + `"/></pattern>` +
		`<pattern id="no-data-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
		`<rect width="8" height="8" fill="#ffffff"/><rect width="3" height="8" fill="` + cloud + `"/></pattern></defs>` + "\n")
	for _, item := range s.Items {
		w.item(item)
	}
	w.raw("</svg>\n")
	return w.out
}

type svg struct{ out []byte }

func (w *svg) item(item Item) {
	switch item := item.(type) {
	case *Group:
		w.group(item)
	case *Rect:
		w.rect(item)
	case *Path:
		w.path(item)
	case *Text:
		w.text(item)
	}
}

func (w *svg) group(g *Group) {
	if len(g.Items) == 0 {
		return // an empty list would be announced for nothing
	}
	hidden := ""
	if g.Hidden {
		hidden = "true"
	}
	w.open("g", "class", g.Class, "role", g.Role, "aria-label", g.Label, "aria-hidden", hidden)
	if g.Link != "" {
		chosen := ""
		if g.Chosen {
			chosen = "true"
		}
		w.open("a", "href", g.Link, "aria-current", chosen)
	}
	if g.Title != "" {
		w.element("title", g.Title)
	}
	for _, item := range g.Items {
		w.item(item)
	}
	if g.Link != "" {
		w.raw("</a>")
	}
	w.raw("</g>\n")
}

func (w *svg) rect(r *Rect) {
	w.start("rect")
	w.number("x", r.X)
	w.number("y", r.Y)
	w.number("width", r.W)
	w.number("height", r.H)
	if r.R > 0 {
		w.number("rx", r.R)
	}
	w.paint(r.Paint)
	w.raw("/>")
}

func (w *svg) path(p *Path) {
	w.raw(`<path d="`)
	w.out = p.text(w.out)
	w.raw(`"`)
	w.paint(p.Paint)
	w.raw("/>")
}

func (w *svg) text(t *Text) {
	w.start("text")
	w.number("x", t.X)
	w.number("y", t.Y)
	w.number("font-size", t.Size)
	if t.Bold {
		w.attribute("font-weight", "bold")
	}
	switch t.Anchor {
	case Middle:
		w.attribute("text-anchor", "middle")
	case End:
		w.attribute("text-anchor", "end")
	}
	w.attribute("fill", t.Fill)
	w.raw(">")
	w.escape(t.S)
	w.raw("</text>")
}

func (w *svg) paint(p Paint) {
	fill := p.Fill
	if fill == "" {
		fill = "none"
	}
	w.attribute("fill", fill)
	if p.Stroke == "" {
		return
	}
	w.attribute("stroke", p.Stroke)
	w.number("stroke-width", p.Width)
	if p.Dash != "" {
		w.attribute("stroke-dasharray", p.Dash)
	}
	if p.Round {
		w.attribute("stroke-linecap", "round")
	}
}

// open writes the start of an element with the attributes that are not empty.
func (w *svg) open(name string, attributes ...string) {
	w.start(name)
	for i := 0; i < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.attribute(attributes[i], attributes[i+1])
		}
	}
	w.raw(">")
}

func (w *svg) element(name, text string) {
	w.raw("<" + name + ">")
	w.escape(text)
	w.raw("</" + name + ">")
}

func (w *svg) start(name string) {
	w.raw("<")
	w.raw(name)
}

func (w *svg) number(name string, n int) {
	w.name(name)
	w.out = strconv.AppendInt(w.out, int64(n), 10)
	w.raw(`"`)
}

func (w *svg) attribute(name, value string) {
	w.name(name)
	w.escape(value)
	w.raw(`"`)
}

func (w *svg) name(name string) {
	w.raw(" ")
	w.raw(name)
	w.raw(`="`)
}

func (w *svg) raw(text string) { w.out = append(w.out, text...) }

// escape writes text so that it stays text.
func (w *svg) escape(text string) {
	for _, r := range visible(text) {
		switch r {
		case '&':
			w.raw("&amp;")
		case '<':
			w.raw("&lt;")
		case '>':
			w.raw("&gt;")
		case '"':
			w.raw("&#34;")
		case '\'':
			w.raw("&#39;")
		default:
			w.out = utf8.AppendRune(w.out, r)
		}
	}
}

// visible replaces characters that XML does not allow and leaves out those that turn the writing direction, so that no
// name can reach beyond itself.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r < ' ' || r == 0xFFFE || r == 0xFFFF:
			return utf8.RuneError
		case 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069:
			return -1
		}
		return r
	}, text)
}

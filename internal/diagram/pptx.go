package diagram

import (
	"fmt"
	"strconv"
	"strings"
)

// A slide is as wide and as high as those of today's programs, in the units of the format: 360,000 to a centimetre.
const (
	slideWidth  = 12192000
	slideHeight = 6858000
)

// pptx writes a picture as slides of shapes that can be changed: first the whole, then its parts, each large enough to
// be read, with what they show in the speaker's notes.
func pptx(p Picture) ([]byte, error) {
	sheets := Sheets(p, Links{})
	if len(sheets) > 1 {
		sheets = append([]*Scene{firstSlide(p)}, sheets...)
	}
	about := p.About()
	files := pptxFrame(len(sheets), about)
	for i, s := range sheets {
		n := strconv.Itoa(i + 1)
		files = append(files,
			packed{"ppt/slides/slide" + n + ".xml", slide(s)},
			packed{"ppt/slides/_rels/slide" + n + ".xml.rels", relations("slideLayout", "../slideLayouts/slideLayout1.xml", "notesSlide", "../notesSlides/notesSlide"+n+".xml")},
			packed{"ppt/notesSlides/notesSlide" + n + ".xml", notes(s, about)},
			packed{"ppt/notesSlides/_rels/notesSlide" + n + ".xml.rels", relations("notesMaster", "../notesMasters/notesMaster1.xml", "slide", "../slides/slide"+n+".xml")},
		)
	}
	return archive(files)
}

// firstSlide shows all there is at one look: of a journey the way through it and how people reach it, so that it can be read
// from a wall.
func firstSlide(p Picture) *Scene {
	s, note := Draw(p, Links{}), "The whole picture; the next slides show its parts larger."
	if j, ok := p.(*Journey); ok {
		s, note = j.overview(Links{}), "The way through and how people reach each stage; the next slides show the rest, part by part."
		s.About = p.About()
	}
	s.Notes = append([]string{note}, s.Notes...)
	return s
}

// slideScale is how large a picture is on a slide, in units of the format to a pixel.
func slideScale(s *Scene) float64 {
	return min(float64(slideWidth)/float64(s.Width), float64(slideHeight)/float64(s.Height))
}

// deck writes the shapes of a slide. Coordinates are those of the scene, fitted into the slide.
type deck struct {
	svg
	scale float64
	x, y  int
	count int
}

func slide(s *Scene) string {
	w := &deck{scale: slideScale(s), count: 1}
	w.x = (slideWidth - w.size(s.Width)) / 2
	w.y = (slideHeight - w.size(s.Height)) / 2
	w.raw(xmlHead + `<p:sld ` + pptxSpaces + `><p:cSld><p:spTree>` + emptyGroup)
	titled := false
	for i, shape := range s.shapes() {
		if i == 0 && shape.rect != nil {
			continue // a slide is white already
		}
		w.shape(&shape, shape.top && !titled)
		titled = titled || shape.top
	}
	w.raw(`</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`)
	return string(w.out)
}

func (w *deck) size(n int) int { return int(float64(n)*w.scale + 0.5) }

func (w *deck) shape(s *shape, title bool) {
	a := s.area()
	if title {
		a.W += a.W / 20
	}
	w.count++
	w.raw(`<p:sp><p:nvSpPr>`)
	w.start("p:cNvPr")
	w.number("id", w.count)
	w.attribute("name", w.called(s, title))
	if s.title != "" {
		w.attribute("descr", s.title)
	}
	w.raw(`/><p:cNvSpPr`)
	if s.rect == nil && s.path == nil {
		w.raw(` txBox="1"`)
	}
	w.raw(`/><p:nvPr>`)
	if title {
		w.raw(`<p:ph type="title"/>`)
	}
	w.raw(`</p:nvPr></p:nvSpPr><p:spPr>`)
	fmt.Fprintf(w, `<a:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></a:xfrm>`, w.x+w.size(a.X), w.y+w.size(a.Y), w.size(a.W), w.size(a.H))
	switch {
	case s.rect != nil:
		w.box(s.rect)
		w.paint(s.rect.Paint)
	case s.path != nil:
		w.line(s.path, a)
		w.paint(s.path.Paint)
	default:
		w.raw(`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>`)
	}
	w.raw(`</p:spPr>`)
	if len(s.label) > 0 {
		w.words(s)
	}
	w.raw(`</p:sp>`)
}

// Write makes a deck what fmt can print to.
func (w *deck) Write(text []byte) (int, error) {
	w.out = append(w.out, text...)
	return len(text), nil
}

func (w *deck) called(s *shape, title bool) string {
	switch {
	case title:
		return "Title"
	case s.lane != "":
		return s.lane + " " + strconv.Itoa(w.count)
	case s.path != nil:
		return "Line " + strconv.Itoa(w.count)
	}
	return "Shape " + strconv.Itoa(w.count)
}

func (w *deck) box(r *Rect) {
	smaller := max(1, min(r.W, r.H))
	switch {
	case r.R == 0:
		w.raw(`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`)
	case 2*r.R >= smaller && r.W == r.H:
		w.raw(`<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>`)
	default:
		fmt.Fprintf(w, `<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val %d"/></a:avLst></a:prstGeom>`, min(50000, r.R*100000/smaller))
	}
}

// line writes a path of its own, in pixels of the scene.
func (w *deck) line(p *Path, a Area) {
	fmt.Fprintf(w, `<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="%d" h="%d">`, a.W, a.H)
	var x, y int
	point := func() { fmt.Fprintf(w, `<a:pt x="%d" y="%d"/>`, x-a.X, y-a.Y) }
	for _, m := range p.D {
		switch m.Op {
		case 'Z':
			w.raw(`<a:close/>`)
			continue
		case 'M':
			x, y = m.At[0], m.At[1]
			w.raw(`<a:moveTo>`)
			point()
			w.raw(`</a:moveTo>`)
			continue
		case 'C':
			w.raw(`<a:cubicBezTo>`)
			for i := 0; i < 6; i += 2 {
				x, y = m.At[i], m.At[i+1]
				point()
			}
			w.raw(`</a:cubicBezTo>`)
			continue
		case 'H':
			x = m.At[0]
		case 'V':
			y = m.At[0]
		default:
			x, y = m.At[0], m.At[1]
		}
		w.raw(`<a:lnTo>`)
		point()
		w.raw(`</a:lnTo>`)
	}
	w.raw(`</a:path></a:pathLst></a:custGeom>`)
}

// paint writes how a shape is filled and edged.
func (w *deck) paint(p Paint) {
	color := func(c string) string { return `<a:srgbClr val="` + strings.ToUpper(strings.TrimPrefix(c, "#")) + `"/>` }
	switch p.Fill {
	case "":
		w.raw(`<a:noFill/>`)
	case gapHatch:
		w.raw(`<a:pattFill prst="wdUpDiag"><a:fgClr>` + color(hatchRed) + `</a:fgClr><a:bgClr>` + color(white) + `</a:bgClr></a:pattFill>`)
	case noDataHatch:
		w.raw(`<a:pattFill prst="wdUpDiag"><a:fgClr>` + color(cloud) + `</a:fgClr><a:bgClr>` + color(white) + `</a:bgClr></a:pattFill>`)
	default:
		w.raw(`<a:solidFill>` + color(p.Fill) + `</a:solidFill>`)
	}
	if p.Stroke == "" {
		w.raw(`<a:ln><a:noFill/></a:ln>`)
		return
	}
	ends := "flat"
	if p.Round {
		ends = "rnd"
	}
	fmt.Fprintf(w, `<a:ln w="%d" cap="%s"><a:solidFill>%s</a:solidFill>`, w.size(p.Width), ends, color(p.Stroke))
	if d := dashes(p.Dash); len(d) == 2 {
		// Lengths are in thousandths of a per cent of the width of the line.
		fmt.Fprintf(w, `<a:custDash><a:ds d="%d" sp="%d"/></a:custDash>`, int(d[0])*100000/p.Width, int(d[1])*100000/p.Width)
	}
	w.raw(`<a:round/></a:ln>`)
}

// words writes the label of a shape.
func (w *deck) words(s *shape) {
	t := s.label[0]
	align, wrap := [...]string{"l", "ctr", "r"}[t.Anchor], "none"
	if s.rect != nil {
		wrap = "square"
	}
	fmt.Fprintf(w, `<p:txBody><a:bodyPr wrap="%s" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr" rtlCol="0"><a:noAutofit/></a:bodyPr><a:lstStyle/><a:p><a:pPr algn="%s"/>`, wrap, align)
	for i, t := range s.label {
		bold := 0
		if t.Bold {
			bold = 1
		}
		properties := fmt.Sprintf(`lang="en-GB" sz="%d" b="%d" dirty="0"><a:solidFill><a:srgbClr val="%s"/></a:solidFill><a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:rPr>`,
			max(100, w.size(t.Size)/127), bold, strings.ToUpper(strings.TrimPrefix(t.Fill, "#")))
		if i > 0 {
			w.raw(`<a:br><a:rPr ` + properties + `</a:br>`)
		}
		w.raw(`<a:r><a:rPr ` + properties)
		w.element("a:t", t.S)
		w.raw(`</a:r>`)
	}
	w.raw(`</a:p></p:txBody>`)
}

// notes writes what a speaker needs to know about a slide: what it shows in words, and where it comes from.
func notes(s *Scene, a About) string {
	w := &deck{}
	w.raw(xmlHead + `<p:notes ` + pptxSpaces + `><p:cSld><p:spTree>` + emptyGroup +
		`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>` +
		`<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>` +
		`<p:txBody><a:bodyPr/><a:lstStyle/>`)
	lines := append([]string{s.Description}, s.Notes...)
	lines = append(lines, a.Status+".", "Made from the question "+a.Question+" with "+a.Variables+".")
	for _, line := range lines {
		w.raw(`<a:p><a:r><a:rPr lang="en-GB"/>`)
		w.element("a:t", line)
		w.raw(`</a:r></a:p>`)
	}
	w.raw(`</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>`)
	return string(w.out)
}

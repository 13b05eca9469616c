package diagram

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"slices"
	"strconv"
	"sync"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// mostPixels bounds what a picture may cost: memory and time grow with it.
const mostPixels = 12 << 20

// PNG writes the scene as a picture, twice as large as it is on a page where that is not too much.
func (s *Scene) PNG() []byte {
	quarters := 8
	for quarters > 1 && s.Width*quarters/4*(s.Height*quarters/4) > mostPixels {
		quarters--
	}
	c := &canvas{
		scale: float32(quarters) / 4, faces: map[faceKey]font.Face{},
		picture: image.NewRGBA(image.Rect(0, 0, s.Width*quarters/4, s.Height*quarters/4)),
	}
	draw.Draw(c.picture, c.picture.Bounds(), image.White, image.Point{}, draw.Src)
	for _, item := range s.Items {
		c.item(item)
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	_ = encoder.Encode(&out, c.picture) // a buffer takes everything
	return described(out.Bytes(), s.About)
}

// described keeps in a picture what it shows and where it comes from: as texts behind its first part, the header.
func described(picture []byte, a About) []byte {
	const header = 8 + 4 + 4 + 13 + 4 // signature, and length, name, content and sum of the header
	if len(picture) < header || a.Question == "" {
		return picture
	}
	out := slices.Clone(picture[:header])
	for _, said := range [][2]string{{"Title", a.Title}, {"Description", a.Status}, {"Source", a.source()}, {"Software", "Carejourney, renderer " + a.Renderer}} {
		// An iTXt part: its keyword, then that it is neither compressed nor in a certain language.
		part := append([]byte("iTXt"+said[0]), 0, 0, 0, 0, 0)
		part = append(part, visible(said[1])...)
		out = binary.BigEndian.AppendUint32(out, uint32(len(part)-4))
		out = append(out, part...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(part))
	}
	return append(out, picture[header:]...)
}

type faceKey struct {
	size int
	bold bool
}

// canvas draws shapes and words into a picture.
type canvas struct {
	scale   float32
	picture *image.RGBA
	faces   map[faceKey]font.Face
	raster  vector.Rasterizer
}

func (c *canvas) item(item Item) {
	switch item := item.(type) {
	case *Group:
		for _, part := range item.Items {
			c.item(part)
		}
	case *Rect:
		c.shape(outline(item.Area, item.R), item.Paint)
	case *Path:
		c.shape(flatten(item.D), item.Paint)
	case *Text:
		c.text(item)
	}
}

// shape fills and edges lines.
func (c *canvas) shape(lines []polyline, p Paint) {
	switch {
	case p.Fill == gapHatch:
		c.fill(lines, hatched{scale: float64(c.scale), wide: 8, color: rgb(hatchRed)})
	case p.Fill == noDataHatch:
		c.fill(lines, hatched{scale: float64(c.scale), wide: 12, color: rgb(cloud)})
	case p.Fill != "" && p.Fill != clear:
		c.fill(lines, image.NewUniform(rgb(p.Fill)))
	}
	if p.Stroke != "" {
		c.fill(stroke(lines, float32(p.Width), dashes(p.Dash), p.Round), image.NewUniform(rgb(p.Stroke)))
	}
}

// fill fills what the lines enclose.
func (c *canvas) fill(lines []polyline, with image.Image) {
	box := bounds(lines, c.scale).Intersect(c.picture.Bounds())
	if box.Empty() {
		return
	}
	c.raster.Reset(box.Dx(), box.Dy())
	x, y := float32(box.Min.X), float32(box.Min.Y)
	for _, l := range lines {
		if len(l.at) < 3 {
			continue
		}
		c.raster.MoveTo(l.at[0].x*c.scale-x, l.at[0].y*c.scale-y)
		for _, p := range l.at[1:] {
			c.raster.LineTo(p.x*c.scale-x, p.y*c.scale-y)
		}
		c.raster.ClosePath()
	}
	c.raster.Draw(c.picture, box, with, box.Min)
}

// hatched is the ground of a gap and of what is not known, as the patterns in the SVG.
type hatched struct {
	scale float64
	wide  int // quarters of a pixel of every eight pixels
	color color.RGBA
}

func (hatched) ColorModel() color.Model { return color.RGBAModel }
func (hatched) Bounds() image.Rectangle { return image.Rect(0, 0, 1<<20, 1<<20) }
func (h hatched) At(x, y int) color.Color {
	const half = 0.7071067811865476
	across := int(float64(x+y) / h.scale * half * 4)
	if across%32 < h.wide {
		return h.color
	}
	return color.White
}

// drawnFonts gives the fonts that words are drawn with, regular and bold.
var drawnFonts = sync.OnceValues(func() ([2]*opentype.Font, error) {
	regular, err := opentype.Parse(liberationsansregular.TTF)
	if err != nil {
		return [2]*opentype.Font{}, err
	}
	bold, err := opentype.Parse(liberationsansbold.TTF)
	return [2]*opentype.Font{regular, bold}, err
})

func (c *canvas) text(t *Text) {
	face := c.face(faceKey{t.Size, t.Bold})
	if face == nil {
		return
	}
	words := visible(t.S)
	d := font.Drawer{Dst: c.picture, Src: image.NewUniform(rgb(t.Fill)), Face: face}
	x := fixed.Int26_6(float32(t.X) * c.scale * 64)
	switch t.Anchor {
	case Middle:
		x -= d.MeasureString(words) / 2
	case End:
		x -= d.MeasureString(words)
	}
	d.Dot = fixed.Point26_6{X: x, Y: fixed.Int26_6(float32(t.Y) * c.scale * 64)}
	d.DrawString(words)
}

// face gives a font at a size, and nil where there is none, which a test rules out.
func (c *canvas) face(k faceKey) font.Face {
	if f, ok := c.faces[k]; ok {
		return f
	}
	all, err := drawnFonts()
	if err != nil {
		return nil
	}
	of := all[0]
	if k.bold {
		of = all[1]
	}
	f, err := opentype.NewFace(of, &opentype.FaceOptions{Size: float64(k.size) * float64(c.scale), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil
	}
	c.faces[k] = f
	return f
}

// rgb reads a colour as the palette writes it.
func rgb(hex string) color.RGBA {
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		return color.RGBA{A: 255}
	}
	return color.RGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 255}
}

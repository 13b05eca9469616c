package diagram

import (
	"image"
	"math"
	"strconv"
	"strings"
)

// point is a place in pixels of the scene.
type point struct{ x, y float32 }

// polyline is a line of straight pieces, closed or open.
type polyline struct {
	at     []point
	closed bool
}

// curvePieces is into how many straight pieces a curve is cut; at the sizes of a scene no corner can be seen.
const curvePieces = 16

// flatten cuts a path into straight pieces.
func flatten(moves []Move) []polyline {
	var out []polyline
	var at point
	for _, m := range moves {
		n := make([]float32, len(m.At))
		for i, v := range m.At {
			n[i] = float32(v)
		}
		switch m.Op {
		case 'M':
			at = point{n[0], n[1]}
			out = append(out, polyline{at: []point{at}})
			continue
		case 'L':
			at = point{n[0], n[1]}
		case 'H':
			at.x = n[0]
		case 'V':
			at.y = n[0]
		case 'C':
			line := &out[len(out)-1]
			line.at = append(line.at, curve(at, point{n[0], n[1]}, point{n[2], n[3]}, point{n[4], n[5]})...)
			at = point{n[4], n[5]}
			continue
		case 'Z':
			out[len(out)-1].closed = true
			continue
		}
		line := &out[len(out)-1]
		line.at = append(line.at, at)
	}
	return out
}

// curve cuts a cubic curve into straight pieces, without its first point.
func curve(a, b, c, d point) []point {
	out := make([]point, curvePieces)
	for i := range out {
		t := float32(i+1) / curvePieces
		u := 1 - t
		p, q, r, s := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		out[i] = point{p*a.x + q*b.x + r*c.x + s*d.x, p*a.y + q*b.y + r*c.y + s*d.y}
	}
	return out
}

// outline is the edge of a box with round corners.
func outline(a Area, radius int) []polyline {
	x, y, w, h := float32(a.X), float32(a.Y), float32(a.W), float32(a.H)
	r := min(float32(radius), w/2, h/2)
	if r <= 0 {
		return []polyline{{closed: true, at: []point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}}}
	}
	k := r * 0.5523 // makes a cubic curve a quarter of a circle
	l := polyline{closed: true}
	corner := func(a, b, c, d point) {
		l.at = append(append(l.at, a), curve(a, b, c, d)...)
	}
	corner(point{x + w - r, y}, point{x + w - r + k, y}, point{x + w, y + r - k}, point{x + w, y + r})
	corner(point{x + w, y + h - r}, point{x + w, y + h - r + k}, point{x + w - r + k, y + h}, point{x + w - r, y + h})
	corner(point{x + r, y + h}, point{x + r - k, y + h}, point{x, y + h - r + k}, point{x, y + h - r})
	corner(point{x, y + r}, point{x, y + r - k}, point{x + r - k, y}, point{x + r, y})
	return []polyline{l}
}

// stroke gives the outlines of lines that are drawn with a width. All turn the same way round, so that where they overlap
// they stay filled.
func stroke(lines []polyline, width float32, dash []float32, round bool) []polyline {
	var out []polyline
	half := width / 2
	for _, l := range lines {
		if l.closed {
			l.at = append(append([]point{}, l.at...), l.at[0])
		}
		whole := len(dash) == 0
		for _, part := range dashed(l.at, dash) {
			for i := 1; i < len(part); i++ {
				out = append(out, bar(part[i-1], part[i], half))
				if i < len(part)-1 || whole && l.closed {
					out = append(out, disc(part[i], half))
				}
			}
			if round {
				out = append(out, disc(part[0], half), disc(part[len(part)-1], half))
			}
		}
	}
	return out
}

// bar is a piece of a line with a width.
func bar(a, b point, half float32) polyline {
	dx, dy := b.x-a.x, b.y-a.y
	length := float32(math.Hypot(float64(dx), float64(dy)))
	if length == 0 {
		return polyline{}
	}
	nx, ny := -dy/length*half, dx/length*half
	return polyline{at: []point{{a.x + nx, a.y + ny}, {b.x + nx, b.y + ny}, {b.x - nx, b.y - ny}, {a.x - nx, a.y - ny}}}
}

// disc is a round end or corner of a line.
func disc(c point, r float32) polyline {
	l := polyline{at: make([]point, curvePieces)}
	for i := range l.at {
		sin, cos := math.Sincos(-2 * math.Pi * float64(i) / curvePieces)
		l.at[i] = point{c.x + r*float32(cos), c.y + r*float32(sin)}
	}
	return l
}

// dashed cuts a line into dashes.
func dashed(at []point, dash []float32) [][]point {
	if len(dash) == 0 {
		return [][]point{at}
	}
	var out [][]point
	n, left, on := 0, dash[0], true
	part := []point{at[0]}
	for i := 1; i < len(at); i++ {
		a, b := at[i-1], at[i]
		length := float32(math.Hypot(float64(b.x-a.x), float64(b.y-a.y)))
		done := float32(0)
		for length-done > left {
			done += left
			cut := point{a.x + (b.x-a.x)*done/length, a.y + (b.y-a.y)*done/length}
			if on {
				out = append(out, append(part, cut))
			}
			part = []point{cut}
			n, on = n+1, !on
			left = dash[n%len(dash)]
		}
		left -= length - done
		if on {
			part = append(part, b)
		}
	}
	if on && len(part) > 1 {
		out = append(out, part)
	}
	return out
}

// dashes reads the lengths of dashes and gaps.
func dashes(text string) []float32 {
	var out []float32
	for _, word := range strings.Fields(text) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			return nil
		}
		out = append(out, float32(n))
	}
	return out
}

// bounds is the box around lines, in pixels of the picture.
func bounds(lines []polyline, scale float32) image.Rectangle {
	lowX, lowY, highX, highY := float32(math.Inf(1)), float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.Inf(-1))
	for _, l := range lines {
		for _, p := range l.at {
			lowX, highX = min(lowX, p.x), max(highX, p.x)
			lowY, highY = min(lowY, p.y), max(highY, p.y)
		}
	}
	if lowX > highX {
		return image.Rectangle{}
	}
	return image.Rect(int(lowX*scale)-1, int(lowY*scale)-1, int(highX*scale)+2, int(highY*scale)+2)
}

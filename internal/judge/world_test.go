package judge

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// world is a graph made at random. A broken one lacks values and relationships that the schema promises, and has some
// that the rules forbid.
type world struct {
	m        *model.Model
	r        *rand.Rand
	broken   bool
	elements []model.Element
	links    []model.Link
	byKind   map[*model.Kind][]int // elements by kind
	texts    []string              // every text value, with repeats
}

// words are what names and other texts are made of: letter case, signs JSON escapes, text beyond ASCII and beyond the
// first plane, where orders by code point and by UTF-16 differ.
var words = []string{
	"booking", "Booking", "BOOKING visit", "antenatal scan", "Scan", "scan at 12 weeks", "community midwife", "Straße", "STRASSE", "Ünïcode",
	"ünïcode", "café", "cafe\u0301", "quote \" and \\ slash", "<b>bold</b> & more", "line\nbreak\ttab", "line\u2028separator", "\U0001F600 smile",
	"\uFB01nal", "final", "\uFF21 wide", "10 weeks", "2 weeks", "z", "A", "a", "GP", "gp surgery", "C5", "-", "null", "x-ray (chest)", "Ωmega", "ωmega", "İstanbul",
}

var dates = []string{"2024-02-29", "2025-01-01", "2025-12-31", "2026-11-03"}

var floats = []float64{0, 0.1, 0.25, 0.3, 1, 1.5, 2, 10, 12.75, 100}

func newWorld(m *model.Model, r *rand.Rand, broken bool) *world {
	w := &world{m: m, r: r, broken: broken, byKind: map[*model.Kind][]int{}}
	for _, k := range m.Kinds {
		for i := range 4 + r.IntN(6) {
			w.byKind[k] = append(w.byKind[k], len(w.elements))
			e := model.Element{ID: fmt.Sprintf("%s:%c%d", k.Prefix, 'a'+rune(r.IntN(3)), i), Kind: k}
			e.Props = w.props(k.Fields, i)
			w.elements = append(w.elements, e)
		}
	}
	for _, t := range m.Relationships {
		for _, pair := range t.Pairs {
			w.connect(t, pair)
		}
	}
	return w
}

func (w *world) chance(percent int) bool { return w.r.IntN(100) < percent }

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// props gives values for fields. Number makes values of keys differ.
func (w *world) props(fields []*model.Field, number int) model.Props {
	props := model.Props{}
	for _, f := range fields {
		switch {
		case f.Name == "id" || f.Derived != nil:
		case f.Embedded != nil:
			if w.chance(50) {
				for name, v := range w.props(f.Embedded.Fields, number) {
					props[name] = v
				}
			}
		case f.Required && f.Default == nil && (!w.broken || w.chance(85)), f.Default != nil, !f.Required && w.chance(55), f.List && w.chance(70):
			if v := w.value(f, number); v != nil {
				props[f.Property] = v
			}
		}
	}
	for _, days := range [][2]string{{"validFrom", "validTo"}, {"since", "until"}} {
		if from, until := props[days[0]], props[days[1]]; from != nil && until != nil && from.(string) > until.(string) {
			props[days[0]], props[days[1]] = until, from
		}
	}
	return props
}

func (w *world) value(f *model.Field, number int) any {
	if f.List {
		var values []string
		for range w.r.IntN(4) {
			if v, _ := w.single(f).(string); !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
		if len(values) == 0 {
			return nil
		}
		return values
	}
	v := w.single(f)
	if f.Key {
		v = fmt.Sprintf("%s %d", v, number)
	}
	if text, ok := v.(string); ok {
		w.texts = append(w.texts, text)
	}
	return v
}

func (w *world) single(f *model.Field) any {
	switch f.Type {
	case model.Int:
		return int64(w.number(f))
	case model.Float:
		for {
			// The shares of the ways on from a stage, of which there are at most three, do not add up to more than 1.
			if v := pick(w.r, floats); f.Max == nil || v <= *f.Max/3 {
				return v
			}
		}
	case model.Boolean:
		return w.chance(50)
	case model.Date:
		return pick(w.r, dates)
	case model.EnumType:
		return f.Enum.Values[w.r.IntN(min(4, len(f.Enum.Values)))].Name
	default:
		text := pick(w.r, words)
		if w.chance(30) {
			text += " " + pick(w.r, words)
		}
		return text
	}
}

func (w *world) number(f *model.Field) int {
	low, high := 0, 5
	if f.Min != nil {
		low = int(*f.Min)
	}
	if f.Max != nil {
		high = int(*f.Max)
	}
	return low + w.r.IntN(high-low+1)
}

// end gives the relation that declares one end of a relationship type.
func end(k *model.Kind, t *model.Relationship, out bool, other *model.Kind) *model.Relation {
	for _, rel := range k.Relations {
		if rel.Stored == t && rel.Out == out && rel.Target.Has(other) {
			return rel
		}
	}
	return nil
}

// connect makes relationships of one type between two kinds. An end that is to-one gets one, if any.
func (w *world) connect(t *model.Relationship, pair model.Pair) {
	out, in := end(pair.From, t, true, pair.To), end(pair.To, t, false, pair.From)
	from, to := w.byKind[pair.From], w.byKind[pair.To]
	switch {
	case !in.Many:
		for i, node := range to {
			w.toOne(in, i, func(j int) { w.link(t, from[j], node) }, len(from), pair)
		}
	case !out.Many:
		for i, node := range from {
			w.toOne(out, i, func(j int) { w.link(t, node, to[j]) }, len(to), pair)
		}
	default:
		for _, node := range from {
			for range w.r.IntN(4) {
				if other := pick(w.r, to); w.broken || w.legal(t, node, other) {
					w.link(t, node, other)
				}
			}
		}
	}
}

// legal reports whether the rules allow the relationship: a stage goes on to stages of its own journey only.
func (w *world) legal(t *model.Relationship, from, to int) bool {
	return t.Name != "NEXT" || w.journeyOf(from) == w.journeyOf(to)
}

func (w *world) journeyOf(stage int) string {
	for _, l := range w.links {
		if l.Type.Name == "HAS_STAGE" && l.To == w.elements[stage].ID {
			return l.From
		}
	}
	return ""
}

// toOne gives the node a partner over a to-one relation. In a broken world some have none and some have two, and a tree
// may run in a circle.
func (w *world) toOne(rel *model.Relation, i int, link func(j int), n int, pair model.Pair) {
	if !rel.Required && w.chance(25) || rel.Required && w.broken && w.chance(12) {
		return
	}
	if pair.From == pair.To && !w.broken {
		n = i // only to those before, so that there is no circle
	}
	if n == 0 {
		return
	}
	link(w.r.IntN(n))
	if w.broken && w.chance(8) {
		link(w.r.IntN(n))
	}
}

func (w *world) link(t *model.Relationship, from, to int) {
	l := model.Link{Type: t, From: w.elements[from].ID, To: w.elements[to].ID, Props: w.props(t.Properties, 0)}
	if !slices.ContainsFunc(w.links, func(o model.Link) bool { return o.Type == t && o.From == l.From && o.To == l.To }) {
		w.links = append(w.links, l)
	}
}

package diagram

// Ways that few people take are gathered where there are many of them: each would be a hair across the picture. They leave
// their stages for one band under all others, in which they run together, and come up again at the stages they lead to, so
// that as much comes to every stage as goes from it. The tables name every one of them.
const (
	fewShare  = 0.02 // of the most people who come to a stage
	fewAtMost = 3    // so many are drawn like all others
)

// otherWays is what they are called.
const otherWays = "other ways, each of few people, together"

// few tells which ways are gathered.
func (f *Flow) few(main []bool) []bool {
	most, number := 0.0, 0
	for i := range f.Stages {
		most = max(most, f.Stages[i].Comes)
	}
	few := make([]bool, len(f.Ways))
	for k, w := range f.Ways {
		few[k] = !w.Back && !straight(w.Way, main) && w.People > 0 && w.People < fewShare*most
		if few[k] {
			number++
		}
	}
	if number <= fewAtMost {
		return make([]bool, len(f.Ways))
	}
	return few
}

// without leaves out ways, so that no tracks are laid for them.
func without(ways []Way, few []bool) []Way {
	kept := make([]Way, 0, len(ways))
	for k, w := range ways {
		if !few[k] {
			kept = append(kept, w)
		}
	}
	return kept
}

// told is how many people are drawn: where their number is not told, the picture does not tell it by a thickness either.
func (f *Flow) told(n float64) float64 {
	switch {
	case f.Group == nil:
		return n
	case n < 0.5:
		return 0
	case n < leastPeople:
		return leastPeople / 2
	}
	return float64(int(n/toldBy+0.5) * toldBy)
}

// otherBand makes room for the band of ways that are gathered, where the strip has any, and gives where it ends.
func (d *flowDrawing) otherBand(bottom int) int {
	level, thick := d.levels+1, 0
	d.tops[level] = bottom + levelGap
	for k, w := range d.f.Ways {
		if d.few[k] && max(w.From, w.To) >= d.first && min(w.From, w.To) < d.last {
			thick = max(thick, d.thickness(k))
		}
	}
	if thick == 0 {
		return bottom
	}
	return d.tops[level] + thick + 20 // room for words under it
}

// otherWords says under the band what it is, and at every stage from which ways go into it how many people take them.
func (d *flowDrawing) otherWords(labels *drawing) {
	y := d.tops[d.levels+1]
	for i := d.first; i < d.last; i++ {
		people, number := 0.0, 0
		for _, k := range d.out[i] {
			if d.few[k] {
				people += d.f.Ways[k].People
				number++
			}
		}
		if number == 0 {
			continue
		}
		x := d.middle(i) + barWidth/2 + min(54, d.column*2/5) + 2
		said, _ := wrap(count(number, "other way", "other ways")+" · "+d.f.People(people), 12, true, max(40, d.right()+10-x), 1)
		labels.label(x, y+16, 12, said[0], ink, true, Start)
	}
}

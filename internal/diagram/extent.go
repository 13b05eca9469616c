package diagram

import "slices"

// extent is which lanes of a journey are drawn.
type extent int

const (
	whole    extent = iota // all
	overview               // the way through and how people reach it, for one look at all stages
	meets                  // what the person meets
	works                  // what makes it work, without standards
	rules                  // which standards apply
)

// title is what is added to the name of a journey.
func (p extent) title() string {
	return [...]string{"", "", ": what people meet", ": what makes it work", ": which standards apply"}[p]
}

// person reports whether the lanes of the person are drawn.
func (p extent) person() bool { return p <= meets }

// lanes are the lanes behind a journey that are drawn.
func (p extent) lanes(j *Journey) []Lane {
	return slices.DeleteFunc(j.lanesBehind(), func(l Lane) bool {
		switch p {
		case whole:
			return false
		case works:
			return l == LaneStandard
		case rules:
			return l != LaneStandard
		}
		return true
	})
}

// sheetStages is how many stages stand side by side on a slide or a printed page.
const sheetStages = 9

// sheets lays the journey out on scenes of few stages each.
func (j *Journey) sheets(links Links) []*Scene {
	var list []*Scene
	for _, strip := range even(len(j.Stages), sheetStages) {
		for _, p := range []extent{meets, works, rules} {
			if p != meets && len(p.lanes(j)) == 0 {
				continue
			}
			s := j.scene(links, [][2]int{strip}, p)
			for i := strip[0]; i < strip[1]; i++ {
				s.Notes = append(s.Notes, j.Stages[i].note())
			}
			list = append(list, s)
		}
	}
	return list
}

// mostStrips is into how many strips an overview may be cut.
const mostStrips = 3

// overview lays all stages out on one slide, in as many strips as make it largest there.
func (j *Journey) overview(links Links) *Scene {
	var best *Scene
	for strips := 1; strips <= mostStrips; strips++ {
		s := j.scene(links, even(len(j.Stages), max(1, (len(j.Stages)+strips-1)/strips)), overview)
		if best == nil || slideScale(s) > slideScale(best) {
			best = s
		}
	}
	return best
}

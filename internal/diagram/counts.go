package diagram

import (
	"slices"
	"strconv"
	"strings"
)

// Counts are the figures of a journey.
type Counts struct {
	Stages, Branches, Loops, Exits, WaysBack         int
	Main, Supporting                                 int // business capabilities; one that is main anywhere is not counted as supporting
	Services, Organisations, Applications, Standards int
	Handoffs, HandoffsWithout                        int // without a standard
	Gaps, Clocks                                     int
	WithoutDigital, WithoutOther                     int // stages
	Aside                                            int // phases beside the main way
}

// Counts counts what the journey has, each thing once.
func (j *Journey) Counts() Counts { return j.countsAmong(0, len(j.Stages)) }

// countsAmong counts what there is at some stages that stand side by side, from the first to before the last. Branches and
// loops are those of the journey.
func (j *Journey) countsAmong(first, last int) Counts {
	within := func(stage int) bool { return first <= stage && stage < last }
	c := Counts{Stages: last - first, Branches: j.Branches, Loops: j.Loops, Aside: j.aside(first, last)}
	for _, w := range j.Ways {
		if w.Back && (within(w.From) || within(w.To)) {
			c.WaysBack++
		}
	}
	for _, e := range j.Exits {
		if within(e.From) {
			c.Exits++
		}
	}
	for _, clock := range j.Clocks {
		if clock.crosses(first, last) {
			c.Clocks++
		}
	}
	for _, h := range j.Handoffs {
		if !h.crosses(first, last) {
			continue
		}
		c.Handoffs++
		if len(h.Standards) == 0 {
			c.HandoffsWithout++
		}
	}
	c.countStages(j.Stages[first:last])
	return c
}

func (c *Counts) countStages(stages []Stage) {
	var main, supporting, services, organisations, applications, standards refs
	for i := range stages {
		s := &stages[i]
		c.Gaps += len(s.Gaps)
		if s.lacks(true) {
			c.WithoutDigital++
		}
		if s.lacks(false) {
			c.WithoutOther++
		}
		main.addAll(s.Main)
		services.addAll(s.Services)
		organisations.addAll(s.Organisations)
		applications.addAll(s.Applications)
		standards.addAll(s.Standards)
	}
	for i := range stages {
		for _, n := range stages[i].Supporting {
			if !main.seen[n.ID] {
				supporting.add(&n)
			}
		}
	}
	c.Main, c.Supporting = len(main.list), len(supporting.list)
	c.Services, c.Organisations = len(services.list), len(organisations.list)
	c.Applications, c.Standards = len(applications.list), len(standards.list)
}

// aside counts the phases at some stages that lie beside the main way.
func (j *Journey) aside(first, last int) int {
	n, on := 0, mainLine(j)
	for _, p := range j.phaseRuns() {
		if p[0] < last && p[1] > first && j.Stages[p[0]].Phase != "" && !slices.Contains(on[p[0]:p[1]], true) {
			n++
		}
	}
	return n
}

func (r *refs) addAll(list []Ref) {
	for i := range list {
		r.add(&list[i])
	}
}

// Summary is the journey in figures, in one sentence.
func (j *Journey) Summary() string {
	c := j.Counts()
	parts := []string{
		count(c.Stages, "stage", "stages"), count(c.Branches, "branch", "branches"), count(c.Loops, "loop", "loops"),
		count(c.Main+c.Supporting, "business capability", "business capabilities"),
		count(c.Services, j.ofKind("kind of service", "service"), j.ofKind("kinds of service", "services")),
	}
	if c.Handoffs > 0 {
		parts = append(parts, count(c.Handoffs, "hand-off", "hand-offs")+" ("+strconv.Itoa(c.HandoffsWithout)+" without a standard)")
	}
	return strings.Join(append(parts, count(c.Gaps, "gap", "gaps")), ", ") + "."
}

// ofKind chooses between what is said of kinds, and of the real things of an area.
func (j *Journey) ofKind(kinds, things string) string {
	if j.Area != nil {
		return things
	}
	return kinds
}

// Reach tells at how many stages people have no digital way in, and at how many no other.
func (j *Journey) Reach() string {
	c := j.Counts()
	return say(c.WithoutDigital, c.Stages, "digital", "a digital") + "; " + say(c.WithoutOther, c.Stages, "other", "another") + "."
}

// Without gives the stages that have no digital way in, or none but digital ones.
func (j *Journey) Without(digital bool) []*Stage {
	var list []*Stage
	for i := range j.Stages {
		if j.Stages[i].lacks(digital) {
			list = append(list, &j.Stages[i])
		}
	}
	return list
}

// lacks reports whether the stage has no digital way in, or none but digital ones.
func (s *Stage) lacks(digital bool) bool { return len(s.channels(digital)) == 0 }

func say(without, all int, kind, one string) string {
	if without == 0 {
		return "every stage has " + one + " way in"
	}
	have := " have no "
	if without == 1 {
		have = " has no "
	}
	return strconv.Itoa(without) + " of " + count(all, "stage", "stages") + have + kind + " way in"
}

// Status says how far the journey can be relied on.
func (j *Journey) Status() string {
	return status(j.Illustrative, j.Version, j.Reviewed)
}

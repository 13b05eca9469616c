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
func (j *Journey) Counts() Counts {
	c := Counts{Stages: len(j.Stages), Exits: len(j.Exits), Handoffs: len(j.Handoffs), Clocks: len(j.Clocks)}
	c.Branches, c.Loops = j.Branches, j.Loops
	c.WithoutDigital, c.WithoutOther = len(j.Without(true)), len(j.Without(false))
	for _, w := range j.Ways {
		if w.Back {
			c.WaysBack++
		}
	}
	var main, supporting, services, organisations, applications, standards refs
	for i := range j.Stages {
		s := &j.Stages[i]
		c.Gaps += len(s.Gaps)
		main.addAll(s.Main)
		services.addAll(s.Services)
		organisations.addAll(s.Organisations)
		applications.addAll(s.Applications)
		standards.addAll(s.Standards)
	}
	for i := range j.Stages {
		for _, n := range j.Stages[i].Supporting {
			if !main.seen[n.ID] {
				supporting.add(&n)
			}
		}
	}
	on := mainLine(j)
	for _, p := range j.phaseRuns() {
		if j.Stages[p[0]].Phase != "" && !slices.Contains(on[p[0]:p[1]], true) {
			c.Aside++
		}
	}
	for _, h := range j.Handoffs {
		if len(h.Standards) == 0 {
			c.HandoffsWithout++
		}
	}
	c.Main, c.Supporting = len(main.list), len(supporting.list)
	c.Services, c.Organisations = len(services.list), len(organisations.list)
	c.Applications, c.Standards = len(applications.list), len(standards.list)
	return c
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
		if len(j.Stages[i].channels(digital)) == 0 {
			list = append(list, &j.Stages[i])
		}
	}
	return list
}

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

package analysis

import "slices"

// Loss is what a stage loses.
type Loss struct {
	Stage        int
	Closed       bool // nobody can pass it any more
	Met          []string
	Touchpoints  []Named
	Before, Left Counts
}

// Counts is how much support a stage has: services that stand, the applications that support them and the organisations
// that offer them.
type Counts struct{ Services, Applications, Organisations int }

// Losses is what a journey loses.
type Losses struct {
	Stages []Loss
	Cut    bool         // there was a way to the end, and there is none left
	Groups []ReachGroup // who take the journey, could get to the end, and cannot any more
}

// lose compares a journey before and after a loss.
func lose(before, after *overlay) Losses {
	var l Losses
	all := losses(before, after)
	for i, loss := range all {
		s := before.Stages[i]
		loss.Before, loss.Left = before.counts(s), after.counts(s)
		if loss.Closed || len(loss.Met) > 0 || len(loss.Touchpoints) > 0 || loss.Before != loss.Left {
			l.Stages = append(l.Stages, loss)
		}
	}
	if was, is, some := passable(before, after, all); some {
		l.Cut = cut(was, is, ReachGroup{})
		for _, g := range before.Groups {
			if cut(was, is, g) {
				l.Groups = append(l.Groups, g)
			}
		}
	}
	return l
}

// losses gives what each stage loses, nothing counted. A stage is closed where it is gone itself, where a business
// capability that it is about is lost, or where every contact that the person sees is.
func losses(before, after *overlay) []Loss {
	all := make([]Loss, len(before.Stages))
	for i, s := range before.Stages {
		loss := Loss{Stage: i, Closed: after.gone[s.ID]}
		for _, e := range s.EnabledBy.Edges {
			if before.metStands(e.Node.ID) && !after.metStands(e.Node.ID) {
				loss.Met = append(loss.Met, e.Node.ID)
				loss.Closed = loss.Closed || e.Properties.Role == "PRIMARY"
			}
		}
		seen, left := 0, 0
		for _, t := range s.Touchpoints {
			if !before.touchpointStands(t) {
				continue
			}
			if t.seen() {
				seen++
			}
			if !after.touchpointStands(t) {
				loss.Touchpoints = append(loss.Touchpoints, t.Named)
			} else if t.seen() {
				left++
			}
		}
		loss.Closed = loss.Closed || seen > 0 && left == 0
		all[i] = loss
	}
	return all
}

// passable gives the journey as people meet it before and after; false where they meet it as before.
func passable(before, after *overlay, all []Loss) (was, is ReachJourney, some bool) {
	open, closed := make([]bool, len(all)), make([]bool, len(all))
	for i, loss := range all {
		closed[i] = loss.Closed
		some = some || loss.Closed || len(loss.Touchpoints) > 0
	}
	if !some {
		return was, is, false
	}
	return before.reachable(open), after.reachable(closed), true
}

// cut reports whether a group got to the end before and does not any more.
func cut(was, is ReachJourney, g ReachGroup) bool { return was.Of(g).Reaches && !is.Of(g).Reaches }

// reachable gives the journey as groups of people meet it: with the contacts that stand.
func (o *overlay) reachable(closed []bool) ReachJourney {
	var j ReachJourney
	for i, s := range o.Stages {
		stage := s.ReachStage
		stage.shut = closed[i]
		for _, t := range s.Touchpoints {
			if o.touchpointStands(t) {
				stage.Touchpoints = append(stage.Touchpoints, t.ReachTouchpoint)
			}
		}
		j.Stages = append(j.Stages, stage)
	}
	return j
}

// counts counts what a stage rests on: the services that stand among those that provide its contacts or realise its
// business capabilities and their parts.
func (o *overlay) counts(s SupportStage) Counts {
	services := o.servicesOf(s)
	applications, organisations := map[string]bool{}, map[string]bool{}
	for id := range services {
		for _, a := range o.services[id].Applications {
			if o.applicationStands(a.ID) {
				applications[a.ID] = true
			}
		}
		for _, by := range o.services[id].Organisations {
			if !o.gone[by.ID] {
				organisations[by.ID] = true
			}
		}
	}
	return Counts{len(services), len(applications), len(organisations)}
}

func (o *overlay) servicesOf(s SupportStage) map[string]bool {
	services := map[string]bool{}
	add := func(providers []Ref) {
		for _, p := range providers {
			for _, id := range slices.Concat([]string{p.ID}, o.ofType[p.ID]) {
				if o.services[id] != nil && o.serviceStands(id) {
					services[id] = true
				}
			}
		}
	}
	for _, t := range s.Touchpoints {
		add(t.ProvidedThrough)
	}
	for _, e := range s.EnabledBy.Edges {
		if m := o.met[e.Node.ID]; m != nil && !o.gone[m.ID] {
			add(m.RealisedBy)
			for _, part := range m.Parts {
				add(part.RealisedBy)
			}
		}
	}
	return services
}

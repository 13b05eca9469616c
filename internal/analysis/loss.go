package analysis

import "slices"

// Loss is what a stage loses.
type Loss struct {
	Stage        int
	Closed       bool // nobody can pass it any more
	Met          []Named
	Touchpoints  []Named
	Before, Left Counts // where they are asked for
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

// breaks reports whether the stage loses more than support.
func (l Loss) breaks() bool { return l.Closed || len(l.Met) > 0 || len(l.Touchpoints) > 0 }

// lose compares a journey before and after a loss. What stages rest on is counted where somebody asks.
func (j *SupportJourney) lose(before, after *overlay, counts bool) Losses {
	var l Losses
	all := j.losses(before, after)
	for i, loss := range all {
		s := j.Stages[i]
		if !loss.breaks() && !after.touches(s) {
			continue
		}
		if counts {
			loss.Before, loss.Left = before.counts(s), after.counts(s)
		}
		l.Stages = append(l.Stages, loss)
	}
	l.cut(j, j.people(before.touchpointStands, all))
	return l
}

// cut says who gets to the end no more.
func (l *Losses) cut(j *SupportJourney, people *passing) {
	if people == nil {
		return
	}
	l.Cut = people.cut(ReachGroup{})
	for _, g := range j.Groups {
		if people.cut(g) {
			l.Groups = append(l.Groups, g)
		}
	}
}

// losses gives what each stage loses, nothing counted. A stage is closed where it is gone itself, where a business
// capability that it is about is lost, or where every contact that the person sees is.
func (j *SupportJourney) losses(before, after *overlay) []Loss {
	all := make([]Loss, len(j.Stages))
	for i := range j.Stages {
		s := &j.Stages[i]
		loss := Loss{Stage: i, Closed: after.gone[s.ID]}
		for _, e := range s.EnabledBy.Edges {
			if before.metStands(e.Node.ID) && !after.metStands(e.Node.ID) {
				loss.Met = append(loss.Met, before.named(e.Node.ID))
				loss.Closed = loss.Closed || e.Properties.Role == "PRIMARY"
			}
		}
		seen, left := 0, 0
		for at := range s.Touchpoints {
			t := &s.Touchpoints[at]
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

// passing is a journey as people meet it before and after a loss.
type passing struct {
	*reachWays
	losses []Loss
	stages [][]contact
}

// contact is a contact that the person sees and that stands before the loss.
type contact struct {
	channel string
	lost    bool
}

// people gives the journey as people meet it, with the contacts that stood before; nil where they meet it as before.
func (j *SupportJourney) people(stood func(*SupportTouchpoint) bool, all []Loss) *passing {
	if !slices.ContainsFunc(all, func(l Loss) bool { return l.Closed || len(l.Touchpoints) > 0 }) {
		return nil
	}
	p := &passing{losses: all, stages: make([][]contact, len(j.Stages))}
	stages := make([]ReachStage, len(j.Stages))
	for i := range j.Stages {
		s := &j.Stages[i]
		stages[i] = s.ReachStage
		for at := range s.Touchpoints {
			t := &s.Touchpoints[at]
			if t.seen() && stood(t) {
				p.stages[i] = append(p.stages[i], contact{t.Channel, containsNamed(all[i].Touchpoints, t.ID)})
			}
		}
	}
	p.reachWays = newReachWays(stages)
	return p
}

// cut reports whether a group got to the end before and does not any more.
func (p *passing) cut(g ReachGroup) bool {
	return !p.reaches(g, func(stage int) bool { return !p.losses[stage].Closed && p.open(stage, g, true) }) &&
		p.reaches(g, func(stage int) bool { return p.open(stage, g, false) })
}

// open reports whether a stage has a contact that the group can use, or none that the person sees.
func (p *passing) open(stage int, g ReachGroup, after bool) bool {
	seen := 0
	for _, c := range p.stages[stage] {
		if after && c.lost {
			continue
		}
		if !slices.Contains(g.CannotUse, c.channel) {
			return true
		}
		seen++
	}
	return seen == 0
}

// touches reports whether any service of a stage is lost, or loses one of those that offer it or an application.
func (o *overlay) touches(s SupportStage) bool {
	for id := range o.servicesOf(s) {
		one := o.services[id]
		if !o.serviceStands(id) || slices.ContainsFunc(one.Organisations, func(n Named) bool { return o.gone[n.ID] }) ||
			slices.ContainsFunc(one.Applications, func(a SupportApplication) bool { return !o.applicationStands(a.ID) }) {
			return true
		}
	}
	return false
}

// counts counts what a stage rests on: the services that stand among those that provide its contacts or realise its
// business capabilities and their parts.
func (o *overlay) counts(s SupportStage) Counts {
	services, applications, organisations := 0, map[string]bool{}, map[string]bool{}
	for id := range o.servicesOf(s) {
		if !o.serviceStands(id) {
			continue
		}
		services++
		for _, a := range o.services[id].Applications {
			if o.applicationStands(a.ID) {
				applications[a.ID] = true
			}
		}
		for _, by := range o.services[id].Organisations {
			if o.here(by) {
				organisations[by.ID] = true
			}
		}
	}
	return Counts{services, len(applications), len(organisations)}
}

// servicesOf gives the listed services that provide contacts of a stage, or realise its business capabilities that are
// there or parts of them.
func (o *overlay) servicesOf(s SupportStage) map[string]bool {
	services := map[string]bool{}
	add := func(ids []string) {
		for _, id := range ids {
			services[id] = true
		}
	}
	for _, t := range s.Touchpoints {
		for _, p := range t.ProvidedThrough {
			add(o.servicesBy(p.ID))
		}
	}
	for _, e := range s.EnabledBy.Edges {
		if !o.gone[e.Node.ID] {
			add(o.servicesUnder(e.Node.ID))
		}
	}
	return services
}

package diagram

import "strings"

// traceAnswer is the JSON of the question journey-trace.
type traceAnswer struct {
	Traced []*struct {
		Ref
		Kind, Description string
	}
	Journey *struct {
		ID     string
		Stages []struct {
			ID                                                         string
			Touchpoints                                                []traceProvided
			EnabledBy, Insights, LeadsTo, ClocksStarted, ClocksStopped []Ref
			HandoffsOut                                                []traceRuled
		}
		BusinessCapabilities []struct {
			traceRealised
			ServiceTypes []Ref
			Ancestors    []traceRuled
			Descendants  []traceRealised
		}
		ServiceTypes []struct {
			traceRuled
			OrganisationTypes, ApplicationTypes []Ref
		}
		ApplicationTypes []traceRuled
		Services         *[]struct { // nil where only kinds are told

			ID            string
			ServiceType   *Ref
			Applications  []Ref
			Organisations []struct {
				ID               string
				OrganisationType *Ref
			}
		}
		Applications []struct {
			ID                      string
			ApplicationType         *Ref
			Technologies, Suppliers []Ref
		}
	}
}

type traceProvided struct {
	ID              string
	ProvidedThrough []Ref
}

// traceRuled is something that standards apply to.
type traceRuled struct {
	ID        string
	Standards []Ref
}

type traceRealised struct {
	traceRuled
	RealisedBy []Ref
}

// links are the links of a journey, from what is nearer to the person to what stands behind it.
type links struct {
	down, up map[string][]string
}

func (l *links) add(from string, to ...string) {
	for _, id := range to {
		l.down[from] = append(l.down[from], id)
		l.up[id] = append(l.up[id], from)
	}
}

func (l *links) addAll(from string, to []Ref) {
	for _, n := range to {
		l.add(from, n.ID)
	}
}

// A kind of service stands for its services, and a rule for the kind holds for each of them. So a kind has two places: above its
// services, where contacts and business capabilities lead to it, and below them, where they lead on to the standards of the kind.
// Of the second no way leads back down to the other services. An organisation too has one place where it offers services, as its kind
// does, and one where it supplies applications.
func below(id string) string { return id + " " } // no id ends so

// links puts the links together. Only services of the area count, where there is one.
func (a *traceAnswer) links(area map[string]bool) *links {
	l := &links{down: map[string][]string{}, up: map[string][]string{}}
	j := a.Journey
	for _, s := range j.Stages {
		for _, t := range s.Touchpoints {
			l.add(s.ID, t.ID)
			l.addAll(t.ID, t.ProvidedThrough)
		}
		for _, list := range [][]Ref{s.EnabledBy, s.Insights, s.LeadsTo, s.ClocksStarted, s.ClocksStopped} {
			l.addAll(s.ID, list)
		}
		for _, h := range s.HandoffsOut {
			l.add(s.ID, h.ID)
			l.addAll(h.ID, h.Standards)
		}
	}
	for _, b := range j.BusinessCapabilities {
		l.addAll(b.ID, b.Standards)
		l.addAll(b.ID, b.RealisedBy)
		if a.kindsOnly() {
			l.addAll(b.ID, b.ServiceTypes)
		}
		for _, above := range b.Ancestors {
			l.addAll(b.ID, above.Standards)
		}
		for _, part := range b.Descendants {
			l.add(b.ID, part.ID)
			l.addAll(part.ID, part.Standards)
			l.addAll(part.ID, part.RealisedBy)
		}
	}
	for _, t := range j.ServiceTypes {
		l.add(t.ID, below(t.ID))
		l.addAll(below(t.ID), t.Standards)
		if a.kindsOnly() {
			l.addAll(t.ID, t.OrganisationTypes)
			l.addAll(t.ID, t.ApplicationTypes)
		}
	}
	for _, t := range j.ApplicationTypes {
		l.addAll(t.ID, t.Standards)
	}
	if !a.kindsOnly() {
		a.addServices(l, area)
	}
	return l
}

// kindsOnly reports whether so much stands behind the journey that only kinds are told.
func (a *traceAnswer) kindsOnly() bool { return a.Journey.Services == nil }

func (a *traceAnswer) addServices(l *links, area map[string]bool) {
	for _, s := range *a.Journey.Services {
		if area != nil && !area[s.ID] {
			continue
		}
		if s.ServiceType != nil {
			l.add(s.ServiceType.ID, s.ID)
			l.add(s.ID, below(s.ServiceType.ID))
		}
		l.addAll(s.ID, s.Applications)
		for _, o := range s.Organisations {
			l.add(s.ID, o.ID)
			if o.OrganisationType != nil {
				l.add(o.ID, o.OrganisationType.ID)
			}
		}
	}
	for _, app := range a.Journey.Applications {
		if app.ApplicationType != nil {
			l.add(app.ID, app.ApplicationType.ID)
		}
		l.addAll(app.ID, app.Technologies)
		for _, o := range app.Suppliers {
			l.add(app.ID, below(o.ID))
		}
	}
}

// around gives what something rests on and what rests on it, itself too.
func (l *links) around(id string) map[string]bool {
	found := map[string]bool{}
	for _, to := range []map[string][]string{l.down, l.up} {
		seen := map[string]bool{}
		// What is traced is in both of its places.
		for queue := []string{id, below(id)}; len(queue) > 0; queue = queue[1:] {
			at := queue[0]
			if seen[at] {
				continue
			}
			seen[at] = true
			found[at] = true
			queue = append(queue, to[at]...)
		}
	}
	for at := range found {
		if kind, ok := strings.CutSuffix(at, " "); ok {
			found[kind] = true
		}
	}
	return found
}

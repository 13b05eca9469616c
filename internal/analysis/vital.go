package analysis

import (
	"iter"
	"slices"
)

// vital is the nodes that something does not stand without, each of them alone.
type vital []SinglePoint

// shared gives the nodes that are vital to the other as well.
func (v vital) shared(other vital) vital {
	return slices.DeleteFunc(slices.Clone(v), func(p SinglePoint) bool {
		return !slices.ContainsFunc(other, func(q SinglePoint) bool { return q.ID == p.ID })
	})
}

// vitalToAny gives what is vital where any one of some things is enough: what is vital to all of them. It looks no further
// than to where nothing is.
func vitalToAny(things iter.Seq[vital]) vital {
	var all vital
	first := true
	for v := range things {
		if first {
			all, first = v, false
		} else {
			all = all.shared(v)
		}
		if len(all) == 0 {
			break
		}
	}
	return all
}

// candidates gives the nodes on each of which alone a business capability or a contact of the journey rests, each once. No
// other node can be a single point of failure.
func (j *SupportJourney) candidates(o *overlay) []SinglePoint {
	var all []SinglePoint
	known := map[string]bool{}
	add := func(v vital) {
		for _, p := range v {
			if !known[p.ID] {
				known[p.ID], all = true, append(all, p)
			}
		}
	}
	for _, s := range j.Stages {
		for _, t := range s.Touchpoints {
			add(vitalToAny(func(yield func(vital) bool) {
				for _, p := range t.ProvidedThrough {
					if !o.vitalToProvider(p.ID, yield) {
						return
					}
				}
			}))
		}
		for _, e := range s.EnabledBy.Edges {
			if !known[e.Node.ID] {
				known[e.Node.ID] = true
				add(vitalToAny(o.vitalToMet(e.Node.ID)))
			}
		}
	}
	return all
}

// vitalToMet gives what is vital to each service that realises the business capability or a part of it.
func (o *overlay) vitalToMet(id string) iter.Seq[vital] {
	return func(yield func(vital) bool) {
		for part := range o.withParts(id) {
			for _, by := range o.realising[part] {
				if !o.vitalToProvider(by, yield) {
					return
				}
			}
		}
	}
}

// vitalToProvider gives what is vital to a service, or to each service of a kind, where it stands. A kind of which there is
// no service needs none.
func (o *overlay) vitalToProvider(id string, yield func(vital) bool) bool {
	if !o.providerStands(id) {
		return true
	}
	services := o.servicesBy(id)
	if len(services) == 0 {
		return yield(nil)
	}
	for _, of := range services {
		if !yield(o.vitalToService(of)) {
			return false
		}
	}
	return true
}

// vitalToService gives the service, the only one that offers it, and what all its applications rest on.
func (o *overlay) vitalToService(id string) vital {
	s := o.services[id]
	v := vital{{Named: s.Named, Kind: "Service"}}
	if len(s.Organisations) == 1 {
		v = append(v, SinglePoint{Named: s.Organisations[0], Kind: "Organisation"})
	}
	return append(v, vitalToAny(func(yield func(vital) bool) {
		for _, a := range s.Applications {
			if !yield(o.vitalToApplication(a.ID)) {
				return
			}
		}
	})...)
}

// vitalToApplication gives the application, all it runs on, and its only supplier.
func (o *overlay) vitalToApplication(id string) vital {
	a := o.applications[id]
	if a == nil {
		return nil
	}
	v := vital{{Named: a.Named, Kind: "Application"}}
	for _, t := range a.Technologies {
		v = append(v, SinglePoint{Named: t, Kind: "Technology"})
	}
	if len(a.Suppliers) == 1 {
		v = append(v, SinglePoint{Named: a.Suppliers[0], Kind: "Organisation"})
	}
	return v
}

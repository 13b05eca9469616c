package analysis

import (
	"iter"
	"slices"
	"strings"
)

// Support is what journeys rest on, each thing once, as the schema names it for what a loss is worked out from. Of what is
// realised or supported by a great many services only those may be listed that matter, beside how many there are.
type Support struct {
	Services     []SupportService
	Applications []SupportApplication
	Met          []SupportMet  // and all their parts
	Kinds        []SupportKind // that provide or realise something themselves
	Elsewhere    bool          // services that are not listed are offered elsewhere, and of no use; otherwise they stand
}

// SupportJourney is a journey as far as it matters to a loss.
type SupportJourney struct {
	Named
	Groups []ReachGroup   `json:"personGroups"`
	Stages []SupportStage `json:"stages"`

	broken  []*BrokenStage // where the conditions of the question say what breaks
	touched []*LostStage   // that lose anything, where these are asked for
}

// LostStage is a stage of a journey that loses something.
type LostStage struct {
	Named
	Journey Ref `json:"journey"`
}

// BrokenStage is a stage that breaks, with the contacts and business capabilities that are lost there.
type BrokenStage struct {
	LostStage
	Touchpoints []Named `json:"touchpoints"`
	EnabledBy   struct {
		Edges []struct {
			Properties struct {
				Role string `json:"role"`
			} `json:"properties"`
			Node Named `json:"node"`
		} `json:"edges"`
	} `json:"enabledByConnection"`
}

// SupportStage is a stage, its contacts and the business capabilities met there.
type SupportStage struct {
	ReachStage
	Touchpoints []SupportTouchpoint `json:"touchpoints"`
	EnabledBy   struct {
		Edges []struct {
			Properties struct {
				Role string `json:"role"`
			} `json:"properties"`
			Node Ref `json:"node"`
		} `json:"edges"`
	} `json:"enabledByConnection"`
}

// SupportTouchpoint is a contact and the services and kinds of service that provide it.
type SupportTouchpoint struct {
	ReachTouchpoint
	ProvidedThrough []Ref `json:"providedThrough"`
}

// SupportKind is a kind of service, what it realises itself, and how many services there are of it.
type SupportKind struct {
	ID       string `json:"id"`
	Realises []Ref  `json:"realises"`
	Services total  `json:"servicesConnection"`
}

// total is a connection that is only asked how much it has.
type total struct {
	Count int `json:"totalCount"`
}

// SupportMet is a business capability that people meet, or a part of one, and how many services and kinds of service realise it.
type SupportMet struct {
	Named
	Parent     *Ref  `json:"parent"`
	RealisedBy total `json:"realisedByConnection"`
}

// SupportService is a service, what it realises and what it rests on.
type SupportService struct {
	Named
	Level         *string              `json:"level"`
	ServiceType   *Ref                 `json:"serviceType"`
	Realises      []Ref                `json:"realises"`
	Organisations []Named              `json:"organisations"`
	InArea        []Ref                `json:"inArea"` // those of the organisations that count, where an area was named
	Applications  []SupportApplication `json:"applications"`
}

// SupportApplication is an application, what it runs on and who supplies it.
type SupportApplication struct {
	Named
	Technologies []Named `json:"technologies"`
	Suppliers    []Named `json:"suppliers"`
}

// without reads a set of ids.
func without(ids []string) map[string]bool {
	gone := make(map[string]bool, len(ids))
	for _, id := range ids {
		gone[id] = true
	}
	return gone
}

// overlay is support with some of it gone. Nothing is written anywhere.
type overlay struct {
	*Support
	gone         map[string]bool
	services     map[string]*SupportService
	kinds        map[string]*SupportKind
	ofKind       map[string][]string // services by kind
	realising    map[string][]string // services and kinds by business capability
	parts        map[string][]string // one level down
	applications map[string]*SupportApplication
	met          map[string]*SupportMet
	under        map[string][]string // listed services that realise a business capability or a part of it, once looked for

	standing, metStanding map[string]bool // what was looked at
}

func newOverlay(s *Support) *overlay {
	o := &overlay{
		Support: s, services: make(map[string]*SupportService, len(s.Services)), kinds: make(map[string]*SupportKind, len(s.Kinds)), ofKind: map[string][]string{},
		realising: map[string][]string{}, parts: map[string][]string{}, applications: map[string]*SupportApplication{},
		met: make(map[string]*SupportMet, len(s.Met)), under: map[string][]string{},
	}
	for i := range s.Services {
		one := &s.Services[i]
		o.services[one.ID] = one
		if one.ServiceType != nil {
			o.ofKind[one.ServiceType.ID] = append(o.ofKind[one.ServiceType.ID], one.ID)
		}
		for _, r := range one.Realises {
			o.realising[r.ID] = append(o.realising[r.ID], one.ID)
		}
	}
	for i := range s.Kinds {
		one := &s.Kinds[i]
		o.kinds[one.ID] = one // the same kind may come again, with something else that it realises
		for _, r := range one.Realises {
			o.realising[r.ID] = append(o.realising[r.ID], one.ID)
		}
	}
	for i := range s.Applications {
		o.applications[s.Applications[i].ID] = &s.Applications[i]
	}
	for i := range s.Met {
		one := &s.Met[i]
		o.met[one.ID] = one
		if one.Parent != nil {
			o.parts[one.Parent.ID] = append(o.parts[one.Parent.ID], one.ID)
		}
	}
	return o.without(nil)
}

// without gives the same support with these gone.
func (o *overlay) without(gone map[string]bool) *overlay {
	next := *o
	next.gone, next.standing, next.metStanding = gone, map[string]bool{}, map[string]bool{}
	return &next
}

// named gives a business capability with its name, if it is known.
func (o *overlay) named(id string) Named {
	if m := o.met[id]; m != nil {
		return m.Named
	}
	return Named{ID: id, Name: id}
}

// untouched reports whether everything stands, because nothing is gone and nothing counts as elsewhere.
func (o *overlay) untouched() bool { return o.gone == nil && !o.Elsewhere }

// here reports whether it is not gone.
func (o *overlay) here(n Named) bool { return !o.gone[n.ID] }

// applicationStands: it is there, everything it runs on is, and at least one of its suppliers, if it has any.
func (o *overlay) applicationStands(id string) bool {
	if o.gone[id] {
		return false
	}
	a := o.applications[id]
	if a == nil {
		return true
	}
	return !slices.ContainsFunc(a.Technologies, func(n Named) bool { return o.gone[n.ID] }) &&
		(len(a.Suppliers) == 0 || slices.ContainsFunc(a.Suppliers, o.here))
}

// serviceStands: it and its kind are there, and at least one of those that offer it and one of its applications stand, if
// it has any. One that had an application and has none left counts as lost: nobody has said that it can go back to paper.
func (o *overlay) serviceStands(id string) bool {
	s := o.services[id]
	switch {
	case o.untouched():
		return true
	case s == nil:
		return !o.gone[id] && !o.Elsewhere
	}
	if stands, known := o.standing[id]; known {
		return stands
	}
	stands := !o.gone[id]
	if stands {
		stands = (s.ServiceType == nil || !o.gone[s.ServiceType.ID]) &&
			(len(s.Organisations) == 0 || slices.ContainsFunc(s.Organisations, o.here)) &&
			(len(s.Applications) == 0 || slices.ContainsFunc(s.Applications, func(a SupportApplication) bool { return o.applicationStands(a.ID) }))
	}
	o.standing[id] = stands
	return stands
}

// providerStands takes a service or a kind of service, which stands as long as any of its services does, if it has any.
func (o *overlay) providerStands(id string) bool {
	if !strings.HasPrefix(id, serviceTypePrefix) {
		return o.serviceStands(id)
	}
	if o.gone[id] {
		return false
	}
	all, listed := 0, o.ofKind[id]
	if k := o.kinds[id]; k != nil {
		all = k.Services.Count
	}
	return max(all, len(listed)) == 0 || !o.Elsewhere && all > len(listed) || slices.ContainsFunc(listed, o.serviceStands)
}

// serviceTypePrefix is what ids of kinds of service begin with.
const serviceTypePrefix = "service-type:"

// touchpointStands: it is there, and at least one of those that provide it, if there are any.
func (o *overlay) touchpointStands(t *SupportTouchpoint) bool {
	return o.untouched() || !o.gone[t.ID] && (len(t.ProvidedThrough) == 0 || slices.ContainsFunc(t.ProvidedThrough, func(r Ref) bool { return o.providerStands(r.ID) }))
}

// metStands: the business capability is there, and at least one of those that realise it or a part of it, if there are any.
func (o *overlay) metStands(id string) bool {
	if o.untouched() {
		return true
	}
	stands, known := o.metStanding[id]
	if !known {
		stands = !o.gone[id] && o.realisedStill(id)
		o.metStanding[id] = stands
	}
	return stands
}

func (o *overlay) realisedStill(id string) bool {
	known := false
	for part := range o.withParts(id) {
		all, listed := o.met[part].RealisedBy.Count, o.realising[part]
		known = known || max(all, len(listed)) > 0
		if !o.gone[part] && (!o.Elsewhere && all > len(listed) || slices.ContainsFunc(listed, o.providerStands)) {
			return true
		}
	}
	return !known
}

// servicesUnder gives the listed services that realise a business capability or a part of it, themselves or as their kind
// does.
func (o *overlay) servicesUnder(id string) []string {
	found, known := o.under[id]
	if !known {
		seen := map[string]bool{}
		for part := range o.withParts(id) {
			for _, by := range o.realising[part] {
				for _, service := range o.servicesBy(by) {
					if !seen[service] {
						seen[service], found = true, append(found, service)
					}
				}
			}
		}
		o.under[id] = found
	}
	return found
}

// servicesBy gives the listed services that a provider is: a service itself, or all of a kind.
func (o *overlay) servicesBy(id string) []string {
	if o.services[id] != nil {
		return []string{id}
	}
	return o.ofKind[id]
}

// withParts gives a business capability and its parts, all the way down, if it is known.
func (o *overlay) withParts(id string) iter.Seq[string] {
	return func(yield func(string) bool) {
		waiting, seen := []string{id}, map[string]bool{id: true}
		for len(waiting) > 0 {
			at := waiting[0]
			waiting = waiting[1:]
			if o.met[at] != nil && !yield(at) {
				return
			}
			for _, part := range o.parts[at] {
				if !seen[part] {
					seen[part] = true
					waiting = append(waiting, part)
				}
			}
		}
	}
}

package analysis

import (
	"slices"
	"strings"
)

// SupportJourney is a journey and everything it rests on, as the schema names it for what a loss is worked out from.
type SupportJourney struct {
	Named
	Groups       []ReachGroup         `json:"personGroups"`
	Stages       []SupportStage       `json:"stages"`
	Met          []SupportMet         `json:"businessCapabilities"`
	Services     []SupportService     `json:"services"`
	ServiceTypes []SupportServiceType `json:"serviceTypes"`
	Applications []SupportApplication `json:"applications"`
	Handoffs     []SupportHandoff     `json:"handoffs"`
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

// SupportMet is a business capability and what realises it and its parts.
type SupportMet struct {
	Named
	RealisedBy []Ref `json:"realisedBy"`
	Parts      []struct {
		ID         string `json:"id"`
		RealisedBy []Ref  `json:"realisedBy"`
	} `json:"descendants"`
}

// SupportService is a service, who offers it and what supports it.
type SupportService struct {
	Named
	Level         *string `json:"level"`
	ServiceType   *Ref    `json:"serviceType"`
	Organisations []Named `json:"organisations"`
	Applications  []Ref   `json:"applications"`
}

// SupportServiceType is a kind of service. Its services are those of the journey.
type SupportServiceType struct{ Named }

// SupportApplication is an application, what it runs on and who supplies it.
type SupportApplication struct {
	Named
	Technologies []Named `json:"technologies"`
	Suppliers    []Named `json:"suppliers"`
}

// SupportHandoff is a handoff and the standards it uses.
type SupportHandoff struct {
	Named
	Standards []Ref `json:"standards"`
}

// without reads a set of ids.
func without(ids []string) map[string]bool {
	gone := make(map[string]bool, len(ids))
	for _, id := range ids {
		gone[id] = true
	}
	return gone
}

// overlay is a journey's support with some of it gone. Nothing is written anywhere.
type overlay struct {
	*SupportJourney
	gone         map[string]bool
	services     map[string]*SupportService
	ofType       map[string][]string
	applications map[string]*SupportApplication
	met          map[string]*SupportMet
	standing     map[string]bool // services and applications that were looked at
}

func newOverlay(j *SupportJourney) *overlay {
	o := &overlay{
		SupportJourney: j, services: map[string]*SupportService{}, ofType: map[string][]string{}, applications: map[string]*SupportApplication{},
		met: map[string]*SupportMet{}, standing: map[string]bool{},
	}
	for i := range j.Services {
		s := &j.Services[i]
		o.services[s.ID] = s
		if s.ServiceType != nil {
			o.ofType[s.ServiceType.ID] = append(o.ofType[s.ServiceType.ID], s.ID)
		}
	}
	for i := range j.Applications {
		o.applications[j.Applications[i].ID] = &j.Applications[i]
	}
	for i := range j.Met {
		o.met[j.Met[i].ID] = &j.Met[i]
	}
	return o
}

// without gives the same support with these gone.
func (o *overlay) without(gone map[string]bool) *overlay {
	next := *o
	next.gone, next.standing = gone, map[string]bool{}
	return &next
}

// applicationStands: it is there, everything it runs on is, and at least one of its suppliers, if it has any.
func (o *overlay) applicationStands(id string) bool {
	if o.gone[id] {
		return false
	}
	a := o.applications[id]
	if a == nil {
		return true
	}
	here := func(n Named) bool { return !o.gone[n.ID] }
	return !slices.ContainsFunc(a.Technologies, func(n Named) bool { return o.gone[n.ID] }) &&
		(len(a.Suppliers) == 0 || slices.ContainsFunc(a.Suppliers, here))
}

// serviceStands: it and its kind are there, and at least one of those that offer it and one of its applications stand, if
// it has any. One that had an application and has none left counts as lost: nobody has said that it can go back to paper.
func (o *overlay) serviceStands(id string) bool {
	if stands, known := o.standing[id]; known {
		return stands
	}
	s := o.services[id]
	stands := !o.gone[id]
	if stands && s != nil {
		stands = (s.ServiceType == nil || !o.gone[s.ServiceType.ID]) &&
			(len(s.Organisations) == 0 || slices.ContainsFunc(s.Organisations, func(n Named) bool { return !o.gone[n.ID] })) &&
			(len(s.Applications) == 0 || slices.ContainsFunc(s.Applications, func(r Ref) bool { return o.applicationStands(r.ID) }))
	}
	o.standing[id] = stands
	return stands
}

// providerStands takes a service or a kind of service, which stands as long as any of its services does, if it has any.
func (o *overlay) providerStands(id string) bool {
	if !strings.HasPrefix(id, "service-type:") {
		return o.serviceStands(id)
	}
	return !o.gone[id] && (len(o.ofType[id]) == 0 || slices.ContainsFunc(o.ofType[id], o.serviceStands))
}

// touchpointStands: it is there, and at least one of those that provide it, if there are any.
func (o *overlay) touchpointStands(t SupportTouchpoint) bool {
	return !o.gone[t.ID] && (len(t.ProvidedThrough) == 0 || slices.ContainsFunc(t.ProvidedThrough, func(r Ref) bool { return o.providerStands(r.ID) }))
}

// metStands: the business capability is there, and at least one of those that realise it or a part of it, if there are any.
func (o *overlay) metStands(id string) bool {
	if o.gone[id] {
		return false
	}
	m := o.met[id]
	if m == nil {
		return true
	}
	known := len(m.RealisedBy) > 0
	stands := func(r Ref) bool { return o.providerStands(r.ID) }
	if slices.ContainsFunc(m.RealisedBy, stands) {
		return true
	}
	for _, part := range m.Parts {
		known = known || len(part.RealisedBy) > 0
		if !o.gone[part.ID] && slices.ContainsFunc(part.RealisedBy, stands) {
			return true
		}
	}
	return !known
}

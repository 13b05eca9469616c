package diagram

import "github.com/carejourney/carejourney/internal/model"

// inAreaAnswer is the JSON of the question journey-in-area.
type inAreaAnswer struct {
	Area    *Ref
	Journey *struct {
		Stages []struct {
			ID                  string
			EnabledBy, Realised []Ref
			Touchpoints         []struct{ ProvidedThrough []providedInArea }
		}
	}
}

// providedInArea is a service, or a kind of service with its services in the area.
type providedInArea struct {
	serviceInArea
	Services []serviceInArea
}

type serviceInArea struct {
	Ref
	Level                               string
	Organisations, InArea, Applications []Ref
}

// there reports whether the service is in the area. Those run for the whole country are in every area.
func (s *serviceInArea) there() bool { return s.ID != "" && (s.national() || len(s.InArea) > 0) }

func (s *serviceInArea) national() bool { return s.Level == "NATIONAL" }

// keepArea keeps of the journey what is there in an area: its real services, organisations and applications instead of their
// kinds. What is missing becomes a gap.
func (j *Journey) keepArea(data []byte, area string) error {
	var found inAreaAnswer
	if err := decode("journey-in-area", data, &found); err != nil {
		return err
	}
	if found.Area == nil {
		return model.Errorf(model.BadUserInput, "There is no area with the id %q. Choose a region or an integrated care board.", area)
	}
	if found.Journey == nil {
		return ErrNoJourney
	}
	j.Area = found.Area
	at := map[string]*Stage{}
	for i := range j.Stages {
		at[j.Stages[i].ID] = &j.Stages[i]
	}
	for _, in := range found.Journey.Stages {
		s := at[in.ID]
		if s == nil {
			continue // the journey was changed between the two questions
		}
		absent, realised := map[string]bool{}, idsIn(in.Realised)
		for _, b := range in.EnabledBy {
			absent[b.ID] = !realised[b.ID]
		}
		s.Main, s.Supporting = s.without(s.Main, absent), s.without(s.Supporting, absent)
		var services, organisations, applications refs
		for _, t := range in.Touchpoints {
			for i := range t.ProvidedThrough {
				for _, service := range append(t.ProvidedThrough[i].Services, t.ProvidedThrough[i].serviceInArea) {
					if service.there() {
						services.add(&service.Ref)
						organisations.addAll(service.offeredBy())
						applications.addAll(service.Applications)
					}
				}
			}
		}
		s.Services, s.Organisations, s.Applications = services.list, organisations.list, applications.list
		s.Gaps = s.gapsInArea(len(realised)+len(services.list) > 0)
	}
	return nil
}

func idsIn(list []Ref) map[string]bool {
	ids := make(map[string]bool, len(list))
	for _, n := range list {
		ids[n.ID] = true
	}
	return ids
}

// offeredBy are the organisations of the area that offer the service, or all where it is run for the whole country.
func (s *serviceInArea) offeredBy() []Ref {
	if s.national() {
		return s.Organisations
	}
	return s.InArea
}

// without keeps of the business capabilities those that a service of the area realises, and notes the others.
func (s *Stage) without(list []Ref, absent map[string]bool) []Ref {
	var kept []Ref
	for _, n := range list {
		if absent[n.ID] {
			s.Absent = append(s.Absent, n)
		} else {
			kept = append(kept, n)
		}
	}
	return kept
}

// gapsInArea tells what is missing at a stage in an area, besides what is missing everywhere.
func (s *Stage) gapsInArea(anyService bool) []Gap {
	var found []Gap
	for _, g := range s.Gaps {
		if g.Lane != LaneService && g.Lane != LaneApplication {
			found = append(found, g)
		}
	}
	for _, n := range s.Absent {
		found = append(found, Gap{LaneBusiness, n.Name + ": not here"})
	}
	if !anyService {
		found = append(found, Gap{LaneService, "no service here"}, Gap{LaneOrganisation, "no organisation here"}, Gap{LaneApplication, "no application here"})
	} else if len(s.Services) > 0 && len(s.Applications) == 0 {
		found = append(found, Gap{LaneApplication, "no application here"})
	}
	return found
}

package diagram

// gaps tells what is missing at a stage. Organisations and standards are left out: a journey may be drawn before real
// organisations are known, and not every stage needs a standard.
func gaps(s *Stage, anyService, anyApplication bool) []Gap {
	var found []Gap
	digital, other := s.channels(true), s.channels(false)
	switch {
	case len(digital)+len(other) == 0:
		found = append(found, Gap{LaneOther, "no way in"})
	case len(other) == 0:
		found = append(found, Gap{LaneOther, "digital only"})
	}
	switch {
	case len(s.Main)+len(s.Supporting) == 0:
		found = append(found, Gap{LaneBusiness, "no business capability"})
	case len(s.Main) == 0:
		found = append(found, Gap{LaneBusiness, "no main one"})
	}
	if len(s.Services) == 0 && !anyService {
		found = append(found, Gap{LaneService, "no service"})
	}
	if len(s.Applications) == 0 && !anyApplication {
		found = append(found, Gap{LaneApplication, "no application"})
	}
	return found
}

// channels gives the ways in that the person sees, each once, digital ones or the others.
func (s *Stage) channels(digital bool) []string {
	var found refs
	for _, c := range s.Contacts {
		if c.Seen && c.Digital == digital {
			found.add(&Ref{ID: c.Channel, Name: c.Channel})
		}
	}
	names := make([]string, len(found.list))
	for i, n := range found.list {
		names[i] = n.Name
	}
	return names
}

// gap gives what is missing in a lane, and nothing where nothing is.
func (s *Stage) gap(l Lane) string {
	for _, g := range s.Gaps {
		if g.Lane == l {
			return g.Words
		}
	}
	return ""
}

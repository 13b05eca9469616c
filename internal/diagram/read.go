package diagram

// Read makes a Journey of the answer to the question journey-picture. It fails with NOT_FOUND where the answer has no
// journey.
func Read(data []byte) (*Journey, error) {
	var a answer
	if err := decode("journey-picture", data, &a); err != nil {
		return nil, err
	}
	if a.Journey == nil {
		return nil, ErrNoJourney
	}
	j := &Journey{
		Ref: a.Journey.Ref, Description: a.Journey.Description, Version: a.Version, Reviewed: a.Journey.LastReviewed,
		Illustrative: a.Journey.Illustrative, Groups: a.Journey.PersonGroups,
		Branches: a.Journey.Shape.Branches, Loops: a.Journey.Shape.Loops,
	}
	found := a.Journey.Stages.Edges
	place := make(map[string]int, len(found))
	for i, e := range found {
		place[e.Node.ID] = i
	}
	at := func(id string) int {
		if i, ok := place[id]; ok {
			return i
		}
		return -1
	}
	for i, e := range found {
		s := stage(&e.Node)
		s.Number = i + 1
		j.Stages = append(j.Stages, s)
		j.readWays(i, &e.Node, at)
	}
	return j, nil
}

// readWays reads everything that leads from a stage to another.
func (j *Journey) readWays(i int, s *answerStage, at func(id string) int) {
	for _, e := range s.Next.Edges {
		w := Way{From: i, To: at(e.Node.ID), Condition: e.Properties.Condition, Share: -1}
		if w.To < 0 {
			continue // a way into another journey is an exit of its own kind
		}
		if e.Properties.Share != nil {
			w.Share = *e.Properties.Share
		}
		w.Back = e.Properties.Loop || w.To <= i
		j.Ways = append(j.Ways, w)
	}
	for _, e := range s.LeadsTo.Edges {
		j.Exits = append(j.Exits, Exit{From: i, To: e.Node, Condition: e.Properties.Condition})
	}
	for _, h := range s.HandoffsOut {
		j.Handoffs = append(j.Handoffs, Handoff{
			Ref: h.Ref, From: i, To: at(h.To.ID), ToName: h.To.Name, Transport: h.Transport, Standards: standards(h.Standards),
		})
	}
	for _, c := range s.ClocksStarted {
		to := -1
		for _, stop := range c.StopsAt {
			if k := at(stop.ID); k >= i && (to < 0 || k > to) {
				to = k
			}
		}
		j.Clocks = append(j.Clocks, Clock{Ref: c.Ref, Days: c.Days, From: i, To: to})
	}
}

func stage(s *answerStage) Stage {
	out := Stage{Ref: s.Ref, Description: s.Description, Type: Words(s.StageType), Phase: s.Phase, Timing: s.Timing, Standards: s.standards()}
	for _, e := range s.ExperiencedBy.Edges {
		if e.Properties.Emotion != nil {
			out.Feelings = append(out.Feelings, Feeling{Group: e.Node, Emotion: min(2, max(-2, *e.Properties.Emotion))})
		}
	}
	for _, in := range s.Insights {
		out.Insights = append(out.Insights, Insight{Ref: in.Ref, Kind: in.InsightKind})
	}
	for _, e := range s.EnabledBy.Edges {
		if e.Properties.Role == "SUPPORTING" {
			out.Supporting = append(out.Supporting, e.Node)
		} else {
			out.Main = append(out.Main, e.Node)
		}
	}
	// What provides the contacts is nearest to the person, so it is drawn. What realises the business capabilities lies
	// further off; it only keeps a stage from having a gap.
	out.readContacts(s.Touchpoints)
	out.Gaps = gaps(&out, len(s.ServiceTypes) > 0, len(s.ApplicationTypes) > 0)
	return out
}

func (s *Stage) readContacts(touchpoints []answerTouchpoint) {
	var services, organisations, applications refs
	for _, t := range touchpoints {
		s.Contacts = append(s.Contacts, Contact{
			Ref: t.Ref, Channel: Channel(t.Channel), Digital: t.Digital, Seen: t.Visibility == "" || t.Visibility == "FRONTSTAGE",
		})
		services.addAll(t.ProvidedThrough)
		organisations.addAll(t.OrganisationTypes)
		applications.addAll(t.ApplicationTypes)
	}
	s.Services, s.Organisations, s.Applications = services.list, organisations.list, applications.list
}

// refs collects nodes, each once, in the order they are first met.
type refs struct {
	list []Ref
	seen map[string]bool
}

func (r *refs) add(n *Ref) {
	if n == nil || r.seen[n.ID] {
		return
	}
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	r.seen[n.ID] = true
	r.list = append(r.list, *n)
}

// standards names the standards of a stage. Where these are more than one can read, the last entry says how many more there are
// and leads to the stage, whose page has them.
func (s *answerStage) standards() []Ref {
	list := make([]answerStandard, len(s.Standards.Edges))
	for i, e := range s.Standards.Edges {
		list[i] = e.Node
	}
	named := standards(list)
	if more := s.Standards.TotalCount - len(list); more > 0 {
		named = append(named, Ref{ID: s.ID, Name: "and " + count(more, "more standard", "more standards")})
	}
	return named
}

// standards names standards with their code in front, as people call them.
func standards(list []answerStandard) []Ref {
	out := make([]Ref, len(list))
	for i, s := range list {
		out[i] = s.Ref
		if s.Code != "" {
			out[i].Name = s.Code + " " + s.Name
		}
	}
	return out
}

package analysis

// found gives what a journey loses where the conditions of the question say what breaks.
func (j *SupportJourney) found(gone map[string]bool) Losses {
	var l Losses
	all := make([]Loss, len(j.Stages))
	place := make(map[string]int, len(j.Stages))
	for i := range j.Stages {
		all[i].Stage, place[j.Stages[i].ID] = i, i
	}
	lost := make([]bool, len(j.Stages))
	mark := func(n Named) int {
		at := place[n.ID]
		j.Stages[at].Name, lost[at] = n.Name, true
		return at
	}
	for _, b := range j.broken {
		at := mark(b.Named)
		all[at] = b.loss(at, &j.Stages[at], gone)
	}
	for _, s := range j.touched {
		mark(s.Named)
	}
	for i, loss := range all {
		if lost[i] {
			l.Stages = append(l.Stages, loss)
		}
	}
	l.cut(j, j.people(func(*SupportTouchpoint) bool { return true }, all))
	return l
}

// loss gives what the stage loses. It is closed where it is gone itself, where a business capability that it is about is lost, or where
// every contact that the person sees is.
func (b *BrokenStage) loss(at int, s *SupportStage, gone map[string]bool) Loss {
	l := Loss{Stage: at, Closed: gone[b.ID], Touchpoints: b.Touchpoints}
	for _, e := range b.EnabledBy.Edges {
		l.Met = append(l.Met, e.Node)
		l.Closed = l.Closed || e.Properties.Role == "PRIMARY"
	}
	seen, left := 0, 0
	for i := range s.Touchpoints {
		if t := &s.Touchpoints[i]; t.seen() {
			seen++
			if !containsNamed(b.Touchpoints, t.ID) {
				left++
			}
		}
	}
	l.Closed = l.Closed || seen > 0 && left == 0
	return l
}

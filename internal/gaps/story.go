package gaps

import "sync"

// story is what a finding was found in: it is told once somebody wants to see it.
type story struct {
	parts []evidence
	on    *PeopleOn // who takes the journeys it touches

	once   sync.Once
	told   Finding // what Told fills in
	looked sync.Once
	reach  *reach
}

// evidence is one way in which the same thing was found.
type evidence struct {
	way     *way
	subject *scope
	because []any
	later   bool // because is there, but nobody has read it
}

// holds reports whether there is a reason for the rule.
func (p *evidence) holds(unread *sets) bool {
	there, known := p.way.because.holds(p.subject, unread)
	if p.later = known; !known {
		p.because = p.reason()
		there = len(p.because) > 0
	}
	return there
}

func (p *evidence) reason() []any {
	var reason []any
	for _, found := range p.way.because.find(p.subject) {
		reason = append(reason, found.value)
	}
	return reason
}

// Told gives the finding with everything that is made for people to see.
func (f *Finding) Told() Finding {
	if f.story == nil {
		return *f
	}
	f.story.once.Do(f.story.tell)
	full := f.story.told
	full.Code, full.Severity, full.Subject, full.Size, full.AtMost, full.story = f.Code, f.Severity, f.Subject, f.Size, f.AtMost, f.story
	full.Accepted, full.Lapsed, full.within = f.Accepted, f.Lapsed, f.within
	if f.within != "" {
		full.People = f.story.on.groups[f.within]
	}
	return full
}

// tell makes the sentences, the path that proves the finding, and whom and what it touches.
func (s *story) tell() {
	var why, fix said
	var path ids
	for i := range s.parts {
		p := &s.parts[i]
		because := p.because
		if p.later {
			because = p.reason()
		}
		var proof ids
		proof.add(p.subject.value)
		for _, v := range because {
			proof.add(v)
		}
		if i < manyParts {
			why.add(p.way.why.fill(p.subject, because, &proof))
			fix.add(p.way.fix.fill(p.subject, because, &ids{}))
		} else {
			why.more++
		}
		for above := p.subject.above; above != nil; above = above.above {
			proof.add(above.value)
		}
		for _, id := range proof.list {
			path.addID(id)
		}
	}
	s.told = Finding{Why: why.text(), Fix: fix.text(), Path: path.list, Touched: s.reached().touched(s.on)}
}

// manyParts is for how many ways in which the same thing was found a sentence is made, to leave out those that are the same.
const manyParts = 100

package gaps

import (
	"slices"
	"sync"

	"github.com/carejourney/carejourney/internal/execute"
)

// story is how to find again what a finding was found in: it is told once somebody wants to see it.
type story struct {
	of    *answered
	parts []spot
	reach reach
}

// spot is a way in which something was found, and the place of what its first step gave among all that it gives.
type spot struct {
	way   int32
	first int32
}

// answered is the answer to a rule. What was read of it is let go of now and then: it can be read again.
type answered struct {
	rule   *Rule
	answer any
	on     *PeopleOn // who takes the journeys it touches

	mu    sync.Mutex // held while anything is told
	whole *scope     // guarded by mu
	told  int        // guarded by mu: since something was let go of
}

// toldBetween is how many findings are told until what was read for that is let go of.
const toldBetween = 256

// forget lets go of what was read of the answer, where it can be read again.
func (a *answered) forget() {
	a.told, a.whole = 0, &scope{value: a.answer}
	if view, ok := a.answer.(*execute.View); ok {
		view.Forget()
	}
}

// evidence is one way in which something was found.
type evidence struct {
	way     *way
	subject *scope
	because []any // nil where nobody has read it
}

// holds reports whether there is a reason for the rule.
func (p *evidence) holds(unread *sets) (bool, error) {
	if p.way.because == nil {
		return true, nil
	}
	if p.way.aside {
		return slices.ContainsFunc(p.way.because[0], func(t term) bool { return len(p.subject.lookup(t.path, t.name).values) > 0 }), nil
	}
	there, known, err := p.way.because.holds(p.subject, unread)
	if !known && err == nil {
		p.because = p.reason()
		there = len(p.because) > 0
	}
	return there, err
}

func (p *evidence) reason() []any {
	if p.way.names {
		if named, known, err := p.way.because.named(p.subject); known && err == nil {
			return named
		}
	}
	var reason []any
	for _, found := range p.way.because.find(p.subject) {
		reason = append(reason, found.value)
	}
	return reason
}

// evidence finds again in what ways a subject was found.
func (s *story) evidence(id string) []evidence {
	var all []evidence
	for _, part := range s.parts {
		w := &s.of.rule.ways[part.way]
		first := &scope{value: w.subject[0].place(s.of.whole, int(part.first)), above: s.of.whole}
		for _, subject := range w.subject[1:].find(first) {
			p := evidence{way: w, subject: subject}
			if text(subject.value, "id") != id {
				continue
			}
			if w.because != nil {
				if p.because = p.reason(); len(p.because) == 0 {
					continue
				}
			}
			all = append(all, p)
		}
	}
	return all
}

// Told gives the finding with everything that is made for people to see.
func (f *Finding) Told() Finding {
	full := *f
	full.Why, full.Fix, full.Path = f.said(true)
	full.Touched = f.Touches()
	return full
}

// Said gives the sentences alone, without what proves and what touches them: that may be most of a country.
func (f *Finding) Said() (why, fix string) {
	why, fix, _ = f.said(false)
	return why, fix
}

// Proof gives the path that proves the finding.
func (f *Finding) Proof() []string {
	_, _, path := f.said(true)
	return path
}

func (f *Finding) said(proved bool) (why, fix string, path []string) {
	if f.story == nil {
		return f.Why, f.Fix, f.Path
	}
	var proof *ids
	if proved {
		proof = &ids{list: []string{}}
	}
	why, fix = f.story.tell(f.Subject.ID, proof)
	if proved {
		path = proof.list
	}
	return why, fix, path
}

// Touches gives whom and what the finding touches.
func (f *Finding) Touches() Touched {
	if f.story == nil {
		return f.Touched
	}
	touched := f.story.reach.touched(f.story.of.on)
	if f.within != "" {
		touched.People = f.story.of.on.groups[f.within]
	}
	return touched
}

// tell makes the sentences, and puts the path that proves the finding into proof, where that is not nil.
func (s *story) tell(id string, proof *ids) (whyText, fixText string) {
	s.of.mu.Lock()
	defer s.of.mu.Unlock()
	if s.of.told++; s.of.told > toldBetween {
		s.of.forget()
	}
	var why, fix said
	for i, p := range s.evidence(id) {
		proof.add(p.subject.value)
		for _, v := range p.because {
			proof.add(v)
		}
		if i < manyParts {
			why.add(p.way.why.fill(p.subject, p.because, proof))
			fix.add(p.way.fix.fill(p.subject, p.because, nil))
		} else {
			why.more++
		}
		for above := p.subject.above; above != nil; above = above.above {
			proof.add(above.value)
		}
	}
	return why.text(), fix.text()
}

// manyParts is for how many ways in which the same thing was found a sentence is made, to leave out those that are the same.
const manyParts = 100

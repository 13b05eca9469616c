package gaps

import (
	"slices"
	"strings"
)

// Wanted says which findings somebody wants. What is nil is not asked for.
type Wanted struct {
	Codes, Severities, Kinds []string // any of them, however their letters are written
	Journey, Stage, Subject  *string  // ids; of a journey the people of that one alone count
	Accepted                 *bool
}

// Chosen are the findings that somebody wants, ranked.
type Chosen struct {
	found   *Found
	journey string // whose people alone count, "" for all
	people  *int   // of that journey
	places  []int32
}

// Choose gives the findings that are wanted. None is looked at for that one by one.
func (f *Found) Choose(w Wanted) (*Chosen, error) {
	x := f.indexed()
	chosen := &Chosen{found: f}
	var among marks // nil for all
	for _, touched := range []struct {
		id           *string
		kind, prefix string
	}{{w.Journey, journeyKind, journeyPrefix}, {w.Stage, stageKind, stagePrefix}} {
		if touched.id == nil {
			continue
		}
		those, err := x.touching(*touched.id, touched.kind, touched.prefix)
		if err != nil {
			return nil, err
		}
		among = those.both(among)
	}
	if w.Subject != nil {
		those := newMarks(len(x.lines))
		those.add(x.subjects[*w.Subject])
		among = those.both(among)
	}
	if w.Journey != nil {
		chosen.journey, chosen.people = *w.Journey, largest(f.people.groups[*w.Journey])
	}
	severities, codes, kinds := chosenOf(severityNames, w.Severities), chosenOf(x.codes.texts, w.Codes), chosenOf(x.kinds.texts, w.Kinds)
	for i := range x.lines {
		place := int32(i) //nolint:gosec // memory ends before
		if w.Journey != nil {
			place = x.onOne[i]
		}
		l := &x.lines[place]
		if severities[l.severity] && codes[l.code] && kinds[l.kind] && (w.Accepted == nil || *w.Accepted == l.accepted) &&
			(among == nil || among[place>>6]&(1<<(place&63)) != 0) {
			chosen.places = append(chosen.places, place)
		}
	}
	return chosen, nil
}

// severityNames are the names of the severities by rank.
var severityNames = []string{string(High), string(Medium), string(Low)}

// chosenOf says of each text whether it is one of those that are wanted.
func chosenOf(texts, wanted []string) []bool {
	chosen := make([]bool, len(texts))
	for i, text := range texts {
		chosen[i] = wanted == nil || slices.ContainsFunc(wanted, func(w string) bool { return strings.EqualFold(w, text) })
	}
	return chosen
}

// Len is how many there are.
func (c *Chosen) Len() int { return len(c.places) }

// At gives one of them.
func (c *Chosen) At(i int) Finding {
	f := c.found.Findings[c.places[i]]
	if c.journey != "" {
		f.within, f.Size = c.journey, c.people
	}
	return f
}

// All gives all of them.
func (c *Chosen) All() []Finding {
	if c.journey == "" && len(c.places) == len(c.found.Findings) {
		return c.found.Findings
	}
	all := make([]Finding, len(c.places))
	for i := range all {
		all[i] = c.At(i)
	}
	return all
}

// Counts are how many findings there are of each sort.
type Counts struct {
	Severity, Code, Kind []Counted
	Accepted             int
}

// Counted is how many findings have something.
type Counted struct {
	Value       string
	Count, High int
}

// Counts counts them. What none has is left out.
func (c *Chosen) Counts() Counts {
	x := c.found.indexed()
	severities, codes, kinds := counted(severityNames), counted(x.codes.texts), counted(x.kinds.texts)
	var all Counts
	for _, place := range c.places {
		l := &x.lines[place]
		for _, one := range []*Counted{&severities[l.severity], &codes[l.code], &kinds[l.kind]} {
			one.Count++
			if l.severity == 0 {
				one.High++
			}
		}
		if l.accepted {
			all.Accepted++
		}
	}
	none := func(c Counted) bool { return c.Count == 0 }
	all.Severity, all.Code, all.Kind = slices.DeleteFunc(severities, none), slices.DeleteFunc(codes, none), slices.DeleteFunc(kinds, none)
	return all
}

func counted(values []string) []Counted {
	all := make([]Counted, len(values))
	for i, value := range values {
		all[i].Value = value
	}
	return all
}

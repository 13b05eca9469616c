package diagram

// Step is a stage with everything that leads from it: the same as the picture, for people who read.
type Step struct {
	*Stage
	Digital, Other []Contact // that the person sees
	Behind         []Contact // that the person does not see
	Onward         []Onward
	Exits          []Exit
	Handoffs       []Handoff
	Starts, Stops  []Clock
}

// Onward is a way on from a stage, with the stage it leads to.
type Onward struct {
	Way
	Number  int
	Name    string
	Percent string // how many take it, in words; empty where it is not known
}

// Steps gives the stages in order with the ways on, the ways back and what is handed over.
func (j *Journey) Steps() []Step {
	steps := make([]Step, len(j.Stages))
	for i := range j.Stages {
		s := &j.Stages[i]
		steps[i].Stage = s
		for _, c := range s.Contacts {
			switch {
			case !c.Seen:
				steps[i].Behind = append(steps[i].Behind, c)
			case c.Digital:
				steps[i].Digital = append(steps[i].Digital, c)
			default:
				steps[i].Other = append(steps[i].Other, c)
			}
		}
	}
	for _, w := range j.Ways {
		to := &j.Stages[w.To]
		steps[w.From].Onward = append(steps[w.From].Onward, Onward{Way: w, Number: to.Number, Name: to.Name, Percent: percent(w.Share)})
	}
	for _, e := range j.Exits {
		steps[e.From].Exits = append(steps[e.From].Exits, e)
	}
	for _, h := range j.Handoffs {
		steps[h.From].Handoffs = append(steps[h.From].Handoffs, h)
	}
	for _, c := range j.Clocks {
		steps[c.From].Starts = append(steps[c.From].Starts, c)
		if c.To >= 0 {
			steps[c.To].Stops = append(steps[c.To].Stops, c)
		}
	}
	return steps
}

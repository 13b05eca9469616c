package diagram

import (
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// traceQuestion is the question whose answer tells how everything on a journey hangs together.
const traceQuestion = "journey-trace"

// Trace is one thing that is followed through a journey.
type Trace struct {
	Ref
	Kind        string // in words
	Description string
	Stages      []*Stage // with which it is connected
	Of          int      // how many stages there are

	connected map[string]bool
}

// traceAnswer is the JSON of the question journey-trace.
type traceAnswer struct {
	Traced []*struct {
		Ref
		Kind, Description string
	}
	Trace *struct {
		Stages    []Ref
		Connected []string
	}
}

// ReadTrace finds where on the journey something is met, from the answer to journey-trace. It fails with BAD_USER_INPUT
// where there is nothing of that id.
func (j *Journey) ReadTrace(data []byte, id string) (*Trace, error) {
	var found traceAnswer
	if err := decode(traceQuestion, data, &found); err != nil {
		return nil, err
	}
	if found.Trace == nil {
		return nil, ErrNoJourney
	}
	if len(found.Traced) == 0 || found.Traced[0] == nil {
		return nil, model.Errorf(model.BadUserInput, "There is nothing with the id %q to trace.", id)
	}
	of := found.Traced[0]
	t := &Trace{Ref: of.Ref, Kind: kindInWords(of.Kind), Description: of.Description, Of: len(j.Stages), connected: map[string]bool{}}
	for _, id := range found.Trace.Connected {
		t.connected[id] = true
	}
	for i := range j.Stages {
		if t.connected[j.Stages[i].ID] {
			t.Stages = append(t.Stages, &j.Stages[i])
		}
	}
	return t, nil
}

// TraceOf is the filter that traces something, in the area of the options where they have one.
func (o Options) TraceOf(journey, id string) Filter {
	return filter("trace", id, traceQuestion, o.in(journey, map[string]any{"traced": id}), func(j *Journey, data []byte) error { return j.follow(data, id) })
}

// in adds the journey to variables, and the area where there is one.
func (o Options) in(journey string, variables map[string]any) map[string]any {
	variables["journey"] = journey
	if o.Area != "" {
		variables["area"] = o.Area
	}
	return variables
}

// follow sets off what is connected with one thing.
func (j *Journey) follow(data []byte, id string) error {
	t, err := j.ReadTrace(data, id)
	j.Traced = t
	return err
}

// Where says at how many stages it is met.
func (t *Trace) Where() string {
	if len(t.Stages) == 0 {
		return "not met on this journey"
	}
	return "in " + strconv.Itoa(len(t.Stages)) + " of " + count(t.Of, "stage", "stages")
}

// Said says what is traced and where it is met.
func (t *Trace) Said() string {
	return "Traced: " + t.Name + " (" + t.Kind + "), " + t.Where() + "."
}

// strong reports whether something is connected with what is traced; where nothing is traced, everything is.
func (j *Journey) strong(id string) bool { return j.Traced == nil || j.Traced.connected[id] }

// strongAt reports whether any of the stages from first to last, both included, is connected with what is traced.
func (j *Journey) strongAt(first, last int) bool {
	for i := max(0, first); i <= last && i < len(j.Stages); i++ {
		if j.strong(j.Stages[i].ID) {
			return true
		}
	}
	return false
}

// strongWay reports whether a channel at a stage is connected with what is traced. Where no contact of the stage is linked to it
// itself, all of them are as the stage is.
func (j *Journey) strongWay(s *Stage, channel string) bool {
	if j.Traced == nil {
		return true
	}
	linked := false
	for _, c := range s.Contacts {
		if c.Seen && j.strong(c.ID) {
			linked = true
			if c.Channel == channel {
				return true
			}
		}
	}
	return !linked && j.strong(s.ID)
}

// strongRun reports whether a bar is connected with what is traced. What is missing belongs to its stages.
func (j *Journey) strongRun(r run) bool {
	if r.gap {
		return j.strongAt(r.first, r.last)
	}
	return j.strong(r.ref.ID)
}

// connectedWith says that a stage is connected with what is traced, and nothing where nothing is traced.
func (j *Journey) connectedWith(s *Stage) string {
	if j.Traced == nil || !j.strong(s.ID) {
		return ""
	}
	return "connected with " + j.Traced.Name
}

// kindInWords writes the name of a kind as people do: business capability for BusinessCapability.
func kindInWords(kind string) string {
	switch kind {
	case "ServiceType", "OrganisationType", "ApplicationType":
		return "kind of " + strings.ToLower(strings.TrimSuffix(kind, "Type"))
	}
	return model.InWords(kind)
}

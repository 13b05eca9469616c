package diagram

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Hidden are lanes that the picture of a map leaves out; the zero value leaves out none. Tables and texts have everything.
type Hidden [lanes]bool

// LaneChoice is what can be left out of a map: its name in addresses and on the command line, and what people call it.
type LaneChoice struct{ Name, Label string }

type hideableLane struct {
	LaneChoice
	lanes []Lane
}

// hideable are the lanes that can be left out. The line, other journeys and the stages stay: without them it is no map.
var hideable = []hideableLane{
	{LaneChoice{"clocks", "Clocks"}, []Lane{LaneClock}},
	{LaneChoice{"feelings", "How it feels"}, []Lane{LaneFeeling}},
	{LaneChoice{"research", "What research found"}, []Lane{LaneInsight}},
	{LaneChoice{"ways-in", "How people reach it"}, []Lane{LaneDigital, LaneOther}},
	{LaneChoice{"business-capabilities", "Business capabilities"}, []Lane{LaneBusiness}},
	{LaneChoice{"services", "Services"}, []Lane{LaneService}},
	{LaneChoice{"organisations", "Organisations"}, []Lane{LaneOrganisation}},
	{LaneChoice{"hand-offs", "Hand-offs"}, []Lane{LaneHandoff}},
	{LaneChoice{"applications", "Applications"}, []Lane{LaneApplication}},
	{LaneChoice{"standards", "Standards"}, []Lane{LaneStandard}},
}

// Hideable gives what can be left out of a map, from top to bottom.
func Hideable() []LaneChoice {
	list := make([]LaneChoice, len(hideable))
	for i, h := range hideable {
		list[i] = h.LaneChoice
	}
	return list
}

// Hide reads names of lanes; each may be several with commas between them. It fails with BAD_USER_INPUT where there is no lane
// of a name.
func Hide(names ...string) (Hidden, error) {
	var hidden Hidden
	for _, name := range strings.Split(strings.Join(names, ","), ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		i := slices.IndexFunc(hideable, func(h hideableLane) bool { return h.Name == name })
		if i < 0 {
			known := make([]string, len(hideable))
			for k, h := range hideable {
				known[k] = h.Name
			}
			return Hidden{}, model.Errorf(model.BadUserInput, "A map can leave out %s, not %q.", strings.Join(known, ", "), name)
		}
		for _, l := range hideable[i].lanes {
			hidden[l] = true
		}
	}
	return hidden, nil
}

// choices gives what is left out, from top to bottom.
func (h Hidden) choices() []LaneChoice {
	var list []LaneChoice
	for _, c := range hideable {
		if h[c.lanes[0]] {
			list = append(list, c.LaneChoice)
		}
	}
	return list
}

// Names gives the names of what is left out, with commas between them.
func (h Hidden) Names() string {
	var names []string
	for _, c := range h.choices() {
		names = append(names, c.Name)
	}
	return strings.Join(names, ",")
}

// said says in the picture what is left out, so that nobody takes it for missing.
func (h Hidden) said() string {
	var labels []string
	for _, c := range h.choices() {
		labels = append(labels, strings.ToLower(c.Label))
	}
	if len(labels) == 0 {
		return ""
	}
	return "Not shown: " + strings.Join(labels, ", ") + "."
}

// without takes out of the key what is not shown.
func (h Hidden) without(c Counts) Counts {
	if h[LaneClock] {
		c.Clocks = 0
	}
	if h[LaneDigital] {
		c.WithoutDigital = 0
	}
	if h[LaneBusiness] {
		c.Main, c.Supporting = 0, 0
	}
	if h[LaneHandoff] {
		c.Handoffs, c.HandoffsWithout = 0, 0
	}
	return c
}

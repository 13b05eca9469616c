package diagram

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Going is a group of people who go along the map, and how far they get.
type Going struct {
	Ref
	Why        string // how far they get, in a sentence or two
	Reaches    bool
	First      string   // the first stage they cannot use, if any
	Closed     []string // all stages they cannot use
	CannotUse  []string // channels, in words
	contacts   int      // that they cannot use
	closedByID map[string]bool
}

// goAs marks what a group of people cannot use.
func (j *Journey) goAs(data []byte, group string) error {
	var found struct {
		Journey *struct {
			Reach []struct {
				PersonGroup  Ref
				Reaches      bool
				Why          string
				CannotUse    []string
				FirstBlocked *Ref
				Blocked      []Ref
			}
		}
	}
	if err := decode("reach", data, &found); err != nil {
		return err
	}
	if found.Journey == nil {
		return ErrNoJourney
	}
	if len(found.Journey.Reach) == 0 {
		return model.Errorf(model.BadUserInput, "No group of people %q takes this journey. %s", group, j.takenBy())
	}
	r := found.Journey.Reach[0]
	g := &Going{Ref: r.PersonGroup, Why: r.Why, Reaches: r.Reaches, closedByID: map[string]bool{}}
	for _, c := range r.CannotUse {
		g.CannotUse = append(g.CannotUse, Channel(c))
	}
	if r.FirstBlocked != nil {
		g.First = r.FirstBlocked.Name
	}
	for _, n := range r.Blocked {
		g.closedByID[n.ID] = true
		g.Closed = append(g.Closed, n.Name)
	}
	for i := range j.Stages {
		s := &j.Stages[i]
		for k := range s.Contacts {
			if c := &s.Contacts[k]; c.Seen && slices.Contains(g.CannotUse, c.Channel) {
				c.Closed = true
				g.contacts++
			}
		}
	}
	j.Going = g
	return nil
}

// takenBy names the groups who take the journey.
func (j *Journey) takenBy() string {
	if len(j.Groups) == 0 {
		return "Nobody has said yet who takes it."
	}
	var names []string
	for _, g := range j.Groups {
		names = append(names, g.Name)
	}
	return "Choose among: " + strings.Join(names, ", ") + "."
}

// Said says how far the group gets.
func (g *Going) Said() string {
	said := strings.TrimSuffix(g.Why, ".") + "."
	if g.First != "" {
		said += " The first stage closed to them is “" + g.First + "”."
	}
	if len(g.CannotUse) > 0 {
		said += " They cannot use: " + strings.ToLower(strings.Join(g.CannotUse, ", ")) + "."
	}
	return strings.ReplaceAll(said, "nhs app", "NHS App")
}

// closed reports whether a stage is closed to the group that goes along the map.
func (j *Journey) closed(s *Stage) bool { return j.Going != nil && j.Going.closedByID[s.ID] }

// closedTo says to whom a stage is closed, and nothing where it is open.
func (j *Journey) closedTo(s *Stage) string {
	if !j.closed(s) {
		return ""
	}
	return "closed to " + j.Going.Name
}

// closedWay reports whether a channel at a stage is one that the group cannot use.
func (s *Stage) closedWay(channel string) bool {
	return slices.ContainsFunc(s.Contacts, func(c Contact) bool { return c.Seen && c.Closed && c.Channel == channel })
}

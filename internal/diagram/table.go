package diagram

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"strconv"
	"strings"
)

// commaSeparated writes the first table of a picture, and under it what the picture shows and where it comes from.
func commaSeparated(p Picture) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	rows := p.tables()[0].rows
	a := p.About()
	last := make([]string, len(rows[0]))
	for i, said := range []string{"About", a.Title, a.Status, a.source()} {
		if i < len(last) {
			last[i] = said
		}
	}
	for _, row := range append(rows, last) {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = inert(c)
		}
		_ = w.Write(cells) // a buffer takes everything
	}
	w.Flush()
	return out.Bytes()
}

// tables gives everything the picture shows as rows of a stage, a lane and a thing.
func (j *Journey) tables() []sheet {
	rows := [][]string{{"stage", "name", "lane", "what", "note", "id"}}
	for _, s := range j.Steps() {
		row := func(lane, what, note, id string) {
			rows = append(rows, []string{strconv.Itoa(s.Number), s.Name, lane, what, note, id})
		}
		row("Stage", s.Type, joined(", ", s.Phase, s.Timing, j.closedTo(s.Stage)), s.ID)
		for _, n := range s.Onward {
			note := joined(", ", n.Condition, n.Percent)
			if n.Back {
				note = joined(", ", "way back", note)
			}
			row("Way on", strconv.Itoa(n.Number)+" "+n.Name, note, j.Stages[n.To].ID)
		}
		for _, e := range s.Exits {
			row("Other journey", e.To.Name, e.Condition, e.To.ID)
		}
		for _, c := range s.Starts {
			row("Clock", c.Name, "starts, "+count(c.Days, "day", "days"), c.ID)
		}
		for _, c := range s.Stops {
			row("Clock", c.Name, "stops", c.ID)
		}
		for _, f := range s.Feelings {
			row("How it feels", f.Group.Name, strconv.Itoa(f.Emotion), f.Group.ID)
		}
		for _, in := range s.Insights {
			row("What research found", in.Name, Words(in.Kind), in.ID)
		}
		j.rowsBehind(&s, row)
	}
	if j.Traced != nil {
		rows[0] = append(rows[0], "connected with "+j.Traced.Name)
		for i, r := range rows[1:] {
			rows[i+1] = append(r, map[bool]string{true: "yes", false: "no"}[j.strong(r[len(r)-1])])
		}
	}
	return []sheet{{name: "Everything", rows: rows}, j.grid(), j.lanes()}
}

// grid gives the business capabilities as rows and the stages as columns.
func (j *Journey) grid() sheet {
	head, rows := []string{"business capability", "id"}, [][]string{nil}
	place := map[string]int{}
	for i := range j.Stages {
		s := &j.Stages[i]
		head = append(head, strconv.Itoa(s.Number)+" "+s.Name)
		mark := func(list []Ref, role string) {
			for _, n := range list {
				if place[n.ID] == 0 {
					place[n.ID] = len(rows)
					rows = append(rows, append([]string{n.Name, n.ID}, make([]string, len(j.Stages))...))
				}
				rows[place[n.ID]][i+2] = role
			}
		}
		mark(s.Supporting, "supporting")
		mark(s.Main, "main")
	}
	rows[0] = head
	return sheet{name: "Business capabilities", rows: rows}
}

// lanes gives the picture as a grid: a row for every stage and a column for every lane.
func (j *Journey) lanes() sheet {
	rows := [][]string{{
		"stage", "name", "phase", "when", "kind", "ways on", "how it feels", "what research found", "digital ways in", "other ways in",
		"main business capabilities", "supporting business capabilities", j.ofKind("kinds of service", "services"),
		j.ofKind("kinds of organisation", "organisations"), "hand-offs", j.ofKind("kinds of application", "applications"), "standards", "gaps",
	}}
	for _, s := range j.Steps() {
		var on, feels, found, over, missing []string
		for _, n := range s.Onward {
			on = append(on, joined(", ", "to "+strconv.Itoa(n.Number)+" "+n.Name, n.Condition, n.Percent))
		}
		for _, e := range s.Exits {
			on = append(on, joined(", ", "to the journey "+e.To.Name, e.Condition))
		}
		for _, f := range s.Feelings {
			feels = append(feels, f.Group.Name+" "+strconv.Itoa(f.Emotion))
		}
		for _, in := range s.Insights {
			found = append(found, in.Name)
		}
		for _, h := range s.Handoffs {
			over = append(over, joined(", ", h.Name, "to "+h.ToName, cmp.Or(named(h.Standards), "without a standard")))
		}
		for _, g := range s.Gaps {
			missing = append(missing, g.Words)
		}
		list := func(parts []string) string { return strings.Join(parts, "; ") }
		rows = append(rows, []string{
			strconv.Itoa(s.Number), s.Name, s.Phase, s.Timing, s.Type, list(on), list(feels), list(found), list(s.channels(true)), list(s.channels(false)),
			named(s.Main), named(s.Supporting), named(s.Services), named(s.Organisations), list(over), named(s.Applications), named(s.Standards), list(missing),
		})
	}
	return sheet{name: "Stages and lanes", rows: rows}
}

// rowsBehind writes how people reach a stage and what makes it work.
func (j *Journey) rowsBehind(s *Step, row func(lane, what, note, id string)) {
	for _, c := range s.Contacts {
		kind := "other"
		if c.Digital {
			kind = "digital"
		}
		closed := ""
		if c.Closed {
			closed = "cannot be used by " + j.Going.Name
		}
		row("Contact", c.Name, joined(", ", c.Channel, kind, closed), c.ID)
	}
	for _, of := range []struct {
		lane, note string
		list       []Ref
	}{
		{"Business capability", "main", s.Main},
		{"Business capability", "supporting", s.Supporting},
		{j.ofKind("Kind of service", "Service"), "", s.Services},
		{j.ofKind("Kind of organisation", "Organisation"), "", s.Organisations},
		{j.ofKind("Kind of application", "Application"), "", s.Applications},
		{"Standard", "", s.Standards},
	} {
		for _, n := range of.list {
			row(of.lane, n.Name, of.note, n.ID)
		}
	}
	for _, h := range s.Handoffs {
		carried := named(h.Standards)
		if carried == "" {
			carried = "without a standard"
		}
		row("Hand-off", h.Name, joined(", ", "to "+h.ToName, h.Transport, carried), h.ID)
	}
	for _, g := range s.Gaps {
		row("Gap", g.Words, g.Lane.Name(), "")
	}
}

// inert keeps a spreadsheet from taking a text for a formula. Numbers stay numbers.
func inert(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return cell
	}
	if _, err := strconv.Atoi(cell); err == nil {
		return cell
	}
	return "'" + cell
}

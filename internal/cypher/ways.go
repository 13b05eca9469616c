package cypher

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// junction is a set of nodes that ways come through: steps lead on from there, and some of the ways may end there. Ways
// that go on alike share the rest, as do ways that began alike, so that nothing is walked twice and the text is short: the
// database takes the longer to plan the longer that is.
type junction struct {
	number int // higher than those of all that come behind it
	ends   bool
	on     []leg
}

// leg is a step to the next junction.
type leg struct {
	arrow string
	to    *junction
}

// junctions gives all junctions of some ways, numbered by their place in the list; the last is where they begin.
func junctions(ways []model.Way) []*junction {
	var all []*junction
	known := map[string]*junction{}
	var from func(ways []model.Way) *junction
	from = func(ways []model.Way) *junction {
		j := &junction{}
		behind := map[string][]model.Way{}
		var arrows []string
		for _, way := range ways {
			if len(way) == 0 {
				j.ends = true
				continue
			}
			a := arrow("", way[0])
			if behind[a] == nil {
				arrows = append(arrows, a)
			}
			behind[a] = append(behind[a], way[1:])
		}
		slices.Sort(arrows)
		key := strconv.FormatBool(j.ends)
		for _, a := range arrows {
			next := from(behind[a])
			j.on = append(j.on, leg{a, next})
			key += fmt.Sprintf(" %s %d", a, next.number)
		}
		if same := known[key]; same != nil {
			return same
		}
		known[key] = j
		j.number = len(all)
		all = append(all, j)
		return j
	}
	from(ways)
	return all
}

// until gives the number of the last junction that is made from this one, -1 where ways end here.
func (j *junction) until() int {
	if j.ends {
		return -1
	}
	last := j.number
	for _, l := range j.on {
		last = min(last, l.to.number)
	}
	return last
}

// ways binds each node at the end of several ways once. It makes a list of nodes for every junction from those before.
func (r *renderer) ways(from string, ways []model.Way, to string) string {
	all := junctions(ways)
	names := make([]string, len(all))
	for i := range slices.Backward(all) {
		names[i] = r.fresh("l")
	}
	first := len(all) - 1
	lines := []string{"WITH [" + from + "] AS " + names[first]}
	for number, j := range slices.Backward(all[:first]) {
		var carried []string
		for _, before := range slices.Backward(all[number+1:]) {
			if before.until() < number {
				carried = append(carried, names[before.number])
			}
		}
		lines = append(lines, "WITH "+strings.Join(append(carried, r.arrivals(all, j, names)+" AS "+names[number]), ", "))
	}
	var ends []string
	for _, j := range all {
		if j.ends {
			ends = append(ends, names[j.number])
		}
	}
	return strings.Join(append(lines, "UNWIND "+strings.Join(ends, " + ")+" AS "+to, "WITH DISTINCT "+to), "\n")
}

// arrivals writes the list of the nodes of a junction: for every kind of step that leads there, the nodes it reaches. One
// that two kinds of step reach may be there twice.
func (r *renderer) arrivals(all []*junction, j *junction, names []string) string {
	sources := map[string][]string{}
	var arrows []string
	for _, before := range slices.Backward(all[j.number+1:]) {
		for _, l := range before.on {
			if l.to != j {
				continue
			}
			if sources[l.arrow] == nil {
				arrows = append(arrows, l.arrow)
			}
			sources[l.arrow] = append(sources[l.arrow], names[before.number])
		}
	}
	lists := make([]string, len(arrows))
	for i, a := range arrows {
		near, far := r.fresh("s"), r.fresh("s")
		lists[i] = "COLLECT { UNWIND " + strings.Join(sources[a], " + ") + " AS " + near + " MATCH (" + near + ")" + a + "(" + far + ") RETURN DISTINCT " + far + " }"
	}
	return strings.Join(lists, " + ")
}

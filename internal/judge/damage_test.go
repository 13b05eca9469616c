package judge

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// tokens are the words, values and signs of a document.
var tokens = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|\.\.\.|[A-Za-z_0-9.+-]+|\S`)

// damaged takes an operation and drops, repeats, swaps or replaces one or two of its words and signs. Most of what comes
// out must be refused, by both sides alike.
func (g *generator) damaged() request {
	q := g.operation()
	all := tokens.FindAllString(q.Query, -1)
	for range 1 + g.r.IntN(2) {
		i, j := g.r.IntN(len(all)), g.r.IntN(len(all))
		switch g.r.IntN(5) {
		case 0:
			all = slices.Delete(all, i, i+1)
		case 1:
			all = slices.Insert(all, i, all[i])
		case 2:
			all[i], all[j] = all[j], all[i]
		case 3:
			all[i] = all[j]
		default:
			all[i] = pick(g.r, []string{"null", "true", "7", "-1", "1.5", "1e3", `""`, "[]", "{}", "name", "first", "$v0", "$none", "id", "@skip", "on", "Stage", "ASC", "!", "=", "Element"})
		}
	}
	q.Query = strings.Join(all, " ")
	return q
}

// damagedVariables takes an operation and changes the value of one of its variables.
func (g *generator) damagedVariables() request {
	for {
		q := g.operation()
		if len(g.variables) == 0 {
			continue
		}
		name := pick(g.r, slices.Sorted(maps.Keys(g.variables)))
		values := []string{"null", "true", "7", "-1", "1.5", "1e3", "3000000000", `""`, `"7"`, "[]", "[null]", "{}", `{"name": 1}`, `[[1]]`, `{"and": [{}]}`, `{"eq": null}`, `"ASC"`}
		if g.chance(15) {
			delete(g.variables, name)
		} else {
			g.variables[name] = json.RawMessage(pick(g.r, values))
		}
		q.Variables = asJSON(g.variables)
		return q
	}
}

// again gives one operation several times, with other values for its variables: plans that are kept are bound anew.
func (g *generator) again() []request {
	for {
		q := g.operation()
		if len(g.types) == 0 {
			continue
		}
		all := []request{q}
		g.fixed = true
		for range 4 {
			for _, name := range slices.Sorted(maps.Keys(g.types)) {
				switch t := g.types[name]; {
				case g.chance(10) && !t.NonNull:
					delete(g.variables, name)
				case t.NamedType == "ID" && t.NonNull:
					g.variables[name] = g.id("Element")
				case strings.HasSuffix(t.Name(), "Order"):
					g.variables[name] = plain(g.orderBy(t))
				default:
					g.variables[name] = plain(g.input(t, 2))
				}
			}
			q.Variables = asJSON(g.variables)
			all = append(all, q)
		}
		return all
	}
}

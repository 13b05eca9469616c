package pages

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// exploring is what an address asks for.
type exploring struct {
	ID, To string
	Depth  int
	Page   int           // of the table, from 1
	kinds  []*model.Kind // that are shown, all where there are none
}

// readExploring reads the parameters, and says what is wrong with each. What is wrong is left out.
func (p *Pages) readExploring(given url.Values) (exploring, []fieldError) {
	e := exploring{ID: strings.TrimSpace(given.Get("node")), To: strings.TrimSpace(given.Get("to")), Depth: 1, Page: 1}
	var problems []fieldError
	for _, id := range []struct {
		field string
		value *string
	}{{"node", &e.ID}, {"to", &e.To}} {
		if *id.value != "" && p.kindOf(*id.value) == nil {
			problems = append(problems, fieldError{id.field, "“" + *id.value + "” is no id. An id looks like service:example/leeds/midwifery."})
		}
	}
	if text := given.Get("depth"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > mostSteps {
			problems = append(problems, fieldError{"depth", fmt.Sprintf("Steps can be 1 to %d, not “%s”.", mostSteps, text)})
			n = 1
		}
		e.Depth = n
	}
	if text := given.Get("page"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			problems = append(problems, fieldError{"", fmt.Sprintf("The pages of the table are numbered from 1. There is no page “%s”.", text)})
			n = 1
		}
		e.Page = n
	}
	for _, text := range given["types"] {
		for name := range strings.SplitSeq(text, ",") {
			i := slices.IndexFunc(p.model.Kinds, func(k *model.Kind) bool { return k.Prefix == name })
			switch {
			case name == "":
			case i < 0:
				problems = append(problems, fieldError{"types", "“" + name + "” is no kind of thing. Choose from the list."})
			case !slices.Contains(e.kinds, p.model.Kinds[i]):
				e.kinds = append(e.kinds, p.model.Kinds[i])
			}
		}
	}
	slices.SortFunc(e.kinds, func(a, b *model.Kind) int { return a.Index - b.Index })
	return e, problems
}

// href is the address that asks for this, as a page or as a file.
func (e exploring) href(ending string) string {
	v := url.Values{"node": {e.ID}, "to": {e.To}}
	if e.Depth != 1 {
		v.Set("depth", strconv.Itoa(e.Depth))
	}
	v.Set("types", e.types())
	if e.Page > 1 && ending == "" {
		v.Set("page", strconv.Itoa(e.Page))
	}
	return "/explore" + ending + "?" + readable(clean(v))
}

func (e exploring) types() string {
	names := make([]string, len(e.kinds))
	for i, k := range e.kinds {
		names[i] = k.Prefix
	}
	return strings.Join(names, ",")
}

// at is the address of another page of the table.
func (e exploring) at(page int) string {
	e.Page = page
	return e.href("") + "#near-title"
}

// from is the address of the same around another node.
func (e exploring) from(id string) string {
	e.ID, e.To, e.Page = id, "", 1
	return e.href("")
}

// isID reports whether a text is written as an id is.
func (p *Pages) isID(text string) bool {
	return !strings.ContainsAny(text, "; ") && strings.Contains(text, ":") && p.kindOf(text) != nil
}

// kindOf is the kind that an id begins with, nil for none.
func (p *Pages) kindOf(id string) *model.Kind {
	prefix, _, _ := strings.Cut(id, ":")
	i := slices.IndexFunc(p.model.Kinds, func(k *model.Kind) bool { return k.Prefix == prefix })
	if i < 0 {
		return nil
	}
	return p.model.Kinds[i]
}

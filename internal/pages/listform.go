package pages

import (
	"net/url"
	"strings"

	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
)

// variables are what the form asks the register question for.
func (f *listForm) variables(k *model.Kind) map[string]any {
	v := map[string]any{"first": library.Page}
	var all []any
	for _, m := range f.Menus {
		switch {
		case m.Value == "":
		case m.field.Type == model.Boolean:
			all = append(all, map[string]any{m.Name: map[string]any{"eq": m.Value == "true"}})
		case m.field.List:
			all = append(all, map[string]any{m.Name: map[string]any{"includes": m.Value}})
		default:
			all = append(all, map[string]any{m.Name: map[string]any{"eq": m.Value}})
		}
	}
	if f.Text != "" {
		var either []any
		for _, field := range k.Fields {
			if field.Searchable && !field.List {
				either = append(either, map[string]any{field.Name: map[string]any{"contains": f.Text, "mode": "INSENSITIVE"}})
			}
		}
		all = append(all, map[string]any{"or": either})
	}
	if len(all) > 0 {
		v["where"] = map[string]any{"and": all}
	}
	if f.Sort != "" {
		direction := "ASC"
		if strings.HasPrefix(f.Sort, "-") {
			direction = "DESC"
		}
		v["orderBy"] = []any{map[string]any{strings.TrimPrefix(f.Sort, "-"): direction}}
	}
	switch {
	case f.After != "":
		v["after"] = f.After
	case f.Before != "":
		delete(v, "first")
		v["last"], v["before"] = library.Page, f.Before
	}
	return v
}

// offer fills the menus with the values there are, and how many nodes have each.
func (f *listForm) offer(counts facets) {
	var menus []menu
	for _, m := range f.Menus {
		seen := false
		for _, c := range counts[m.Name] {
			if c.Value == nil {
				continue
			}
			seen = seen || *c.Value == m.Value
			m.Choices = append(m.Choices, choice{*c.Value, choiceLabel(m.field, *c.Value), c.Count, *c.Value == m.Value})
		}
		if m.Value != "" && !seen {
			m.Choices = append(m.Choices, choice{m.Value, choiceLabel(m.field, m.Value), 0, true})
		}
		if len(m.Choices) > 1 || m.Value != "" {
			menus = append(menus, m) // a menu with one entry narrows nothing
		}
	}
	f.Menus = menus
}

func choiceLabel(f *model.Field, value string) string {
	if f.Type == model.Boolean {
		return map[string]string{"true": "Yes", "false": "No"}[value]
	}
	return words(value)
}

// Filtered says whether the list is narrowed at all.
func (f *listForm) Filtered() bool {
	for _, m := range f.Menus {
		if m.Value != "" {
			return true
		}
	}
	return f.Text != ""
}

// Path is the address of the list without any choice.
func (f *listForm) Path() string { return f.address.Path }

// columns are the headings, with the addresses that order by them.
func (f *listForm) columns(k *model.Kind, fields []*model.Field, countsJourneys bool) []column {
	columns := []column{f.column("name", "Name", k.Description, false)}
	for _, field := range fields {
		c := f.column(field.Name, label(field.Name), field.Description, field.Type == model.Int || field.Type == model.Float)
		if field.List || field.Derived != nil {
			c.Sort = ""
		}
		columns = append(columns, c)
	}
	if countsJourneys {
		columns = append(columns, f.column("journeysCount", "Journeys", k.Relation("journeys").Description, true))
	}
	return columns
}

func (f *listForm) column(key, name, help string, number bool) column {
	c := column{Name: name, Help: help, Number: number}
	next := key
	switch sort := f.Sort; {
	case sort == key, sort == "" && key == "name":
		c.Sorted, next = "ascending", "-"+key
	case sort == "-"+key:
		c.Sorted = "descending"
	case number:
		next = "-" + key // the most first is what people look for
	}
	c.Sort = f.with("sort", next)
	return c
}

// with is the address of the same list with another value of a parameter, from its first page on.
func (f *listForm) with(name, value string) string {
	v := f.address.Query()
	v.Del("after")
	v.Del("before")
	v.Set(name, value)
	return f.address.Path + "?" + clean(v)
}

// around gives the addresses of the pages before and after.
func (f *listForm) around(found registered) (previous, next string) {
	if found.PageInfo.HasPreviousPage {
		previous = f.with("before", found.PageInfo.StartCursor)
	}
	if found.PageInfo.HasNextPage {
		next = f.with("after", found.PageInfo.EndCursor)
	}
	return previous, next
}

// clean writes parameters without those that are empty.
func clean(v url.Values) string {
	for name, values := range v {
		if len(values) == 1 && values[0] == "" {
			v.Del(name)
		}
	}
	return v.Encode()
}

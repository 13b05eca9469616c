package acceptance_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// standIn is a value of the type that a subquery has.
func standIn(head string) string {
	return map[string]string{"COLLECT {": "[$part]", "COUNT {": "1", "EXISTS {": "true"}[head]
}

var (
	name   = regexp.MustCompile(`(^|[^\w.$:])([a-z]+\d+|version|busy|still|whole|graph)\b`)
	ending = regexp.MustCompile(` ORDER BY | SKIP | LIMIT |\s+WHERE `)
	inText = regexp.MustCompile(`'(?:[^'\\]|\\.)*'`)
)

// names gives the names of variables in a text, each once.
func names(text string) (all []string) {
	for _, found := range name.FindAllStringSubmatch(inText.ReplaceAllString(text, "''"), -1) {
		if !slices.Contains(all, found[2]) {
			all = append(all, found[2])
		}
	}
	return all
}

// passedOn gives the names that are known behind a WITH or a RETURN.
func passedOn(text string) (all []string) {
	depth, item := 0, ""
	for rest := text[strings.Index(text, " ")+1:] + ","; rest != ""; {
		n := max(1, len(quoted.FindString(rest)))
		c := rest[:n]
		switch c {
		case "[", "(":
			depth++
		case "]", ")":
			depth--
		}
		if c == "," && depth == 0 {
			item = strings.TrimPrefix(strings.TrimSpace(item), "DISTINCT ")
			all, item = append(all, strings.TrimSpace(item[strings.LastIndex(item, " AS ")+1:])), ""
			all[len(all)-1] = strings.TrimPrefix(all[len(all)-1], "AS ")
		} else {
			item += c
		}
		rest = rest[n:]
		if at := ending.FindStringIndex(rest); depth == 0 && at != nil && at[0] == 0 {
			rest = ","
		}
	}
	return all
}

// declared writes a part as a statement of its own that declares what is known there. What is known around the query of the
// part can be used behind a WITH DISTINCT too, which what is known in it cannot.
func declared(around, here []string, text string) string {
	if !strings.Contains(text, "RETURN ") || strings.HasPrefix(text, "CALL (") {
		text += "\nRETURN 1 AS part"
	}
	var out, in []string
	for _, n := range names(text) {
		if strings.HasPrefix(text, "WITH DISTINCT") && slices.Contains(around, n) {
			out = append(out, n)
		} else if slices.Contains(here, n) {
			in = append(in, n)
		}
	}
	text = declaration(in) + text
	if len(out) > 0 {
		text = declaration(out) + "RETURN COUNT {\n" + text + "\n} AS part"
	}
	return text
}

// declaration writes clauses that bind names. Patterns come in a MATCH each, as several in one would be a product.
func declaration(names []string) string {
	var patterns, values string
	for _, n := range names {
		switch strings.Trim(n, "0123456789") {
		case "r":
			patterns += "MATCH ()-[" + n + "]->()\n"
		case "n", "s", "f", "graph":
			patterns += "MATCH (" + n + ")\n"
		default:
			values += ", $part AS " + n
		}
	}
	switch {
	case values == "":
		return patterns
	case patterns == "":
		return "WITH " + values[2:] + "\n"
	}
	return patterns + "WITH *" + values + "\n"
}

var (
	parameters = regexp.MustCompile(`\$\w+`)
	labels     = regexp.MustCompile(`:[A-Za-z_]\w*(?:\|[A-Za-z_]\w*)*`)
	properties = regexp.MustCompile(`\.[A-Za-z_]\w*`)
	spaces     = regexp.MustCompile(`\s+`)
)

// alike writes a statement so that two that differ in names, parameters and lengths of lists only are the same. What the
// words for kinds, relationships and fields are makes no difference to the analysis.
func alike(text string) string {
	text = parameters.ReplaceAllString(spaces.ReplaceAllString(text, " "), "$$p")
	text = properties.ReplaceAllString(labels.ReplaceAllString(text, ":L"), ".p")
	number := map[string]string{}
	text = name.ReplaceAllStringFunc(text, func(found string) string {
		n := name.FindStringSubmatch(found)
		if number[n[2]] == "" {
			number[n[2]] = fmt.Sprint(strings.TrimRight(n[2], "0123456789"), len(number))
		}
		return n[1] + number[n[2]]
	})
	items := []string{"[$p]", "1", "true"}
	for _, n := range number {
		items = append(items, n+".p")
	}
	slices.Sort(items)
	for _, item := range items {
		for before := ""; before != text; {
			before, text = text, strings.ReplaceAll(text, item+", "+item, item)
		}
	}
	return text
}

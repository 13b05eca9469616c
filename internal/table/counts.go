package table

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// counts makes one table of parts of an answer that say the same about several things, such as how many there are of
// each kind. A reader compares them in columns, and cannot in a list of facts. It gives nil for fewer than three.
func counts(o object) *Table {
	t := &Table{Header: []string{""}}
	for _, m := range o {
		if part, ok := m.value.(object); ok && countsOnly(part) {
			t.addCounts(m.key, part)
		}
	}
	if len(t.Rows) < 3 {
		return nil
	}
	for i, row := range t.Rows {
		t.Rows[i] = append(row, make([]string, len(t.Header)-len(row))...)
	}
	return t
}

// countsOnly reports whether a part is a connection of which only the total, and how often values occur, was asked.
func countsOnly(part object) bool {
	_, total := part.get("totalCount")
	for _, m := range part {
		if _, ok := facets(m.value); m.key != "totalCount" && !ok {
			return false
		}
	}
	return total
}

// addCounts adds a row with the total, and each value in a column of its own with its share of the total.
func (t *Table) addCounts(label string, part object) {
	row := []string{label}
	set := func(column, text string) {
		i := slices.Index(t.Header, column)
		if i < 0 {
			i, t.Header = len(t.Header), append(t.Header, column)
		}
		row = append(row, make([]string, max(0, i+1-len(row)))...)
		row[i] = text
	}
	value, _ := part.get("totalCount")
	total := number(value)
	for _, m := range part {
		if m.key == "totalCount" {
			set(m.key, cell(m.value))
			continue
		}
		list, _ := facets(m.value)
		for _, f := range list {
			value, _ := f.get("value")
			count, _ := f.get("count")
			set(m.key+" "+cell(value), share(number(count), total))
		}
	}
	t.Rows = append(t.Rows, row)
}

// facets gives the items where value is a list of values with their counts.
func facets(value any) ([]object, bool) {
	list, ok := value.([]any)
	items := make([]object, 0, len(list))
	for _, item := range list {
		f, isObject := item.(object)
		_, hasValue := f.get("value")
		_, hasCount := f.get("count")
		if !isObject || !hasValue || !hasCount {
			return nil, false
		}
		items = append(items, f)
	}
	return items, ok
}

// share writes a count with its percentage, never 0% or 100% where that would be rounding.
func share(count, total int64) string {
	switch percent := 100 * count / max(total, 1); {
	case total == 0:
		return strconv.FormatInt(count, 10)
	case percent == 0 && count > 0:
		return fmt.Sprintf("%d (under 1%%)", count)
	default:
		return fmt.Sprintf("%d (%d%%)", count, percent)
	}
}

func number(value any) int64 {
	n, _ := value.(json.Number)
	i, _ := n.Int64()
	return i
}

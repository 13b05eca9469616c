package analysis

// Fields gives the matrix under the names of the schema.
func (m Matrix) Fields() map[string]any {
	rows, columns, cells := make([]map[string]any, len(m.Rows)), make([]map[string]any, len(m.Columns)), make([]map[string]any, len(m.Cells))
	metAt, metIn := make([][]Named, len(m.Rows)), make([]int, len(m.Columns))
	primary := make([]bool, len(m.Rows))
	ends := make([][2]int, len(m.Rows))
	for i, c := range m.Cells {
		row, column := m.Rows[c.Row], m.Columns[c.Column]
		if len(metAt[c.Row]) == 0 {
			ends[c.Row][0] = c.Column
		}
		ends[c.Row][1] = c.Column
		metAt[c.Row] = append(metAt[c.Row], column.Named)
		metIn[c.Column]++
		primary[c.Row] = primary[c.Row] || c.Primary
		cells[i] = map[string]any{
			"row": c.Row, "column": c.Column, "businessCapability": named(row.Named), "at": named(column.Named),
			"role": role(c.Primary), "coverage": orNull(row.coverage()), "stages": c.Stages,
		}
	}
	for i, r := range m.Rows {
		rows[i] = map[string]any{
			"id": r.ID, "name": r.Name, "group": optional(r.Group), "level": optional(r.Level), "role": role(primary[i]),
			"coverage": orNull(r.coverage()), "maturity": optional(r.Maturity), "targetMaturity": optional(r.TargetMaturity),
			"first": named(m.Columns[ends[i][0]].Named), "last": named(m.Columns[ends[i][1]].Named),
			"firstColumn": ends[i][0], "lastColumn": ends[i][1], "metAt": names(metAt[i]),
		}
	}
	for i, c := range m.Columns {
		columns[i] = map[string]any{
			"id": c.ID, "name": c.Name, "heading": optional(c.Heading), "journeys": names(c.Journeys), "stages": len(c.Stages), "met": metIn[i],
		}
	}
	return map[string]any{"rows": rows, "columns": columns, "cells": cells}
}

func role(primary bool) string {
	if primary {
		return "PRIMARY"
	}
	return "SUPPORTING"
}

// named gives a node under the names of the schema.
func named(n Named) map[string]any { return map[string]any{"id": n.ID, "name": n.Name} }

// orNull gives null for an empty text.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// optional gives null for a value that is not there.
func optional[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}

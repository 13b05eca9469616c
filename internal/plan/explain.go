package plan

// Explain gives the plan as text, with the anchor of every selection.
func Explain(q *Query, st Statistics) string { return "" }

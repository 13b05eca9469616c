package cypher

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// countedValues writes a clause that counts the rows of a root for each value of a field. A row counts once for each of
// several values.
func (r *renderer) countedValues(f *model.Field, find source) (text, name string) {
	text, at, conditions := find()
	v, n, name := r.fresh("v"), r.fresh("c"), r.fresh("facet")
	text += where(conditions...)
	if f.List {
		text += "\nUNWIND coalesce(" + value(at, f, false) + ", [null]) AS " + v + "\nWITH " + v + ", count(DISTINCT " + at.node + ") AS " + n
	} else {
		text += "\nWITH " + value(at, f, false) + " AS " + v + ", count(*) AS " + n
	}
	return block("CALL (*)", text+"\nRETURN collect(["+v+", "+n+"]) AS "+name), name
}

// plainValues writes the values of a field of all rows. Cypher takes no aggregate inside an expression that uses anything
// else, however deep, so that values of nested rows are counted when they are read.
func (r *renderer) plainValues(f *model.Field, find source) string {
	text, at, conditions := find()
	return block("COLLECT", text+where(conditions...)+"\nRETURN "+value(at, f, false))
}

// buckets reads what countedValues writes.
func buckets(pairs []any) []plan.Bucket {
	var all []plan.Bucket
	for _, p := range pairs {
		pair := p.([]any)
		all = append(all, plan.Bucket{Value: pair[0], Count: pair[1].(int64)})
	}
	return sorted(all)
}

// count reads what plainValues writes.
func count(values []any) []plan.Bucket {
	counts := map[any]int64{}
	for _, v := range values {
		items, isList := v.([]any)
		if !isList {
			items = []any{v}
		}
		for i, item := range items {
			if !slices.Contains(items[:i], item) {
				counts[item]++
			}
		}
	}
	var all []plan.Bucket
	for v, n := range counts {
		all = append(all, plan.Bucket{Value: v, Count: n})
	}
	return sorted(all)
}

func sorted(all []plan.Bucket) []plan.Bucket {
	slices.SortFunc(all, func(a, b plan.Bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), compareValues(a.Value, b.Value))
	})
	return all
}

// compareValues orders texts or booleans, a missing value last.
func compareValues(a, b any) int {
	if a == nil || b == nil {
		return number(a == nil) - number(b == nil)
	}
	if a, ok := a.(bool); ok {
		other, _ := b.(bool)
		return number(a) - number(other)
	}
	return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

package storetest

import (
	"cmp"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// facets counts the values of the fields over all rows.
func facets(fields []*model.Field, rows []row) [][]plan.Bucket {
	var all [][]plan.Bucket
	for _, f := range fields {
		counts := map[any]int64{}
		for _, r := range rows {
			for _, v := range distinct(nodeValue(r.node, f)) {
				counts[v]++
			}
		}
		var buckets []plan.Bucket
		for v, n := range counts {
			buckets = append(buckets, plan.Bucket{Value: v, Count: n})
		}
		slices.SortFunc(buckets, func(a, b plan.Bucket) int {
			byValue := compareSorted(make([]plan.Order, 1), []any{a.Value}, []any{b.Value})
			return cmp.Or(cmp.Compare(b.Count, a.Count), byValue)
		})
		all = append(all, buckets)
	}
	return all
}

// distinct gives the different values that a row counts under, once each.
func distinct(v any) []any {
	list, isList := v.([]string)
	if !isList {
		return []any{v}
	}
	var different []any
	for _, item := range list {
		if !slices.Contains(different, any(item)) {
			different = append(different, item)
		}
	}
	return different
}

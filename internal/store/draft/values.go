package draft

import (
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// Values gives values in the form a graph keeps them: those of old that are not given too, nothing missing or empty,
// defaults filled in, whole numbers of Float fields as floats.
func Values(fields []*model.Field, old, given model.Props) model.Props {
	props := make(model.Props, len(old)+len(given))
	maps.Copy(props, old)
	for property, v := range given {
		list, isList := v.([]string)
		switch {
		case v == nil || isList && len(list) == 0:
			delete(props, property)
		case isList:
			props[property] = slices.Clone(list)
		default:
			props[property] = v
		}
	}
	for _, f := range fields {
		v, ok := props[f.Property]
		if !ok && f.Default != nil {
			props[f.Property] = f.Default
		}
		if n, whole := v.(int64); whole && f.Type == model.Float {
			props[f.Property] = float64(n)
		}
	}
	return props
}

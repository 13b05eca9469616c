package modelfile

import "github.com/carejourney/carejourney/internal/model"

// Columns gives the columns that a CSV file for the kind can have, in the order a new file has them: id, fields, fields
// of groups with a dot, relationships.
func Columns(k *model.Kind) []string {
	var names []string
	for _, f := range k.Fields {
		switch {
		case f.Embedded != nil:
			for _, member := range f.Embedded.Fields {
				names = append(names, f.Name+groupSeparator+member.Name)
			}
		case f.Derived == nil:
			names = append(names, f.Name)
		}
	}
	for _, rel := range k.Relations {
		if rel.Stored != nil {
			names = append(names, rel.Name)
		}
	}
	return names
}

// LinkColumns gives the columns that a CSV file for the relationship can have.
func LinkColumns(t *model.Relationship) []string {
	return append([]string{wordFrom, wordTo}, writable(t.Properties)...)
}

package gaps

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Rows gives findings as a table for programs: everything, ids where there are several. Accepted asks for a column with who
// accepts them.
func Rows(findings []Finding, accepted bool) (header []string, rows [][]string) {
	for i := range findings {
		f := findings[i].Told()
		var groups []string
		for _, p := range f.People {
			groups = append(groups, p.ID)
		}
		rows = append(rows, []string{
			f.Code, string(f.Severity), f.Subject.Kind, f.Subject.ID, f.Subject.Name, f.Why, f.Fix, people(f),
			together(f.Journeys), together(f.Stages), strings.Join(groups, "; "), strings.Join(f.Path, "; "),
		})
	}
	header = []string{"code", "severity", "kind", "id", "name", "why", "fix", "people", "journeys", "stages", "personGroups", "path"}
	if accepted {
		header = append(header, "accepted")
		for i, f := range findings {
			id := ""
			if f.Accepted != nil {
				id = f.Accepted.ID
			}
			rows[i] = append(rows[i], id)
		}
	}
	return header, rows
}

// JSON writes findings for programs, indented so that people can read them too.
func JSON(findings []Finding) ([]byte, error) {
	told := make([]Finding, len(findings))
	for i := range findings {
		told[i] = findings[i].Told()
	}
	data, err := json.MarshalIndent(map[string]any{"findings": told}, "", "  ")
	return append(data, '\n'), err
}

// people is how many a finding touches, empty where no size is known.
func people(f Finding) string {
	if f.Size == nil {
		return ""
	}
	return strconv.Itoa(*f.Size)
}

func together(refs []Ref) string {
	all := make([]string, len(refs))
	for i, r := range refs {
		all[i] = r.ID
	}
	return strings.Join(all, "; ")
}

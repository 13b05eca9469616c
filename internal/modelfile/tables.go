package modelfile

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// readTable reads one entry of tables. A table of which it is not clear what it is for is left out.
func (r *reader) readTable(s *source, n *node) (table, bool) {
	if n.form != mapForm {
		s.report(n.at, rules.WrongType, "an entry of tables is a map with file and kind or relationship", "")
		return table{}, false
	}
	r.only(s, n, wordFile, wordKind, wordRelation, wordDefaults)
	t := table{}
	kind, kindAt := r.text(s, n, wordKind)
	relationship, relationshipAt := r.text(s, n, wordRelation)
	file, fileAt := r.text(s, n, wordFile)
	if (kind == "") == (relationship == "") {
		s.report(n.at, rules.MissingField, "a table is for either a kind or a relationship", "")
		return t, false
	}
	fields := []*model.Field(nil)
	if kind != "" {
		if t.kind = r.m.Kind(kind); t.kind == nil {
			s.report(kindAt(n), unknownKind, fmt.Sprintf("there is no kind %q", clip(kind)), rules.DidYouMean(kind, kindNames(r.m)))
			return t, false
		}
		fields = t.kind.Fields
	} else {
		if t.relationship = r.m.Relationship(relationship); t.relationship == nil {
			s.report(relationshipAt(n), unknownKind, fmt.Sprintf("there is no relationship %q", clip(relationship)),
				rules.DidYouMean(relationship, relationshipNames(r.m)))
			return t, false
		}
		fields = t.relationship.Properties
	}
	t.defaults = r.readDefaults(s, n.get(wordDefaults), kind+relationship, fields)
	if t.file = file; !slices.Contains(r.csvFiles(), file) {
		if n.get(wordFile) == nil {
			s.report(n.at, rules.MissingField, "the table has no file", "")
		} else if file != "" {
			s.report(fileAt(n), rules.UnknownRef, fmt.Sprintf("there is no file %q in the folder", clip(file)), rules.DidYouMean(file, r.csvFiles()))
		}
		return t, false
	}
	return t, true
}

// csvFiles gives the files of the folder that are not YAML.
func (r *reader) csvFiles() []string {
	var names []string
	for _, name := range r.files {
		if strings.EqualFold(path.Ext(name), ".csv") {
			names = append(names, name)
		}
	}
	return names
}

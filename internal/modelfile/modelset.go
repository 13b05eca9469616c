package modelfile

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// table is a CSV file named in the document of the set: for one kind or one relationship.
type table struct {
	file         string
	kind         *model.Kind
	relationship *model.Relationship
	defaults     model.Props
}

// modelSet finds the document of the set among all, takes it out and reads it. A folder can do without one.
func (r *reader) modelSet(sources []*source) []table {
	var tables []table
	first := ""
	for _, s := range sources {
		var others []*node
		for _, n := range s.documents {
			kind := n.get(wordKind)
			if n.form != mapForm || kind == nil || kind.text != setKind {
				others = append(others, n)
				continue
			}
			if first != "" {
				s.reportf(kind.at, duplicateID, "a folder has one %s only, and the first is at %s", setKind, first)
				continue
			}
			first = s.place(kind.at)
			tables = r.readModelSet(s, n)
		}
		s.documents = others
	}
	return tables
}

func (r *reader) readModelSet(s *source, n *node) []table {
	r.envelope(s, n)
	metadata := n.get(wordMetadata)
	r.only(s, metadata, wordID, wordName)
	for _, key := range []string{wordID, wordName} {
		text, where := r.text(s, metadata, key)
		if text == "" {
			if metadata != nil && metadata.form == mapForm && metadata.get(key) == nil || metadata == nil {
				s.report(where(n), rules.MissingField, "the "+setKind+" has no "+key, "")
			}
			continue
		}
		if key == wordName {
			r.set.Name = text
			continue
		}
		r.set.ID = text
		if fault := rules.CheckID(&model.Kind{Name: setKind, Prefix: setPrefix}, text); fault != nil {
			s.report(where(n), fault.Rule, fault.Message, fault.Suggestion)
		}
	}
	spec := n.get(wordSpec)
	r.only(s, spec, wordDefaults, wordTables)
	r.defaults = r.readDefaults(s, spec.get(wordDefaults), "every kind", r.m.Common)
	list := spec.get(wordTables)
	if list == nil {
		return nil
	}
	if list.form != listForm {
		s.report(list.at, rules.WrongType, "tables is a list of maps with file and kind or relationship", "")
	}
	var tables []table
	files := map[string]at{}
	for _, item := range list.items {
		t, ok := r.readTable(s, item)
		if !ok {
			continue
		}
		if first, twice := files[t.file]; twice {
			s.reportf(item.at, duplicateEntry, "%s is listed twice, first at %s", t.file, s.place(first))
			continue
		}
		files[t.file] = item.at
		tables = append(tables, t)
	}
	return tables
}

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
	if t.file = file; !r.isTable(file) {
		if n.get(wordFile) == nil {
			s.report(n.at, rules.MissingField, "the table has no file", "")
		} else if file != "" {
			s.report(fileAt(n), rules.UnknownRef, fmt.Sprintf("there is no file %q in the folder", clip(file)), rules.DidYouMean(file, r.csvFiles()))
		}
		return t, false
	}
	return t, true
}

func (r *reader) isTable(file string) bool {
	for _, name := range r.csvFiles() {
		if name == file {
			return true
		}
	}
	return false
}

// csvFiles gives the files of the folder that are not YAML.
func (r *reader) csvFiles() []string {
	var names []string
	for _, name := range r.files {
		if strings.EqualFold(pathExtension(name), ".csv") {
			names = append(names, name)
		}
	}
	return names
}

// readDefaults reads values for nodes that do not say otherwise.
func (r *reader) readDefaults(s *source, n *node, owner string, fields []*model.Field) model.Props {
	props := model.Props{}
	if n == nil {
		return props
	}
	if n.form != mapForm {
		s.report(n.at, rules.WrongType, "defaults is a map of fields", "")
		return props
	}
	for i := range n.entries {
		e := &n.entries[i]
		f := fieldNamed(fields, e.key)
		if f == nil || f.Name == wordID || f.Name == wordName || f.Derived != nil {
			s.report(e.at, rules.UnknownField, fmt.Sprintf("defaults for %s cannot have %s", owner, clip(e.key)), rules.DidYouMean(e.key, writable(fields)))
			continue
		}
		r.field(s, rules.Subject{}, f, e, props)
	}
	return props
}

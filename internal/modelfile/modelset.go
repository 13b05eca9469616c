package modelfile

import (
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

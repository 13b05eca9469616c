package modelfile

import (
	"fmt"
	"io/fs"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// Edit is what a file of changes asks for.
type Edit struct {
	Message  string         // why, in the words of who wrote it
	Expected *model.Version // the version it was written for, nil for any
	Ops      []model.Change

	origins []origin // by place in Ops
}

// Place gives the problem with the place in the file where the change is written, or the field of it.
func (e *Edit) Place(op int, field string, p model.Problem) model.Problem {
	if op >= 0 && op < len(e.origins) {
		o := e.origins[op]
		where := o.place(field)
		p.File, p.Line, p.Column = o.file.name, where.line, where.column
	}
	return p
}

func (e *Edit) add(o origin, c model.Change) {
	e.Ops, e.origins = append(e.Ops, c), append(e.origins, o)
}

// ReadEdit reads a file of changes: documents as in a model folder, of which only what is written counts, and a
// ChangeSet with what goes. Errors as from Read. Whether the graph can be changed so is for a store to say.
func ReadEdit(fsys fs.FS, name string, m *model.Model) (*Edit, error) {
	s, err := open(fsys, name)
	if err != nil {
		return nil, unreadable(err)
	}
	s.parseYAML()
	r := newReader(m, nil)
	r.editing = true
	edit := &Edit{}
	first := ""
	for _, n := range s.documents {
		kind := n.get(wordKind)
		if n.form != mapForm || kind == nil || kind.text != changeKind {
			r.document(s, n)
			continue
		}
		if first != "" {
			s.reportf(kind.at, duplicateID, "a file has one %s only, and the first is at %s", changeKind, first)
			continue
		}
		first = s.place(kind.at)
		r.changeSet(s, n, edit)
	}
	r.puts(edit)
	if len(s.problems) == 0 && len(edit.Ops) == 0 {
		s.report(at{1, 1}, rules.MissingField, "the file asks for no change", "")
	}
	if problems := sorted([]*source{s}); len(problems) > 0 {
		e := model.Errorf(model.BadUserInput, "the file has %s", count(len(problems), "problem"))
		e.Problems = problems
		return nil, e
	}
	return edit, nil
}

// puts adds the nodes and relationships that were described, after what goes: so what is taken out and described anew is there.
func (r *reader) puts(edit *Edit) {
	all := gathered{pieces: []*piece{r.piece}}
	all.gatherNodes()
	all.gatherLinks()
	for i, e := range all.elements {
		edit.add(all.origin(all.nodeSpots[i]), model.PutElement{Element: e, Merge: true})
	}
	for i, l := range all.links {
		edit.add(all.origin(all.linkSpots[i]), model.PutLink{Link: l, Merge: true})
	}
}

// changeSet reads the document that says why, for which version, and what goes.
func (r *reader) changeSet(s *source, n *node, edit *Edit) {
	r.envelope(s, n)
	metadata, spec := n.get(wordMetadata), n.get(wordSpec)
	r.only(s, metadata, wordName)
	edit.Message, _ = r.text(s, metadata, wordName)
	r.only(s, spec, wordExpected, wordDelete, wordDisconnect)
	if v := spec.get(wordExpected); v != nil {
		number, whole := v.value.(int64)
		if !whole || number < 1 {
			s.report(v.at, rules.WrongType, "expectedVersion is a whole number from 1", "")
		}
		version := model.Version(number)
		edit.Expected = &version
	}
	for _, item := range r.listed(s, spec, wordDisconnect) {
		r.disconnect(s, item, edit)
	}
	for _, item := range r.listed(s, spec, wordDelete) {
		if item.form != textForm {
			s.report(item.at, rules.WrongType, "delete lists ids, and this is "+item.form.String(), "")
			continue
		}
		edit.add(origin{file: s, at: item.at}, model.DeleteElement{ID: trimmed(item.text)})
	}
}

// listed gives the items of a list, none where it is not there.
func (r *reader) listed(s *source, n *node, key string) []*node {
	list := n.get(key)
	if list == nil {
		return nil
	}
	if list.form != listForm {
		s.report(list.at, rules.WrongType, fmt.Sprintf("%s takes a list, and this is %s", key, list.form), listIt(list))
	}
	return list.items
}

func (r *reader) disconnect(s *source, n *node, edit *Edit) {
	if n.form != mapForm {
		s.report(n.at, rules.WrongType, "an entry of disconnect is a map with from, relationship and to", "")
		return
	}
	r.only(s, n, wordFrom, wordRelation, wordTo)
	whole := true
	for _, key := range []string{wordFrom, wordRelation, wordTo} {
		if n.get(key) == nil {
			s.report(n.at, rules.MissingField, "an entry of disconnect needs "+key, "")
			whole = false
		}
	}
	from, _ := r.text(s, n, wordFrom)
	to, _ := r.text(s, n, wordTo)
	name, where := r.text(s, n, wordRelation)
	t := r.m.Relationship(name)
	if t == nil && name != "" {
		s.report(where(n), unknownKind, fmt.Sprintf("there is no relationship %q", clip(name)), rules.DidYouMean(name, relationshipNames(r.m)))
	}
	if t != nil && whole {
		edit.add(origin{file: s, at: n.at, fields: inParts{n}}, model.DeleteLink{Type: t, From: from, To: to})
	}
}

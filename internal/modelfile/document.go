package modelfile

import (
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// document reads a document that describes a node.
func (r *reader) document(s *source, n *node) {
	if n.form == emptyForm {
		return // nothing but comments
	}
	if n.form != mapForm {
		s.report(n.at, rules.WrongType, "a document is a map with apiVersion, kind, metadata and spec, and this is "+n.form.String(), "")
		return
	}
	kind := r.envelope(s, n)
	if kind == nil {
		return
	}
	metadata, spec := n.get(wordMetadata), n.get(wordSpec)
	d := &draft{kind: kind, file: s, props: model.Props{}, parts: []*node{metadata, spec}}
	d.at = n.at
	if e := metadata.entry(wordID); e != nil {
		d.at = e.value.at
		d.id, _ = r.text(s, metadata, wordID)
	} else if metadata == nil || metadata.form == mapForm {
		where := n.at
		if metadata != nil {
			where = metadata.at
		}
		s.report(where, rules.MissingField, fmt.Sprintf("the %s has no id in metadata", kind.Name), "")
	}
	r.draft(d, []part{{metadata, inMetadata}, {spec, inSpec}}, nil)
}

// envelope checks what every document has around its content and gives its kind, nil where there is none.
func (r *reader) envelope(s *source, n *node) *model.Kind {
	r.only(s, n, wordVersion, wordKind, wordMetadata, wordSpec)
	version, versionAt := r.text(s, n, wordVersion)
	if version != apiVersion && (version != "" || n.get(wordVersion) == nil) {
		rule, message := rules.UnknownValue, fmt.Sprintf("apiVersion %q is not known", clip(version))
		if version == "" {
			rule, message = rules.MissingField, "the document has no apiVersion"
		}
		s.report(versionAt(n), rule, message, "Write apiVersion: "+apiVersion)
	}
	for _, key := range []string{wordMetadata, wordSpec} {
		if part := n.get(key); part != nil && part.form != mapForm {
			s.report(part.at, rules.WrongType, fmt.Sprintf("%s is a map, and this is %s", key, part.form), "")
		}
	}
	name, nameAt := r.text(s, n, wordKind)
	switch {
	case name == setKind:
		return nil
	case name == "":
		if n.get(wordKind) == nil {
			s.report(n.at, rules.MissingField, "the document has no kind", "Write for example kind: "+r.m.Kinds[0].Name)
		}
		return nil
	}
	kind := r.m.Kind(name)
	if kind == nil {
		s.report(nameAt(n), unknownKind, fmt.Sprintf("there is no kind %q", clip(name)), rules.DidYouMean(name, append(kindNames(r.m), setKind)))
	}
	return kind
}

// only reports keys of a map that are none of the names.
func (r *reader) only(s *source, n *node, names ...string) {
	if n == nil {
		return
	}
	for _, e := range n.entries {
		if !slices.Contains(names, e.key) {
			s.report(e.at, rules.UnknownField, fmt.Sprintf("%s has no meaning here", clip(e.key)), suggestKey(e.key, names))
		}
	}
}

// text gives the text of a key of a map, "" where it has none, and where to report what is wrong with it: at the value,
// or else at the map.
func (r *reader) text(s *source, n *node, key string) (string, func(whole *node) at) {
	v := n.get(key)
	if v == nil {
		return "", func(whole *node) at {
			if n != nil {
				return n.at
			}
			return whole.at
		}
	}
	place := func(*node) at { return v.at }
	if v.form != textForm {
		s.report(v.at, rules.WrongType, fmt.Sprintf("%s is text, and this is %s", key, v.form), quoteIt(v))
		return "", place
	}
	return trimmed(v.text), place
}

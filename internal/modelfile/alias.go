package modelfile

import "github.com/goccy/go-yaml/ast"

// anchor remembers a value under its name once it is complete, so that nothing can hold itself.
func (t *tree) anchor(from *ast.AnchorNode) *node {
	n := t.node(from.Value)
	if from.Value == nil || from.Name == nil {
		return n
	}
	t.anchors[from.Name.GetToken().Value] = n
	return n
}

// alias gives the value an alias stands for. A single value stands where the alias does, so that problems with it do too.
func (t *tree) alias(from *ast.AliasNode) *node {
	where := t.at(from.GetToken())
	if from.Value == nil {
		return t.fail(where, syntax, "an alias without a name")
	}
	name := from.Value.GetToken().Value
	n := t.anchors[name]
	if n == nil {
		return t.fail(where, syntax, "there is no anchor &"+clip(name)+" in front of this alias")
	}
	if !n.single() {
		return n
	}
	here := *n
	here.at = where
	return &here
}

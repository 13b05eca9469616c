package modelfile

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// tree turns the syntax tree of a document into nodes: aliases resolved, keys checked, sizes known.
type tree struct {
	s       *source
	line    int // in front of the document
	anchors map[string]*node
	failed  bool
}

func (t *tree) at(k *token.Token) at {
	if k == nil || k.Position == nil {
		return at{t.line + 1, 1}
	}
	return at{t.line + k.Position.Line, max(k.Position.Column, 1)}
}

func (t *tree) fail(where at, rule, message string) *node {
	t.s.report(where, rule, message, "")
	t.failed = true
	return &node{at: where, size: 1, depth: 1}
}

// node reads one value. Once something was refused the rest of the document is not looked at.
func (t *tree) node(from ast.Node) *node {
	if t.failed || from == nil {
		return &node{at: t.at(nil), size: 1, depth: 1}
	}
	n := &node{at: t.at(from.GetToken()), size: 1, depth: 1}
	switch from := from.(type) {
	case *ast.NullNode:
	case *ast.StringNode:
		n.form, n.text, n.value = textForm, from.Value, from.Value
	case *ast.LiteralNode:
		n.form, n.text, n.value = textForm, from.Value.Value, from.Value.Value
	case *ast.BoolNode:
		n.form, n.text, n.value = booleanForm, from.Token.Value, from.Value
	case *ast.IntegerNode:
		n.number(from.Token.Value)
	case *ast.FloatNode:
		n.number(from.Token.Value)
	case *ast.InfinityNode:
		n.number(from.Token.Value)
	case *ast.NanNode:
		n.number(from.Token.Value)
	case *ast.SequenceNode:
		t.list(n, from)
	case *ast.MappingNode:
		t.object(n, from.Values)
	case *ast.MappingValueNode:
		t.object(n, []*ast.MappingValueNode{from})
	case *ast.AnchorNode:
		return t.anchor(from)
	case *ast.AliasNode:
		return t.alias(from)
	default:
		return t.fail(n.at, syntax, "not YAML that model files use")
	}
	if n.size > maxValues || n.depth > maxDepth {
		return t.fail(n.at, aliasLimit, "this unfolds into more than 100000 values or 100 levels")
	}
	return n
}

// number keeps plain decimal numbers. What else YAML takes for numbers, such as 012 and 0x1F, stays as written and fits
// no field, as readers disagree about what it means.
func (n *node) number(text string) {
	n.form, n.text, n.value = numberForm, text, text
	digits := strings.TrimLeft(text, "+-")
	if len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		return
	}
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		n.value = i
	} else if f, err := strconv.ParseFloat(text, 64); err == nil {
		n.value = f
	}
}

func (t *tree) list(n *node, from *ast.SequenceNode) {
	n.form = listForm
	for _, v := range from.Values {
		item := t.node(v)
		if word, ok := idInBraces(v); ok {
			item = &node{form: textForm, at: item.at, text: word, value: word, size: 1, depth: 1}
		}
		n.add(item)
		n.items = append(n.items, item)
	}
}

// idInBraces gives the text of a list item that the parser takes for a map: inside braces, as in { next: [stage:a/1] }, it
// reads every colon as the end of a key, where YAML wants a blank behind it.
func idInBraces(from ast.Node) (string, bool) {
	m, ok := from.(*ast.MappingNode)
	if !ok || m.IsFlowStyle || len(m.Values) != 1 {
		return "", false
	}
	key, isText := m.Values[0].Key.(*ast.StringNode)
	value, isSingle := m.Values[0].Value.(ast.ScalarNode)
	if !isText || !isSingle || key.Token.Type != token.StringType {
		return "", false
	}
	before, colon, after := key.Token.Position, m.Values[0].Start.Position, value.GetToken()
	switch after.Type {
	case token.StringType, token.IntegerType, token.FloatType, token.BoolType:
	default:
		return "", false
	}
	adjacent := before.Line == colon.Line && colon.Line == after.Position.Line && after.Position.Column == colon.Column+1 &&
		colon.Column == before.Column+utf8.RuneCountInString(key.Value)
	return key.Value + ":" + after.Value, adjacent
}

// add counts a value that n holds.
func (n *node) add(child *node) {
	n.size = min(n.size+child.size, maxValues+1)
	n.depth = max(n.depth, child.depth+1)
}

// object reads a map. A key that comes twice is a problem, and only its first value counts.
func (t *tree) object(n *node, values []*ast.MappingValueNode) {
	n.form = mapForm
	if len(values) > 0 && values[0].Key != nil {
		// The syntax tree has the place of the colon for maps without braces.
		n.at = earlier(n.at, t.at(values[0].Key.GetToken()))
	}
	seen := make(map[string]at, len(values))
	for _, v := range values {
		key := v.Key.GetToken()
		where := t.at(key)
		if !plainKey(v.Key) {
			t.fail(where, syntax, "keys of a map are plain text in model files")
			return
		}
		child := t.node(v.Value)
		if first, twice := seen[key.Value]; twice {
			t.s.reportf(where, duplicateEntry, "%s is given twice, first at %s", clip(key.Value), t.s.place(first))
			continue
		}
		seen[key.Value] = where
		n.add(child)
		n.entries = append(n.entries, entry{key: key.Value, at: where, value: child})
	}
}

func earlier(a, b at) at {
	if b.line < a.line || b.line == a.line && b.column < a.column {
		return b
	}
	return a
}

func plainKey(key ast.MapKeyNode) bool {
	switch key.(type) {
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
		return true
	}
	return false
}

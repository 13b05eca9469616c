package modelfile

import (
	"errors"
	"io"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/scanner"
	"github.com/goccy/go-yaml/token"
)

// parseYAML reads the documents of a file. Each is parsed by itself: a mistake in one does not hide those in the others,
// and the time taken grows with the length of the file only.
func (s *source) parseYAML() {
	eachDocument(s.text, func(text string, firstLine int) bool {
		if s.tooMuch(text, firstLine) {
			return false
		}
		tokens, ok := s.scan(text, firstLine)
		if !ok || len(tokens) == 0 {
			return !s.spent
		}
		body, ok := s.parse(tokens, firstLine)
		if !ok || body == nil {
			return true
		}
		t := &tree{s: s, line: firstLine - 1, anchors: map[string]*node{}}
		n := t.node(body)
		if t.failed {
			return true
		}
		if s.unfolded += n.size; s.unfolded > maxValues {
			s.limit(n.at)
			return false
		}
		s.documents = append(s.documents, n)
		return true
	})
}

// eachDocument splits a file at the lines that separate documents, --- and ..., until told to stop. A separator turns
// into as many blanks, so columns behind it stay what they are.
func eachDocument(text string, visit func(text string, firstLine int) bool) {
	line, start, first := 0, 0, 1
	end := 0
	part := func() string {
		if start < end && separates(text[start:end]) {
			return "   " + text[start+3:end]
		}
		return text[start:end]
	}
	for content := range strings.Lines(text) {
		line++
		if separates(content) {
			if !visit(part(), first) {
				return
			}
			start, first = end, line
		}
		end += len(content)
	}
	visit(part(), first)
}

// separates reports whether the text begins with a line that separates documents.
func separates(text string) bool {
	if !strings.HasPrefix(text, "---") && !strings.HasPrefix(text, "...") {
		return false
	}
	return len(text) == 3 || strings.ContainsRune(" \t\r\n", rune(text[3]))
}

// scan splits a document into tokens and refuses what would cost the parser too much before it sees it.
func (s *source) scan(text string, firstLine int) (token.Tokens, bool) {
	var from scanner.Scanner
	from.Init(text)
	var tokens token.Tokens
	g := guard{s: s, line: firstLine - 1}
	for {
		some, err := from.Scan()
		if errors.Is(err, io.EOF) {
			return tokens, true
		}
		for _, t := range some {
			if t.Type == token.CommentType {
				continue
			}
			tokens.Add(t)
			if !g.accept(t) {
				return nil, false
			}
		}
		if err != nil {
			s.report(at{firstLine, 1}, syntax, "not YAML: "+err.Error(), "")
			return nil, false
		}
	}
}

// parse turns tokens into a syntax tree.
func (s *source) parse(tokens token.Tokens, firstLine int) (body ast.Node, ok bool) {
	defer func() {
		// The parser is not ours. Input that it falls over is a problem of the input to whoever wrote it.
		if failure := recover(); failure != nil {
			s.report(at{firstLine, 1}, syntax, "not YAML: the parser cannot read this document", "")
			body, ok = nil, false
		}
	}()
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		where, message := at{firstLine, 1}, err.Error()
		var located yaml.Error
		if errors.As(err, &located) {
			message = located.GetMessage()
			if t := located.GetToken(); t != nil && t.Position != nil {
				where = at{firstLine - 1 + t.Position.Line, max(t.Position.Column, 1)}
			}
		}
		s.report(where, syntax, "not YAML: "+message, "")
		return nil, false
	}
	if len(file.Docs) == 0 {
		return nil, true
	}
	return file.Docs[0].Body, true
}

package modelfile

import "github.com/goccy/go-yaml/token"

// What a file may unfold into.
const (
	maxValues = 100_000
	maxDepth  = 100
	maxKeys   = 1_000   // of one map: far more than any kind has fields
	maxMarks  = 300_000 // characters that structure a file
)

// tooMuch reports a document with so many marks that splitting it into tokens would already cost too much: the scanner
// splits a document at once. It says yes only where the values would be too many, too.
func (s *source) tooMuch(text string, firstLine int) bool {
	blank := func(i int) bool { return i < 0 || i >= len(text) || text[i] <= ' ' }
	for i := range len(text) {
		switch text[i] {
		case '[', ']', '{', '}', ',':
			s.marks++
		case ':', '-', '?':
			if blank(i + 1) {
				s.marks++
			}
		case '"', '\'', '*', '&', '!', '#', '|', '>', '%':
			if blank(i - 1) {
				s.marks++
			}
		}
	}
	if s.marks > maxMarks {
		s.limit(at{firstLine, 1})
		return true
	}
	return false
}

// limit reports a file that holds too much, and leaves all of it out.
func (s *source) limit(where at) {
	s.documents, s.problems, s.spent = nil, nil, true
	s.reportf(where, aliasLimit, "the file holds, or unfolds into, more than %d values", maxValues)
}

// guard watches the tokens of a document go by. The parser calls itself for every level and for every further key of a
// map, and remembers the path to each: what is deep or endless must not reach it.
type guard struct {
	s      *source
	line   int // in front of the document
	flow   int // open brackets
	levels []level
}

// level is a block map or list that is open, known by its column.
type level struct{ column, keys int }

// accept takes note of a token. It reports what is wrong with it and gives false where the document cannot be read.
func (g *guard) accept(t *token.Token) bool {
	where := at{g.line + t.Position.Line, max(t.Position.Column, 1)}
	switch t.Type {
	case token.InvalidType:
		g.s.report(where, syntax, "not YAML: "+t.Error, "")
		return false
	case token.TagType:
		g.s.report(where, syntax, "tags such as "+clip(t.Value)+" are not used in model files", "Put text in quotes instead")
		return false
	case token.MappingKeyType:
		g.s.report(where, syntax, "keys that begin with ? are not used in model files", "")
		return false
	case token.MergeKeyType:
		g.s.report(where, syntax, "merge keys (<<) are not used in model files", "Use defaults in model.yaml")
		return false
	case token.MappingStartType, token.SequenceStartType:
		g.flow++
	case token.MappingEndType, token.SequenceEndType:
		g.flow--
	case token.SequenceEntryType:
		g.open(t.Position.Column, 0)
	case token.MappingValueType:
		if g.flow == 0 && t.Prev != nil {
			g.open(t.Prev.Position.Column, 1)
		}
	case token.StringType, token.SingleQuoteType, token.DoubleQuoteType, token.IntegerType, token.FloatType, token.BoolType, token.NullType:
		g.s.values++
	}
	if g.s.values > maxValues {
		g.s.limit(where)
		return false
	}
	if n := len(g.levels); g.flow+n > maxDepth || n > 0 && g.levels[n-1].keys > maxKeys {
		g.s.reportf(where, aliasLimit, "the document has more than %d levels, or more than %d keys in one map", maxDepth, maxKeys)
		return false
	}
	return true
}

// open goes to the level of a block map or list at the column.
func (g *guard) open(column, keys int) {
	for len(g.levels) > 0 && g.levels[len(g.levels)-1].column > column {
		g.levels = g.levels[:len(g.levels)-1]
	}
	if n := len(g.levels); n > 0 && g.levels[n-1].column == column {
		g.levels[n-1].keys += keys
		return
	}
	g.levels = append(g.levels, level{column, keys})
}

package modelfile

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/carejourney/carejourney/internal/model"
)

// maxFile is the size of the largest file that is read, in bytes.
const maxFile = 4 << 20

// source is one file of the folder, with the problems found in it so far.
type source struct {
	name      string
	text      string // without byte order mark; empty where it could not be read
	documents []*node
	marks     int  // characters of YAML that structure it
	values    int  // single values, as written
	unfolded  int  // values of any kind, with aliases unfolded
	spent     bool // it holds too much to be read
	problems  []model.Problem
	unlisted  int     // problems beyond what is kept
	lines     []int32 // in front of every stretch of the text, once somebody asked
}

// at is a place in a file, from 1. Columns count characters.
type at struct{ line, column int }

func (s *source) report(where at, rule, message, suggestion string) {
	if len(s.problems) >= keptProblems {
		s.unlisted++
		return
	}
	s.problems = append(s.problems, model.Problem{
		File: s.name, Line: where.line, Column: where.column, Rule: rule, Message: clipMessage(message), Suggestion: clipMessage(suggestion),
	})
}

func (s *source) reportf(where at, rule, format string, args ...any) {
	s.report(where, rule, fmt.Sprintf(format, args...), "")
}

// place writes a place for a message about another one.
func (s *source) place(where at) string {
	return fmt.Sprintf("%s:%d:%d", s.name, where.line, where.column)
}

// placed gives the place of a byte of a line, both from 1, where lines are counted from a byte that begins one.
func (s *source) placed(from, line, column int) at {
	start := from
	for range line - 1 {
		start += strings.IndexByte(s.text[start:], '\n') + 1
	}
	before := s.text[start:min(start+column-1, len(s.text))]
	return at{s.linesTo(from) + line, utf8.RuneCountInString(before) + 1}
}

// stretch is how many bytes of a file lines are counted in at once.
const stretch = 4096

// linesTo counts the lines in front of a byte. The first time it counts those of the whole file, stretch by stretch.
func (s *source) linesTo(at int) int {
	if s.lines == nil {
		s.lines = make([]int32, 1, len(s.text)/stretch+1)
		for from := 0; from+stretch <= len(s.text); from += stretch {
			s.lines = append(s.lines, s.lines[len(s.lines)-1]+int32(strings.Count(s.text[from:from+stretch], "\n")))
		}
	}
	from := at / stretch
	return int(s.lines[from]) + strings.Count(s.text[from*stretch:at], "\n")
}

// list gives the names of the files of the folder that count, in order: regular files, not links, of which no part of
// the path begins with a dot or an underscore.
func list(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && strings.ContainsAny(path.Base(name)[:1], "._"):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular():
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names, err
}

func isYAML(name string) bool {
	extension := strings.ToLower(path.Ext(name))
	return extension == ".yaml" || extension == ".yml"
}

// open reads a file whole. That it is too large, or not text, is a problem; an error is what the file system says.
func open(fsys fs.FS, name string) (*source, error) {
	s := &source{name: name}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFile {
		s.report(at{1, 1}, tooLarge, "the file is larger than 4 MiB", "Split it")
		return s, nil
	}
	if len(data) == 0 && isYAML(name) {
		// A file that is being saved is empty for a moment. To take that for a graph would be to lose one.
		s.report(at{1, 1}, emptyFile, "the file is empty", "Write something in it, or delete it")
		return s, nil
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if where, message := notText(data); message != "" {
		s.report(where, notUTF8, message, "Save the file as UTF-8")
		return s, nil
	}
	s.text = string(data)
	return s, nil
}

// notText finds the first byte that is not text.
func notText(data []byte) (at, string) {
	bad, message := bytes.IndexByte(data, 0), "the file holds a NUL character, so it is not text"
	if bad < 0 {
		if utf8.Valid(data) {
			return at{}, ""
		}
		message = "the file is not UTF-8 text"
		for bad = 0; bad < len(data); {
			r, size := utf8.DecodeRune(data[bad:])
			if r == utf8.RuneError && size <= 1 {
				break
			}
			bad += size
		}
	}
	before := data[:bad]
	start := bytes.LastIndexByte(before, '\n') + 1
	return at{bytes.Count(before, []byte{'\n'}) + 1, utf8.RuneCount(before[start:]) + 1}, message
}

// How many problems of one file are listed, and kept to choose the first ones from.
const (
	maxProblems  = 1_000
	keptProblems = 20_000
)

// sorted gives all problems in order of file, line and column, each once.
func sorted(sources []*source) []model.Problem {
	var all []model.Problem
	for _, s := range sources {
		slices.SortFunc(s.problems, func(a, b model.Problem) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Rule, b.Rule),
				cmp.Compare(a.Message, b.Message), cmp.Compare(a.Suggestion, b.Suggestion))
		})
		problems := slices.CompactFunc(s.problems, func(a, b model.Problem) bool {
			return a.Line == b.Line && a.Column == b.Column && a.Rule == b.Rule && a.Message == b.Message
		})
		if more := len(problems) - maxProblems + s.unlisted; more > 0 {
			last := problems[min(maxProblems, len(problems)-1)]
			last.Rule, last.Message, last.Suggestion = moreProblems, fmt.Sprintf("%d more problems from here on are not listed", more), ""
			problems = append(problems[:min(maxProblems, len(problems))], last)
		}
		all = append(all, problems...)
	}
	slices.SortStableFunc(all, func(a, b model.Problem) int { return cmp.Compare(a.File, b.File) })
	return all
}

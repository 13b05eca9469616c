// Package library reads the questions of queries/: named GraphQL operations with the question in words and example
// variables. It runs nothing.
package library

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Question is one directory of the library.
type Question struct {
	Name      string // directory name, what `carejourney query` takes
	Question  string // the first sentences of the file, in words
	AskedBy   string // who asks it
	Query     string // the operation
	Variables string // example variables, as JSON
}

// Read gives every question of the library, by name.
func Read(files fs.FS) ([]Question, error) {
	found, err := fs.Glob(files, "*/query.graphql")
	if err != nil {
		return nil, err
	}
	questions := make([]Question, 0, len(found))
	for _, file := range found {
		q, err := read(files, path.Dir(file))
		if err != nil {
			return nil, err
		}
		questions = append(questions, q)
	}
	return questions, nil
}

func read(files fs.FS, dir string) (Question, error) {
	text, err := fs.ReadFile(files, dir+"/query.graphql")
	if err != nil {
		return Question{}, err
	}
	variables, err := fs.ReadFile(files, dir+"/variables.json")
	if errors.Is(err, fs.ErrNotExist) {
		variables, err = []byte("{}\n"), nil
	}
	if err != nil {
		return Question{}, err
	}
	q := Question{Name: path.Base(dir), Query: string(text), Variables: string(variables)}
	q.Question, q.AskedBy = Words(q.Query)
	if q.Question == "" || q.AskedBy == "" {
		return q, fmt.Errorf("queries/%s/query.graphql: begin with the question as a comment, then a comment \"Asked by: …\"", dir)
	}
	return q, nil
}

// Words gives what the comment at the beginning of an operation says: the question and who asks it.
func Words(text string) (question, askedBy string) {
	var words []string
	for line := range strings.Lines(text) {
		comment, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
		if !ok {
			break
		}
		comment = strings.TrimSpace(comment)
		if who, ok := strings.CutPrefix(comment, "Asked by:"); ok {
			askedBy = strings.TrimSpace(who)
			break
		}
		words = append(words, comment)
	}
	return strings.TrimSpace(strings.Join(words, " ")), askedBy
}

// OperationName gives the name of a question's operation: JourneyMap for journey-map.
func OperationName(question string) string {
	var name strings.Builder
	for word := range strings.SplitSeq(question, "-") {
		if word != "" {
			name.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return name.String()
}

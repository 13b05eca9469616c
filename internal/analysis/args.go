package analysis

import "github.com/carejourney/carejourney/internal/model"

// text gives an argument that is text or the name of an enumeration value, "" where it is not given.
func text(args map[string]any, name string) string {
	s, _ := args[name].(string)
	return s
}

// texts gives an argument that is a list of texts.
func texts(args map[string]any, name string) []string {
	list, _ := args[name].([]any)
	all := make([]string, 0, len(list))
	for _, item := range list {
		s, _ := item.(string)
		all = append(all, s)
	}
	return all
}

// number gives an argument that is a whole number, 0 where it is not given.
func number(args map[string]any, name string) int {
	n, _ := args[name].(int64)
	return int(n)
}

// badInput says what is wrong with an argument.
func badInput(format string, args ...any) error {
	return model.Errorf(model.BadUserInput, format, args...)
}

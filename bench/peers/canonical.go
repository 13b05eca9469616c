package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// canonical gives an answer without what differs from one interface to the next: connections, edges, and lists in which a
// node was looked up by its id. The rows of a question keep their order; of lists within them only one interface in
// three promises any, so those are sorted. It gives an error for an answer with errors, and for an empty one.
func canonical(body []byte) (string, error) {
	var response struct {
		Data   map[string]any
		Errors []any
	}
	if err := json.Unmarshal(body, &response); err != nil {
		return "", fmt.Errorf("%w: %.300s", err, body)
	}
	if len(response.Errors) > 0 || response.Data["answer"] == nil {
		return "", fmt.Errorf("no answer: %.600s", body)
	}
	rows, isList := plain(response.Data["answer"], true).([]any)
	if !isList {
		rows = []any{plain(response.Data["answer"], true)}
	}
	var out bytes.Buffer
	for _, row := range rows {
		text, err := json.Marshal(row)
		if err != nil {
			return "", err
		}
		out.Write(append(text, '\n'))
	}
	return out.String(), nil
}

// plain takes wrappers away. Maps are written with their keys in order, so that equal values have equal texts.
func plain(value any, top bool) any {
	switch v := value.(type) {
	case []any:
		rows := []any{}
		for _, item := range v {
			if p := plain(item, false); !empty(p) {
				rows = append(rows, p)
			}
		}
		if !top {
			slices.SortFunc(rows, func(a, b any) int { return strings.Compare(written(a), written(b)) })
		}
		return rows
	case map[string]any:
		for _, wrapper := range []string{"nodes", "edges"} {
			if inner, ok := v[wrapper]; ok && len(v) == 1 {
				return plain(inner, top)
			}
		}
		flat := map[string]any{}
		for key, item := range v {
			inner, isMap := item.(map[string]any)
			if isMap && (key == "node" || key == "properties") {
				for k, i := range inner {
					flat[k] = plain(i, false)
				}
				continue
			}
			flat[key] = plain(item, false)
		}
		return flat
	}
	return value
}

// empty reports a node of a kind that the question asks nothing of.
func empty(value any) bool {
	m, ok := value.(map[string]any)
	return ok && len(m) == 0
}

func written(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}

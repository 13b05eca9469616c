package diagram

import (
	"encoding/json"
	"fmt"
)

// Shown is the journey that a matrix or a flow is about.
type Shown struct {
	Ref
	Description  string
	Version      int64
	Reviewed     string
	Illustrative bool
}

func (s *Shown) status() string { return status(s.Illustrative, s.Version, s.Reviewed) }

// answerHead is how the answers to their questions begin.
type answerHead struct {
	Ref
	Description  string
	Illustrative bool
	LastReviewed string
}

func (h *answerHead) shown(version int64) Shown {
	return Shown{Ref: h.Ref, Description: h.Description, Version: version, Reviewed: h.LastReviewed, Illustrative: h.Illustrative}
}

// decode reads the answer to a question.
func decode(question string, data []byte, into any) error {
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("read the answer to %s: %w", question, err)
	}
	return nil
}

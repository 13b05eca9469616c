package analysis

import "encoding/json"

// Written is needs as JSON.
type Written []byte

// Into reads it.
func (w Written) Into(into any) error { return json.Unmarshal(w, into) }

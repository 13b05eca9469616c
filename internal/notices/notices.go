// Package notices holds the licences of everything in the program that others wrote: the modules it is built from and
// the NHS.UK frontend its pages are styled with. It only gives the texts; showing them is for others.
package notices

import (
	_ "embed"
	"encoding/json"
	"sync"
)

//go:generate go run ./generate

//go:embed notices.json
var file []byte

// Notice is one work of others, with the licence it is used under.
type Notice struct {
	Name    string   `json:"name"`
	Version string   `json:"version"`
	Texts   []string `json:"texts"`
}

// All gives every notice, by name.
var All = sync.OnceValue(func() []Notice {
	var all []Notice
	if err := json.Unmarshal(file, &all); err != nil {
		panic(err) // the file is generated and tested
	}
	return all
})

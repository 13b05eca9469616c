package rules

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// MaxID is the length an id may have; it keeps index keys of every database happy.
const MaxID = 200

// localPattern is what follows the colon of an id: parts of letters, digits, dots and hyphens, separated by slashes.
const localPattern = `[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(/[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)*`

// IDPattern is the regular expression that ids of the kind match.
func IDPattern(k *model.Kind) string { return "^" + k.Prefix + ":" + localPattern + "$" }

// CheckID says what is wrong with an id of the kind, nil for nothing.
func CheckID(k *model.Kind, id string) *Fault {
	prefix, local, _ := strings.Cut(id, ":")
	if prefix == k.Prefix && validLocal(local) && len(id) <= MaxID {
		return nil
	}
	f := &Fault{Rule: BadID}
	switch {
	case prefix != k.Prefix || local == "":
		f.Message = fmt.Sprintf("%q cannot be an id of kind %s, which is %s: and a name of its own", clip(id), k.Name, k.Prefix)
	case len(id) > MaxID:
		f.Message = fmt.Sprintf("%q… is longer than %d characters", clip(id), MaxID)
	default:
		f.Message = fmt.Sprintf("%q cannot be an id: after the colon it takes letters a to z, digits, hyphens, dots and slashes", clip(id))
	}
	if len(id) <= MaxID {
		f.Suggestion = suggestID(k, id)
	}
	return f
}

// clip keeps messages about endless input short.
func clip(text string) string {
	if len(text) <= 80 {
		return text
	}
	return strings.ToValidUTF8(text[:80], "") + "…"
}

// validLocal matches localPattern without the cost of a regular expression on every load.
func validLocal(local string) bool {
	for part := range strings.SplitSeq(local, "/") {
		if part == "" || !alphanumeric(part[0]) || !alphanumeric(part[len(part)-1]) {
			return false
		}
		for i := range len(part) {
			if c := part[i]; !alphanumeric(c) && c != '.' && c != '-' {
				return false
			}
		}
	}
	return true
}

func alphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// suggestID makes an id out of a text that was meant as one.
func suggestID(k *model.Kind, id string) string {
	local := id
	if i := strings.IndexByte(id, ':'); i >= 0 {
		local = id[i+1:]
	}
	words := strings.FieldsFunc(local, func(r rune) bool {
		return r >= 0x80 || !alphanumeric(byte(r)) && r != '.' && r != '/'
	})
	made := strings.Trim(strings.Join(words, "-"), "-./")
	if strings.ContainsAny(local, " _") {
		made = strings.ToLower(made)
	}
	if !validLocal(made) {
		return fmt.Sprintf("Write it like %s:example", k.Prefix)
	}
	return fmt.Sprintf("Write %s:%s", k.Prefix, made)
}

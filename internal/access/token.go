package access

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

const (
	// tokenPrefix lets people, and programs that look for secrets in files, see what a token is.
	tokenPrefix = "cj_"
	tokenBytes  = 32
	hashPrefix  = "sha256:"
	// mostTokens bounds how long one comparison takes.
	mostTokens = 1000
)

// entry is one line of a file of tokens.
type entry struct {
	name string
	role Role
	hash [sha256.Size]byte
}

// nameForm is what somebody with a token may be called: it stands in the record of changes and in a file by lines.
var nameForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$`)

// NewToken makes a token for somebody, and the line that a file of tokens needs to know it. The token cannot be worked
// out from the line.
func NewToken(random io.Reader, name string, role Role) (token, line string, err error) {
	if !nameForm.MatchString(name) {
		return "", "", model.Errorf(model.BadUserInput,
			"the name %q cannot be used: take up to 64 letters, digits and . _ @ -, beginning with a letter or digit", name)
	}
	secret := make([]byte, tokenBytes)
	if _, err := io.ReadFull(random, secret); err != nil {
		return "", "", fmt.Errorf("make a token: %w", err)
	}
	token = tokenPrefix + base64.RawURLEncoding.EncodeToString(secret)
	hash := sha256.Sum256([]byte(token))
	return token, fmt.Sprintf("%s %s %s%s", name, role, hashPrefix, hex.EncodeToString(hash[:])), nil
}

// parse reads a file of tokens: a line for each with name, role and hash. Empty lines and lines that begin with # are left out.
// The hash is never part of an error.
func parse(file, text string) ([]entry, error) {
	var entries []entry
	var problems []model.Problem
	names, hashes := map[string]bool{}, map[[sha256.Size]byte]bool{}
	number := 0
	for line := range strings.Lines(text) {
		number++
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		e, rule, err := readLine(fields)
		switch {
		case err != nil:
		case names[e.name]:
			rule, err = "token-name-twice", fmt.Errorf("the name %s stands there twice", e.name)
		case hashes[e.hash]:
			rule, err = "token-twice", fmt.Errorf("%s has the same token as somebody else", e.name)
		}
		if err != nil {
			problems = append(problems, model.Problem{File: file, Line: number, Column: 1, Rule: rule, Message: err.Error()})
			continue
		}
		names[e.name], hashes[e.hash] = true, true
		entries = append(entries, e)
	}
	if len(entries) > mostTokens {
		problems = append(problems, model.Problem{File: file, Line: number, Column: 1, Rule: "too-many-tokens", Message: fmt.Sprintf("there are more than %d tokens", mostTokens)})
	}
	if len(problems) > 0 {
		return nil, &model.Error{Code: model.BadUserInput, Message: "The file of tokens cannot be used.", Problems: problems}
	}
	return entries, nil
}

func readLine(fields []string) (e entry, rule string, err error) {
	if len(fields) != 3 {
		return e, "token-line", fmt.Errorf("a line has a name, a role and a hash, as carejourney token prints them")
	}
	if !nameForm.MatchString(fields[0]) {
		return e, "token-name", fmt.Errorf("the name has characters that a name cannot have")
	}
	e.name = fields[0]
	if e.role, err = ParseRole(fields[1]); err != nil {
		return e, "token-role", err
	}
	digits, known := strings.CutPrefix(fields[2], hashPrefix)
	hash, err := hex.DecodeString(digits)
	if !known || err != nil || len(hash) != sha256.Size {
		return e, "token-hash", fmt.Errorf("the hash of %s must be %s and 64 hexadecimal digits; the token itself never stands here", e.name, hashPrefix)
	}
	e.hash = [sha256.Size]byte(hash)
	return e, "", nil
}

// find gives whose token it is. It takes as long for a wrong token as for a right one, wherever that stands.
func find(entries []entry, token string) (Who, bool) {
	hash := sha256.Sum256([]byte(token))
	found := -1
	for i := range entries {
		same := subtle.ConstantTimeCompare(hash[:], entries[i].hash[:])
		found = subtle.ConstantTimeSelect(same, i, found)
	}
	if found < 0 {
		return Who{}, false
	}
	return Who{Name: entries[found].name, Role: entries[found].role}, true
}

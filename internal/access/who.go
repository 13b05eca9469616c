package access

import (
	"context"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Role is what somebody may do. A higher role may do everything a lower one may.
type Role uint8

// The roles.
const (
	Nobody Role = iota // has not said who it is
	Viewer             // may read, and see who changed what
	Editor             // may change the graph too
	Admin              // may take the graph back to an earlier version too
)

var roleNames = [...]string{Viewer: "viewer", Editor: "editor", Admin: "admin"}

// String gives the name of the role, as in files of tokens.
func (r Role) String() string {
	if int(r) < len(roleNames) && roleNames[r] != "" {
		return roleNames[r]
	}
	return "nobody"
}

// ParseRole reads the name of a role in any case, as files of tokens and the schema write it.
func ParseRole(name string) (Role, error) {
	for r, known := range roleNames {
		if known != "" && strings.EqualFold(name, known) {
			return Role(r), nil
		}
	}
	return Nobody, model.Errorf(model.BadUserInput, "there is no role %q: a role is viewer, editor or admin", name)
}

// Who is somebody who asks.
type Who struct {
	Name    string // of the token, or of the user; empty where nobody said
	Role    Role
	Address string // of the machine it came from, empty for this process
}

// Called gives what the record of changes calls somebody: the name, or the address where there is none.
func (w Who) Called() string {
	if w.Name != "" {
		return w.Name
	}
	return w.Address
}

// Must gives nil where somebody has the role, and otherwise why not.
func (w Who) Must(have Role) error {
	switch {
	case w.Role >= have:
		return nil
	case w.Role == Nobody:
		return model.Errorf(model.Unauthenticated, "This needs a token with the role %s. Send it as Authorization: Bearer TOKEN.", have)
	}
	return model.Errorf(model.Forbidden, "This needs the role %s, and the token of %s has the role %s.", have, w.Name, w.Role)
}

type key struct{}

// With gives a context in which somebody asks.
func With(ctx context.Context, w Who) context.Context { return context.WithValue(ctx, key{}, w) }

// From gives who asks, nobody where the context does not say.
func From(ctx context.Context) Who {
	w, _ := ctx.Value(key{}).(Who)
	return w
}

package cli

import (
	"crypto/rand"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/server"
)

func newToken(a *app) *cobra.Command {
	var role string
	cmd := &cobra.Command{
		Use:   "token NAME --role ROLE",
		Short: "Make a token for somebody, and the line by which a server knows it",
		Long: `Makes a token for somebody who is to use a server started with --tokens FILE. The token is shown once, on the error output,
and kept nowhere: give it to whom it is for. The line for the file goes to the output, so it can be appended to the file; it
holds a hash, from which the token cannot be worked out. A running server reads the file again by itself. To withdraw a token
delete its line.

A viewer may read, an editor may change the graph too, and an admin may take it back to an earlier version too.`,
		Example: `  carejourney token ada --role editor >> tokens.txt`,
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			have, err := access.ParseRole(role)
			if err != nil {
				return usagef("--role: %v", err)
			}
			token, line, err := access.NewToken(rand.Reader, args[0], have)
			if err != nil {
				return usageError{err}
			}
			if _, err := fmt.Fprintf(a.Out, "%s\n", line); err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.Err, "The token of %s, shown this once: %s\nIt is sent as  Authorization: Bearer %s\n", args[0], token, token)
			return err
		},
	}
	cmd.Flags().StringVar(&role, "role", "viewer", "what the token allows: viewer, editor or admin")
	return cmd
}

// openTokens opens the file of tokens that serve is given, nil for none.
func (a *app) openTokens(o serveOptions) (*access.Tokens, error) {
	switch {
	case o.tokens == "" && o.private:
		return nil, usagef("--private answers only who has a token, so it needs --tokens FILE")
	case o.tokens == "":
		return nil, nil
	case o.writes:
		return nil, usagef("--tokens says who may change the graph and --allow-writes lets everybody: give one of them")
	}
	return access.OpenTokens(o.tokens, time.Now)
}

// withTokens gives the health of what is served, with what is wrong with the file of tokens.
func withTokens(health func() server.Health, tokens *access.Tokens) func() server.Health {
	if tokens == nil {
		return health
	}
	return func() server.Health {
		h := health()
		if tokens.Problem() != nil && h.Problem == "" {
			h.Problem = "The file of tokens cannot be used, so nobody with a token is let in; the log says why."
		}
		return h
	}
}

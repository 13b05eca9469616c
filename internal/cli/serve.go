package cli

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/server"
)

func newServe(a *app) *cobra.Command {
	var listen string
	var origins []string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the GraphQL API and the pages",
		Long: `Serves the journeys that come with the program, or those of --model DIR, from memory. A folder is read again when its
files change; while one of them is broken the last good graph goes on being served, and /readyz names the problem.

Nobody can change anything over the network. Only this machine is answered unless --listen names another address.`,
		Example: `  carejourney serve
  carejourney serve --model my-journeys --listen 127.0.0.1:9000
  carejourney serve --origin https://design.example.nhs.uk`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.serve(cmd.Context(), listen, origins)
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8080", "`ADDRESS` to listen on; port 0 picks a free one")
	cmd.Flags().StringSliceVar(&origins, "origin", nil, "web `ORIGIN` whose pages may ask, for example https://example.org; none by default")
	return cmd
}

func (a *app) serve(ctx context.Context, listen string, origins []string) error {
	log := a.logger()
	s, err := a.open(ctx)
	if err != nil {
		return a.problems(err)
	}
	defer s.close()
	examples, err := examples()
	if err != nil {
		return err
	}
	folder := &follower{dir: a.settings.Model, read: a.readSet, served: s, log: log, after: time.After}
	handler, err := server.New(server.Config{
		Engine: s.engine, Log: log, Schema: schema.SDL(), Origins: origins, Now: time.Now, Health: folder.health, Library: examples,
	})
	if err != nil {
		return usagef("--origin: %v", err)
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", listen)
	if err != nil {
		return usagef("listen on %s: %v", listen, err)
	}
	if !server.Loopback(l.Addr().String()) {
		log.Warn("other machines can ask this server; put TLS and access control in front of it", "address", l.Addr().String())
	}
	fmt.Fprintf(a.Out, "Carejourney is at http://%s/ (GraphQL at /graphql). Stop it with Ctrl-C.\n", l.Addr())

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return server.Serve(ctx, l, handler, log) })
	if a.settings.Model != "" {
		group.Go(func() error { return folder.follow(ctx) })
	}
	return group.Wait()
}

// firstExample is the question the first page shows.
const firstExample = "journey-map"

// examples gives the library for the first page, the example it begins with in front.
func examples() ([]server.Example, error) {
	questions, err := questions()
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(questions, func(a, b library.Question) int {
		return cmp.Compare(rank(a), rank(b))
	})
	list := make([]server.Example, len(questions))
	for i, q := range questions {
		list[i] = server.Example{Name: q.Name, Question: q.Question, Query: q.Query, Variables: q.Variables}
	}
	return list, nil
}

func rank(q library.Question) int {
	if q.Name == firstExample {
		return 0
	}
	return 1
}

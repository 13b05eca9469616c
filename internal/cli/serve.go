package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/server"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

func newServe(a *app) *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the GraphQL API and the pages",
		Long: `Serves the journeys that come with the program, or those of --model DIR, from memory. A folder is read again when its
files change; while one of them is broken the last good graph goes on being served, and /readyz names the problem.

With --data DIR the graph in that folder is served, and every change is on disk before it is acknowledged. A folder without
a graph is filled first. From then on "carejourney load" brings changes of model files.

With --neo4j URI every question is asked of a Neo4j server, cluster or Aura, as one Cypher statement. With --mirror as well the
whole graph is read into memory once and followed: answers come from there, say how old they are, and go on while Neo4j is
away; changes still go to Neo4j. "carejourney load --neo4j" fills the database.

Nobody can change anything over the network unless --tokens or --allow-writes is given. --tokens names a file that says who
may do what ("carejourney token" makes its lines): changes are then taken from everybody, on any machine, who sends a token of
an editor or admin. --allow-writes takes changes from everybody on this machine and is therefore refused on any other address
than this machine's own. Only this machine is answered unless --listen names another address.`,
		Example: `  carejourney serve
  carejourney serve --model my-journeys --listen 127.0.0.1:9000
  carejourney serve --data graph --allow-writes
  carejourney serve --data graph --tokens tokens.txt
  carejourney serve --neo4j neo4j+s://graph.example.nhs.uk:7687 --neo4j-password-file /run/secrets/neo4j --mirror
  carejourney serve --model my-journeys --rules my-rules
  carejourney serve --origin https://design.example.nhs.uk`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.serve(cmd.Context(), o)
		},
	}
	a.addStore(cmd.Flags(), "filled from the model files where it is new; changes are kept there")
	cmd.Flags().StringVar(&o.listen, "listen", "127.0.0.1:8080", "`ADDRESS` to listen on; port 0 picks a free one")
	cmd.Flags().BoolVar(&o.writes, "allow-writes", false, "let everybody on this machine change the graph")
	cmd.Flags().BoolVar(&o.mirror, "mirror", false, "answer from a copy in memory of the graph in Neo4j, also while that is away")
	cmd.Flags().DurationVar(&o.refresh, "mirror-refresh", 10*time.Minute, "how often a mirror compares everything, to notice what others wrote with plain Cypher; 0 for never")
	cmd.Flags().StringVar(&o.tokens, "tokens", "", "`FILE` that says whose tokens may do what; read again when it changes")
	cmd.Flags().BoolVar(&o.private, "private", false, "answer only who has a token, for reading too")
	cmd.Flags().StringSliceVar(&o.origins, "origin", nil, "web `ORIGIN` whose pages may ask, for example https://example.org; none by default")
	cmd.Flags().StringVar(&o.rules, "rules", "", "folder `DIR` with gap rules of your own, besides those that come with the program")
	o.limits.addTo(cmd.Flags())
	cmd.Flags().StringVar(&o.metrics, "metrics", "", "`ADDRESS` of its own to serve metrics for Prometheus on, at /metrics; not served without it")
	cmd.Flags().BoolVar(&o.check, "check", false, "check flags, files and graph, say what is wrong, and serve nothing")
	return cmd
}

// serveOptions are the flags of serve.
type serveOptions struct {
	limits  limitFlags
	metrics string
	check   bool
	listen  string
	origins []string
	writes  bool
	mirror  bool
	refresh time.Duration
	tokens  string
	private bool
	rules   string
}

// listening opens the address, and refuses one that other machines reach where anybody may write.
func (o serveOptions) listening(ctx context.Context, log *slog.Logger) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", o.listen)
	if err != nil {
		return nil, usagef("listen on %s: %v", o.listen, err)
	}
	if server.Loopback(l.Addr().String()) {
		return l, nil
	}
	if o.writes {
		_ = l.Close() // nothing came in through it
		return nil, usagef("--allow-writes takes changes from everybody who reaches the server, so it needs an address of this machine only: "+
			"use --listen 127.0.0.1:8080, not %s", o.listen)
	}
	log.WarnContext(ctx, "other machines can ask this server; put TLS and access control in front of it", "address", l.Addr().String())
	return l, nil
}

// served gives what opens the graph to serve.
func (a *app) served(o serveOptions, tokens bool) (opener, error) {
	switch {
	case a.settings.Neo4j.URI != "":
		return func(ctx context.Context, s *session) error { return a.serveNeo4j(ctx, s, o) }, nil
	case o.mirror:
		return nil, usagef("--mirror is a copy in memory of a graph in Neo4j: name that with --neo4j URI")
	case a.settings.Data != "":
		return a.toServe, nil
	case o.writes || tokens:
		a.logger().Warn("changes are kept in memory and are gone when the server stops; --data DIR keeps them")
	}
	return a.inMemory, nil
}

func (a *app) serve(ctx context.Context, o serveOptions) error {
	log := a.logger()
	if err := o.limits.check(); err != nil {
		return err
	}
	tokens, err := a.openTokens(o)
	if err != nil {
		return a.problems(err)
	}
	if o.check {
		return a.checkServe(ctx, o, tokens)
	}
	l, err := o.listening(ctx, log)
	if err != nil {
		return err
	}
	defer l.Close() // where nothing is served in the end
	from, err := a.served(o, tokens != nil)
	if err != nil {
		return err
	}
	watched, err := a.observe(ctx, o.metrics)
	if err != nil {
		return err
	}
	defer watched.close(log)
	withRules, err := ownRules(o.rules)
	if err != nil {
		return a.problems(err)
	}
	s, err := a.open(ctx, from, o.limits.bound, watched.watch, withRules, func(engine *graph.Options) { engine.AllowWrites = o.writes || tokens != nil })
	if err != nil {
		return a.problems(err)
	}
	defer s.close()
	if inMemory, ok := s.store.(*embedded.Store); ok {
		inMemory.Remember(time.Now) // a graph on disk has its record there
	}
	folder := &follower{dir: a.settings.Model, read: a.readSet, served: s, log: log, after: time.After, tell: watched.reloaded}
	handler, err := a.handler(s, o, tokens, folder, server.Config{Observer: watched.around(), Stop: ctx.Done()})
	if err != nil {
		return err
	}
	watched.graph(s)
	fmt.Fprintf(a.Out, "Carejourney is at http://%s/ (GraphQL at /graphql). Stop it with Ctrl-C.\n", l.Addr())

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return server.Serve(ctx, l, handler, log) })
	group.Go(func() error { return watched.serve(ctx, log) })
	group.Go(func() error { s.engine.Ahead(ctx, time.After); return nil })
	switch {
	case s.kept != nil:
		group.Go(func() error { return giveBackups(ctx, a.settings.Data, s.kept, log) })
	case s.set != nil && a.settings.Model != "":
		group.Go(func() error { return folder.follow(ctx) })
	}
	return group.Wait()
}

// handler makes the site over an open graph, from what the flags say and the rest that is given.
func (a *app) handler(s *session, o serveOptions, tokens *access.Tokens, folder *follower, c server.Config) (http.Handler, error) {
	questions, err := questions()
	if err != nil {
		return nil, err
	}
	documents, err := o.limits.documents(s.engine)
	if err != nil {
		return nil, err
	}
	text := schema.SDL()
	if !o.limits.introspection {
		text = ""
	}
	c.Engine, c.Log, c.Schema, c.Origins, c.Now, c.Health = s.engine, folder.log, text, o.origins, time.Now, withTokens(folder.health, tokens)
	c.Library, c.Local, c.Tokens, c.Private, c.Copy, c.Documents, c.Timeout = questions, o.writes, tokens, o.private, s.copy, documents, o.limits.timeout
	c.Stream.PerAddress = o.limits.streams
	handler, err := server.New(c)
	if err != nil {
		return nil, usagef("--origin: %v", err)
	}
	return handler, nil
}

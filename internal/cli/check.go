package cli

import (
	"context"
	"fmt"
	"net"

	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/server"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/durable"
)

// checkServe does everything that serve does before it serves, but changes nothing and listens nowhere. A graph in Neo4j
// is asked for its version only.
func (a *app) checkServe(ctx context.Context, o serveOptions, tokens *access.Tokens) error {
	for _, given := range []struct{ flag, address string }{{"--listen", o.listen}, {"--metrics", o.metrics}} {
		if _, err := net.ResolveTCPAddr("tcp", given.address); err != nil && given.address != "" {
			return usagef("%s: %v", given.flag, err)
		}
	}
	if o.writes && !server.Loopback(o.listen) {
		return usagef("--allow-writes needs an address of this machine only, not %s", o.listen)
	}
	if _, err := a.served(o, tokens != nil); err != nil {
		return err
	}
	from := a.inMemory
	switch {
	case a.settings.Neo4j.URI != "":
		from = a.askNeo4j
	case a.settings.Data != "" && durable.Exists(a.settings.Data):
		from = func(ctx context.Context, s *session) error {
			graph, err := durable.Read(ctx, a.settings.Data, s.model, a.dataOptions())
			if err == nil {
				s.store = graph
			}
			return err
		}
	}
	withRules, err := ownRules(o.rules)
	if err != nil {
		return a.problems(err)
	}
	s, err := a.open(ctx, from, o.limits.bound, withRules)
	if err != nil {
		return a.problems(err)
	}
	defer s.close()
	folder := &follower{dir: a.settings.Model, read: a.readSet, served: s, log: a.logger()}
	if _, err := a.handler(s, o, tokens, folder, server.Config{}); err != nil {
		return err
	}
	version, err := s.store.Version(ctx)
	if err != nil {
		return err
	}
	size := ""
	if sized, ok := s.store.(store.Sized); ok {
		nodes, relationships := sized.Size()
		size = fmt.Sprintf(", %d nodes and %d relationships", nodes, relationships)
	}
	_, err = fmt.Fprintf(a.Out, "Good: this would serve version %d of the graph%s.\n", version, size)
	return err
}

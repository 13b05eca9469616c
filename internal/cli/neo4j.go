package cli

import (
	"cmp"
	"context"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/internal/store/mirror"
	"github.com/carejourney/carejourney/internal/store/neo4j"
)

// neo4jPassword is the environment variable with the password. There is no flag for it: everybody on a machine can read
// the command lines of its processes.
const neo4jPassword = "CAREJOURNEY_NEO4J_PASSWORD"

// The database may take longer when model files are loaded than when somebody waits for an answer.
const loadTimeout = 15 * time.Minute

// One question of a command may take longer than one of many who ask a server: preparing it for the first time can take
// Neo4j many seconds.
const askTimeout = time.Minute

// neo4jSettings say where a graph in Neo4j is and who asks.
type neo4jSettings struct {
	URI          string
	User         string
	PasswordFile string
	Database     string
}

// addStore adds the flags of commands that work on a graph kept on disk or in Neo4j.
func (a *app) addStore(flags *pflag.FlagSet, use string) {
	a.addData(flags, use)
	s := &a.settings.Neo4j
	flags.StringVar(&s.URI, "neo4j", "", "address `URI` of a Neo4j that keeps the graph: neo4j://host:7687, or neo4j+s://… with TLS")
	flags.StringVar(&s.User, "neo4j-user", "", "`NAME` of the Neo4j user, \"neo4j\" where only a password is given")
	flags.StringVar(&s.PasswordFile, "neo4j-password-file", "", "`FILE` with the password of the Neo4j user; or set "+neo4jPassword)
	flags.StringVar(&s.Database, "neo4j-database", "neo4j", "`NAME` of the database in Neo4j")
}

// address checks the address. One that a mistyped scheme or a password in it would make wrong is told here, in words.
func (s neo4jSettings) address() error {
	u, err := url.Parse(s.URI)
	schemes := []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}
	switch {
	case err != nil || u.Host == "" || !slices.Contains(schemes, u.Scheme):
		return usagef("--neo4j takes an address such as neo4j://host:7687 (%s)", strings.Join(schemes, ", "))
	case u.User != nil:
		return usagef("a password does not belong into --neo4j: use --neo4j-user, and --neo4j-password-file or %s", neo4jPassword)
	}
	return nil
}

// password gives the password of the file or the environment.
func (a *app) password() (string, error) {
	if file := a.settings.Neo4j.PasswordFile; file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", usagef("--neo4j-password-file: %v", err)
		}
		return strings.TrimRight(string(text), "\r\n"), nil
	}
	text, _ := a.Env(neo4jPassword)
	return text, nil
}

// neo4jConfig gives the configuration of the store. What is to be done differently is set in change.
func (a *app) neo4jConfig(change func(*neo4j.Config)) (neo4j.Config, error) {
	s := a.settings.Neo4j
	if a.settings.Data != "" {
		return neo4j.Config{}, usagef("name one graph: with --data or with --neo4j")
	}
	if err := s.address(); err != nil {
		return neo4j.Config{}, err
	}
	password, err := a.password()
	if err != nil {
		return neo4j.Config{}, err
	}
	c := neo4j.Config{URI: s.URI, User: s.User, Password: password, Database: s.Database, Log: a.logger(), Now: a.now}
	switch {
	case password != "":
		c.User = cmp.Or(c.User, "neo4j")
	case c.User != "":
		return neo4j.Config{}, usagef("--neo4j-user %s needs a password: --neo4j-password-file or %s", c.User, neo4jPassword)
	}
	change(&c)
	return c, nil
}

// askNeo4j opens the graph of --neo4j to ask only. A database that was never prepared stays as it is.
func (a *app) askNeo4j(ctx context.Context, s *session) error {
	c, err := a.neo4jConfig(func(c *neo4j.Config) { c.Existing, c.QueryTimeout = true, askTimeout })
	if err != nil {
		return err
	}
	graph, err := neo4j.Open(ctx, s.model, c)
	if err == nil {
		s.store = graph
	}
	return err
}

// serveNeo4j opens the graph of --neo4j to serve it, through a copy in memory where that is asked for.
func (a *app) serveNeo4j(ctx context.Context, s *session, o serveOptions) error {
	c, err := a.neo4jConfig(func(*neo4j.Config) {})
	if err != nil {
		return err
	}
	graph, err := neo4j.Open(ctx, s.model, c)
	if err != nil {
		return err
	}
	s.store = graph
	version, err := graph.Version(ctx)
	if err != nil {
		return err
	}
	if log := a.logger(); version <= 1 {
		log.WarnContext(ctx, "this database holds no graph yet; carejourney load brings one in, and it is served from then on", "neo4j", c.URI)
	} else if a.settings.Model != "" {
		log.InfoContext(ctx, "the graph in Neo4j is served; changes of model files come in with carejourney load", "neo4j", c.URI, "model", a.settings.Model)
	}
	if !o.mirror {
		return nil
	}
	refresh := o.refresh
	if refresh == 0 {
		refresh = -1 // what mirrors take for never
	}
	copied, err := mirror.Open(ctx, s.model, graph, mirror.Options{Refresh: refresh, Log: a.logger()})
	if err != nil {
		return err
	}
	s.store, s.copy = copied, copied
	return nil
}

// keptInNeo4j opens the graph of --neo4j to change it, or to try a change.
func (a *app) keptInNeo4j(ctx context.Context, m *model.Model, dryRun bool) (kept, error) {
	c, err := a.neo4jConfig(func(c *neo4j.Config) {
		c.Existing, c.QueryTimeout, c.WriteTimeout, c.Progress = dryRun, loadTimeout, loadTimeout, a.newWriting().show
	})
	if err != nil {
		return nil, err
	}
	graph, err := neo4j.Open(ctx, m, c)
	if dryRun && model.CodeOf(err) == model.NotFound {
		return trial{embedded.New(m)}, nil
	}
	if err != nil {
		return nil, err // and not a kept that holds nothing
	}
	return graph, nil
}

// loader is a store that takes more than fits into one transaction.
type loader interface {
	Load(ctx context.Context, changes model.Changes, show func(store.Step)) (store.Applied, error)
}

var _ loader = (*neo4j.Store)(nil)

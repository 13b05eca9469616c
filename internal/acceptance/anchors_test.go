package acceptance_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/neo4j"
)

// remembering remembers the queries that a store is asked, by several rules at once.
type remembering struct {
	store.Store

	mu    sync.Mutex
	asked []*plan.Query // guarded by mu
}

// taken gives what was asked since it was last taken.
func (r *remembering) taken() []*plan.Query {
	r.mu.Lock()
	defer r.mu.Unlock()
	asked := r.asked
	r.asked = nil
	return asked
}

func (r *remembering) Execute(ctx context.Context, q *plan.Query) (*plan.Result, error) {
	r.mu.Lock()
	r.asked = append(r.asked, q)
	r.mu.Unlock()
	return r.Store.Execute(ctx, q)
}

// explained has the database explain what it was asked, each query once in the life of the test.
type explained struct {
	database *neo4j.Store
	already  map[string]bool
}

// startsWhereThePlansSay holds what the database did to answer the queries to their plans: it uses the index that a start names, it
// reads all nodes of a kind only where the plan starts at every one of that kind, and it warns of nothing that is deprecated.
func (e *explained) startsWhereThePlansSay(t *testing.T, asked []*plan.Query) {
	for _, q := range asked {
		planned := plan.Explain(q, census{})
		if e.already[planned] {
			continue
		}
		e.already[planned] = true
		text, err := e.database.Explain(t.Context(), q)
		require.NoError(t, err)
		requireStarts(t, text)
	}
}

var (
	starts = regexp.MustCompile(`(?m)^ *\w+: (every|id|index where|search for) (.*), about \S+ at cost \S+$`)
	hints  = regexp.MustCompile(`USING INDEX SEEK (\w+:\w+\(\w+\))`)
	scanOf = regexp.MustCompile(`^(\w+):([\w|]+)`)
)

// requireStarts checks an explanation with its plan, its statement and the operators that were executed.
func requireStarts(t *testing.T, text string) {
	require.NotContains(t, text, "Deprecated")
	planned, rest, found := strings.Cut(text, "\nCypher:\n")
	require.True(t, found)
	statement, rest, found := strings.Cut(rest, "\nParameters:\n")
	require.True(t, found)
	operators := operatorsOf(t, rest)

	sought := hints.FindAllStringSubmatch(statement, -1)
	var all []string
	seeks, searches := 0, 0
	for _, start := range starts.FindAllStringSubmatch(planned, -1) {
		switch start[1] {
		case "every":
			all = append(all, strings.Split(start[2], ", ")...)
		case "search for":
			searches++
		default:
			seeks++
		}
	}
	require.GreaterOrEqual(t, len(sought), seeks, "the statement names an index for every start at one")
	require.GreaterOrEqual(t, strings.Count(statement, "db.index.fulltext.queryNodes"), searches)
	for _, hint := range sought {
		require.True(t, slices.ContainsFunc(operators, func(o operator) bool {
			return strings.Contains(o.name, "IndexSeek") && strings.Contains(o.details, " "+hint[1])
		}), "no index seek for %s\n%s", hint[1], text)
	}
	for _, o := range operators {
		require.NotEqual(t, "AllNodesScan", o.name, text)
		if !strings.HasSuffix(o.name, "Scan") || !strings.Contains(o.name, "Label") {
			continue
		}
		scan := scanOf.FindStringSubmatch(o.details)
		require.NotNil(t, scan, o.details)
		if strings.HasPrefix(scan[2], "Carejourney") {
			continue // the version and the marks of writers, of which there are a few at most
		}
		for _, kind := range strings.Split(scan[2], "|") {
			require.True(t, slices.Contains(all, kind) || slices.ContainsFunc(all, func(s string) bool { return strings.HasSuffix(s, " kinds") }),
				"all of %s are read, and no plan starts there\n%s", o.details, text)
		}
	}
}

// operator is a row of the table of operators.
type operator struct{ name, details string }

// operatorsOf reads the table of operators, in which long details go on in the lines below.
func operatorsOf(t *testing.T, text string) (all []operator) {
	var id, details, end int
	for line := range strings.Lines(text) {
		cells := []rune(line)
		switch {
		case strings.HasPrefix(line, "| Operator "):
			id, details = strings.Index(line, "| Id"), strings.Index(line, "| Details")
			end = details + 1 + strings.Index(line[details+1:], "|")
		case end == 0 || !strings.HasPrefix(line, "|") || len(cells) < end || cells[id] != '|':
		default:
			_, name, begins := strings.Cut(string(cells[:id]), "+")
			if said := strings.TrimRight(string(cells[details+2:end-1]), " "); begins {
				all = append(all, operator{strings.TrimSpace(name), said})
			} else if len(all) > 0 {
				all[len(all)-1].details += said
			}
		}
	}
	require.NotEmpty(t, all)
	return all
}

package judge

import (
	"flag"
	"log/slog"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/neo4jtest"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/mirror"
	"github.com/carejourney/carejourney/internal/store/neo4j"
)

var inNeo4j = flag.Int("in-neo4j", 100, "how many operations to put to a real Neo4j, which takes long to plan each")

// longest is how many characters an operation may have that is put to Neo4j: the largest take it minutes to plan.
const longest = 300

// TestAnswersOfNeo4jAndItsMirrorAreThoseOfTheJudge puts operations on the sound world to them. The broken one breaks rules
// that a database refuses to break.
func TestAnswersOfNeo4jAndItsMirrorAreThoseOfTheJudge(t *testing.T) {
	needNode(t)
	uri := neo4jtest.Empty(t)
	o := newOurs(t, rand.New(rand.NewPCG(*seed, 3)))
	sound := o.worlds[0]
	database, err := neo4j.Open(t.Context(), o.m, neo4j.Config{URI: uri, QueryTimeout: 5 * time.Minute, WriteTimeout: 5 * time.Minute, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	require.NoError(t, err)
	_, err = database.Apply(t.Context(), model.Changes{Ops: model.Diff(model.Content{}, model.Content{Elements: sound.elements, Links: sound.links})})
	require.NoError(t, err)
	copied, err := mirror.Open(t.Context(), o.m, database, mirror.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, copied.Close()) })

	g := &generator{r: rand.New(rand.NewPCG(*seed, 4)), schema: o.schema, worlds: o.worlds}
	var put []request
	answers := map[store.Store][]verdict{}
	for len(put) < *inNeo4j {
		q := g.operation()
		if q.Graph != 0 || len(q.Query) > longest {
			continue
		}
		var limited bool // by the operation, whatever the store
		for _, st := range []store.Store{copied, database} {
			var v verdict
			o.stores[0] = st
			if v, limited = o.answer(t, q); !limited {
				answers[st] = append(answers[st], v)
			}
		}
		if !limited {
			put = append(put, q)
		}
	}
	s := dump{SDL: schema.SDL(), Model: dumpOf(o.m, o.schema), Folded: folded(o.worlds, put)}
	for i, w := range o.worlds {
		s.Graphs = append(s.Graphs, w.dump(t, o.stores[i]))
	}
	theirs := judged(t, s, put)
	report(t, put, answers[copied], theirs)
	report(t, put, answers[database], theirs)
}

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

var inNeo4j = flag.Int("in-neo4j", 80, "how many short operations to put to a real Neo4j, which takes long to plan each")

// How many characters an operation may have that is put to Neo4j, which takes minutes to plan the largest, and how many of
// the longer ones there are.
const (
	shortest, longest = 300, 600
	ofLonger          = 12
)

// TestAnswersOfNeo4jAndItsMirrorAreThoseOfTheJudge puts the same operations on two sound worlds to them: what was planned for
// one is not planned again for the other. Broken worlds break rules that a database refuses to break.
func TestAnswersOfNeo4jAndItsMirrorAreThoseOfTheJudge(t *testing.T) {
	needNode(t)
	uri := neo4jtest.Empty(t)
	o := newOurs(t, rand.New(rand.NewPCG(*seed, 3)))
	other := newWorld(o.m, rand.New(rand.NewPCG(*seed, 5)), false)
	o.worlds, o.stores = append(o.worlds, other), append(o.stores, other.store(t))
	inMemory := o.stores[2]
	t.Cleanup(func() { require.NoError(t, inMemory.Close()) })
	s := dump{SDL: schema.SDL(), Model: dumpOf(o.m, o.schema)}
	for i, w := range o.worlds {
		s.Graphs = append(s.Graphs, w.dump(t, o.stores[i]))
	}

	operations := o.someOperations(t)
	var put []request
	var ofMirror, ofDatabase []verdict
	for _, world := range []int{0, 2} {
		neo4jtest.Empty(t)
		database, copied := o.inNeo4j(t, uri, o.worlds[world])
		s.Graphs[world] = o.worlds[world].dump(t, database)
		for _, q := range operations {
			q.Graph = world
			put = append(put, q)
			ofMirror = append(ofMirror, o.unlimited(t, copied, q))
			ofDatabase = append(ofDatabase, o.unlimited(t, database, q))
		}
		require.NoError(t, copied.Close())
	}
	s.Folded = folded(o.worlds, put)
	theirs := judged(t, s, put)
	report(t, foundDir, put, ofMirror, theirs)
	report(t, foundDir, put, ofDatabase, theirs)
}

// unlimited asks a store an operation that asks for no more than it may.
func (o *ours) unlimited(t *testing.T, st store.Store, q request) verdict {
	o.stores[q.Graph] = st
	v, limited := o.answer(t, q)
	require.False(t, limited, "whatever the store")
	return v
}

// someOperations gives operations on the sound world, short ones and some longer ones.
func (o *ours) someOperations(t *testing.T) (all []request) {
	g := &generator{r: rand.New(rand.NewPCG(*seed, 4)), schema: o.schema, worlds: o.worlds}
	for short, longer := 0, 0; short < *inNeo4j || longer < ofLonger; {
		q := g.operation()
		if q.Graph != 0 || len(q.Query) > longest {
			continue
		}
		if _, limited := o.answer(t, q); limited {
			continue
		}
		if len(q.Query) <= shortest {
			if short++; short <= *inNeo4j {
				all = append(all, q)
			}
		} else if longer++; longer <= ofLonger {
			all = append(all, q)
		}
	}
	return all
}

// inNeo4j loads a world into an empty database and mirrors it. Closing the mirror closes both.
func (o *ours) inNeo4j(t *testing.T, uri string, w *world) (*neo4j.Store, *mirror.Mirror) {
	database, err := neo4j.Open(t.Context(), o.m, neo4j.Config{URI: uri, QueryTimeout: 5 * time.Minute, WriteTimeout: 5 * time.Minute, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	require.NoError(t, err)
	_, err = database.Apply(t.Context(), model.Changes{Ops: model.Diff(model.Content{}, model.Content{Elements: w.elements, Links: w.links})})
	require.NoError(t, err)
	copied, err := mirror.Open(t.Context(), o.m, database, mirror.Options{})
	require.NoError(t, err)
	return database, copied
}

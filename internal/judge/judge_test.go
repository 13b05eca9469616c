package judge

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

var (
	seed       = flag.Uint64("seed", 20261123, "seed of the graphs and operations")
	operations = flag.Int("operations", 1000, "how many free operations to try; other families grow with it")
)

// ours is the program's side: one store for each world.
type ours struct {
	m        *model.Model
	schema   *ast.Schema
	compiler *compile.Compiler
	worlds   []*world
	stores   []store.Store
	computed execute.Computed
}

func newOurs(t *testing.T, r *rand.Rand) *ours {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	s, err := schema.Full()
	require.NoError(t, err)
	c, err := compile.New(m, s, compile.Limits{})
	require.NoError(t, err)
	o := &ours{m: m, schema: s, compiler: c, computed: graph.ComputedFields()}
	for _, broken := range []bool{false, true} {
		w := newWorld(m, r, broken)
		st := w.store(t)
		t.Cleanup(func() { require.NoError(t, st.Close()) })
		o.worlds, o.stores = append(o.worlds, w), append(o.stores, st)
	}
	return o
}

// answer compiles and executes a request. Limited says that it asks for more than the program allows.
func (o *ours) answer(t *testing.T, q request) (v verdict, limited bool) {
	t.Helper()
	variables := map[string]any{}
	if q.Variables != nil {
		d := json.NewDecoder(bytes.NewReader(q.Variables))
		d.UseNumber() // as the server does
		require.NoError(t, d.Decode(&variables))
	}
	doc, errs := o.compiler.Parse(q.Query)
	if len(errs) > 0 {
		return verdict{Refused: errs[0].Message}, errs[0].Extensions["code"] == string(model.LimitExceeded)
	}
	op, errs := o.compiler.Operation(doc, q.OperationName, variables)
	if len(errs) > 0 {
		return verdict{Refused: errs[0].Message}, errs[0].Extensions["code"] == string(model.LimitExceeded)
	}
	answer, err := execute.Run(t.Context(), o.stores[q.Graph], op, o.computed)
	require.NoError(t, err, q.Query)
	v.Data = answer.Data
	for _, e := range answer.Errors {
		require.Equal(t, model.Internal, e.Err.Code)
		path, err := json.Marshal(e.Path)
		require.NoError(t, err)
		v.Errors = append(v.Errors, path)
	}
	return v, false
}

// folded gives the values whose folded form the judge cannot work out: all there are, and all that may be asked for.
func folded(worlds []*world, requests []request) map[string]string {
	f := map[string]string{}
	for _, w := range worlds {
		for _, text := range w.texts {
			f[text] = model.Fold(text)
		}
	}
	for _, q := range requests {
		for _, text := range stringsIn(q) {
			f[text] = model.Fold(text)
		}
	}
	return f
}

// TestAnswersAreThoseOfTheJudge puts found, generated, paged, introspecting and refused operations to both sides.
func TestAnswersAreThoseOfTheJudge(t *testing.T) {
	needNode(t)
	t.Logf("seed %d: repeat with -seed=%d", *seed, *seed)
	o := newOurs(t, rand.New(rand.NewPCG(*seed, 1)))
	g := &generator{r: rand.New(rand.NewPCG(*seed, 2)), schema: o.schema, worlds: o.worlds}

	found := readFound(t, foundDir)
	requests := slices.Concat(found, generated(t, o, g))
	mine := make([]verdict, 0, len(requests))
	put := requests[:0:0]
	limited := 0
	for _, q := range requests {
		v, over := o.answer(t, q)
		if over {
			limited++
			continue
		}
		put, mine = append(put, q), append(mine, v)
	}
	s := dump{SDL: schema.SDL(), Model: dumpOf(o.m, o.schema), Folded: folded(o.worlds, put)}
	for _, w := range o.worlds {
		s.Graphs = append(s.Graphs, w.dump(t, o.stores[len(s.Graphs)]))
	}
	theirs := judged(t, s, put)
	require.Less(t, limited, len(requests)/20, "operations over the limits are not judged; they must be few")
	report(t, foundDir, put, mine, theirs)
}

func report(t *testing.T, dir string, put []request, mine, theirs []verdict) {
	t.Helper()
	refused, withErrors, wrong := 0, 0, 0
	for i, q := range put {
		if mine[i].Refused != "" {
			refused++
		}
		if len(mine[i].Errors) > 0 {
			withErrors++
		}
		if same(mine[i], theirs[i]) {
			continue
		}
		if wrong++; wrong <= 10 {
			ours, other := around(show(mine[i]), show(theirs[i]))
			t.Errorf("graph %d: %s\nvariables %s\nours:   %s\ntheirs: %s\nkept in %s", q.Graph, q.Query, q.Variables, ours, other, keep(t, dir, q))
		}
	}
	t.Logf("%d operations: %d refused by both, %d with errors, %d answered differently", len(put), refused, withErrors, wrong)
	require.Zero(t, wrong)
}

// same reports whether both sides refuse, or give the same data to the byte and the same error paths in order.
func same(a, b verdict) bool {
	if b.Broken != "" || (a.Refused != "") != (b.Refused != "") {
		return false
	}
	if a.Refused != "" {
		return true
	}
	if !bytes.Equal(a.Data, b.Data) || len(a.Errors) != len(b.Errors) {
		return false
	}
	for i := range a.Errors {
		if !bytes.Equal(a.Errors[i], b.Errors[i]) {
			return false
		}
	}
	return true
}

func show(v verdict) string {
	switch {
	case v.Broken != "":
		return "FAILED " + v.Broken
	case v.Refused != "":
		return "REFUSED " + v.Refused
	default:
		return fmt.Sprintf("%s errors %s", v.Data, v.Errors)
	}
}

// around gives two long answers from shortly before the place where they begin to differ.
func around(a, b string) (string, string) {
	const before, after = 300, 700
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	cut := func(s string) string { return "…" + s[max(0, at-before):min(len(s), at+after)] + "…" }
	if at <= before {
		return a[:min(len(a), after)], b[:min(len(b), after)]
	}
	return cut(a), cut(b)
}

const foundDir = "testdata/found"

// readFound reads the operations that were once answered differently.
func readFound(t *testing.T, dir string) []request {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	require.NoError(t, err)
	var all []request
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var q request
		require.NoError(t, json.Unmarshal(text, &q), file)
		all = append(all, q)
	}
	return all
}

// keep writes an operation down, so that it is put to both sides first from now on.
func keep(t *testing.T, dir string, q request) string {
	t.Helper()
	text, err := json.MarshalIndent(q, "", "  ")
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(dir, 0o755))
	file := filepath.Join(dir, fmt.Sprintf("%x.json", sha256.Sum256(text))[:12]+".json")
	require.NoError(t, os.WriteFile(file, append(text, '\n'), 0o600))
	return file
}

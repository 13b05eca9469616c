package neo4j

import (
	"context"
	"strings"
	"time"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// statistics are the numbers anchors are chosen by: those that Neo4j counts as it goes, and guesses.
type statistics struct {
	at      time.Time
	total   float64
	nodes   []float64          // by kind
	degrees map[degree]float64 // where there are any
}

var _ plan.Statistics = (*statistics)(nil)

// degree is one end of a relationship type at a kind.
type degree struct {
	kind, relationship int
	out                bool
}

// Nodes gives how many nodes of the kind there are.
func (s *statistics) Nodes(k *model.Kind) float64 { return s.nodes[k.Index] }

// Found guesses how many nodes match a search; an index finds them.
func (s *statistics) Found(string) float64 { return 1 + s.total/100 }

// Degree gives how many relationships of the type a node of the kind has on average.
func (s *statistics) Degree(k *model.Kind, t *model.Relationship, out bool) float64 {
	if s.nodes[k.Index] == 0 {
		return 0
	}
	return s.degrees[degree{k.Index, t.Index, out}] / s.nodes[k.Index]
}

// DegreeOf guesses by the kind that the id speaks of, as asking would cost a round trip.
func (s *statistics) DegreeOf(id string, t *model.Relationship, out bool) float64 {
	prefix, _, _ := strings.Cut(id, ":")
	for _, pair := range t.Pairs {
		k := pair.To
		if out {
			k = pair.From
		}
		if k.Prefix == prefix {
			return s.Degree(k, t, out)
		}
	}
	return 0
}

// Matching guesses how many nodes of the kind an index finds.
func (s *statistics) Matching(k *model.Kind, c plan.Compare, value any) (float64, bool) {
	if !cypher.Indexed(c.Field) || c.Fold || c.Edge {
		return 0, false
	}
	n := s.nodes[k.Index]
	switch c.Op {
	case plan.Eq:
		return min(n, 1), true
	case plan.In:
		list, _ := value.([]any)
		return min(n, float64(len(list))), true
	case plan.StartsWith:
		return n / 10, true
	case plan.Lt, plan.Lte, plan.Gt, plan.Gte:
		return n / 3, true
	}
	return 0, false
}

// statistics gives the numbers, read anew where they are old and nobody else is at it.
func (st *Store) statistics(ctx context.Context) *statistics {
	if now := st.numbers.Load(); st.config.Now().Sub(now.at) < st.config.StatisticsEvery || !st.asking.TryLock() {
		return now
	}
	defer st.asking.Unlock()
	if err := st.readStatistics(ctx); err != nil {
		st.config.Log.WarnContext(ctx, "choosing anchors by old numbers", "error", err)
	}
	return st.numbers.Load()
}

// forget makes the next query read the numbers anew, where so many changes may have moved them much.
func (st *Store) forget(changes int) {
	if old := st.numbers.Load(); float64(changes) > old.total/20 {
		renewed := *old
		renewed.at = time.Time{}
		st.numbers.CompareAndSwap(old, &renewed)
	}
}

// readStatistics asks for all numbers in one statement.
func (st *Store) readStatistics(ctx context.Context) error {
	record, err := st.readWithin(ctx, st.config.WriteTimeout, cypher.ReadCounts, nil)
	if err != nil {
		return err
	}
	s := &statistics{at: st.config.Now(), nodes: make([]float64, len(st.model.Kinds)), degrees: map[degree]float64{}}
	data, _ := record[0].(map[string]any)
	for _, row := range rowsOf(data["nodes"]) {
		if k := kind(st.model, row["label"]); k != nil {
			s.nodes[k.Index] = number(row["count"])
			s.total += s.nodes[k.Index]
		}
	}
	for _, row := range rowsOf(data["relationships"]) {
		name, _ := row["relationshipType"].(string)
		t := st.model.Relationship(name)
		if t == nil {
			continue
		}
		if k := kind(st.model, row["startLabel"]); k != nil {
			s.degrees[degree{k.Index, t.Index, true}] = number(row["count"])
		}
		if k := kind(st.model, row["endLabel"]); k != nil {
			s.degrees[degree{k.Index, t.Index, false}] = number(row["count"])
		}
	}
	st.numbers.Store(s)
	return nil
}

func rowsOf(list any) []map[string]any {
	items, _ := list.([]any)
	all := make([]map[string]any, len(items))
	for i, item := range items {
		all[i], _ = item.(map[string]any)
	}
	return all
}

func kind(m *model.Model, label any) *model.Kind {
	name, _ := label.(string)
	return m.Kind(name)
}

func number(n any) float64 {
	count, _ := n.(int64)
	return float64(count)
}

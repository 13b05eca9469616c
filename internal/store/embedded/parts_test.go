package embedded

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/plan"
)

func TestADictionaryKeepsEveryValueOnce(t *testing.T) {
	d := newDictionary().edit()
	values := []any{"", "a", "true", true, false, int64(0), 0.0, int64(1), 1.0, []string{"a"}, []string{"a", "b"}, []string{"ab"}}
	for i := range 5000 { // enough to make the table grow several times
		values = append(values, fmt.Sprint("value ", i), int64(i+2), float64(i)+0.5)
	}
	cells := map[cell]bool{}
	for _, v := range values {
		c := d.cell(v)
		require.False(t, cells[c], "%v", v)
		cells[c] = true
	}
	done := d.done()
	for _, v := range values {
		require.Equal(t, v, done.value(done.find(v)))
	}
	again := done.edit()
	for _, v := range values {
		require.Equal(t, done.find(v), again.cell(v))
	}
	require.Equal(t, again.cell(0.0), again.cell(math.Copysign(0, -1)))
	require.Zero(t, again.cell(nil))
	require.Zero(t, again.cell([]string{}))
	require.Zero(t, done.find("not there"))
}

func TestADictionaryIsUntouchedByWhatIsAddedToTheNext(t *testing.T) {
	first := newDictionary().edit()
	first.cell("one")
	before := first.done()
	abandoned := before.edit()
	abandoned.cell("two")
	next := before.edit()
	c := next.cell("three")
	after := next.done()
	require.Equal(t, "three", after.value(c))
	require.Zero(t, after.find("two"))
	require.Zero(t, before.find("three"))
	require.Equal(t, before.find("one"), after.find("one"))
}

func TestAColumnIsUntouchedByTheDraftMadeFromIt(t *testing.T) {
	d := (&column{}).edit()
	d.set(3, 7)
	d.set(5*pageSize, 8)
	before := d.done()
	next := before.edit()
	next.set(3, 9)
	next.set(9*pageSize, 0)
	after := next.done()
	require.Equal(t, []cell{7, 8, 0}, []cell{before.at(3), before.at(5 * pageSize), before.at(9 * pageSize)})
	require.Equal(t, []cell{9, 8, 0}, []cell{after.at(3), after.at(5 * pageSize), after.at(9 * pageSize)})
	require.Same(t, before.pages[5], after.pages[5])
	require.Zero(t, (*column)(nil).at(3))
}

func TestAdjacencyMergesAnyEdits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	want := map[[2]int32]int32{}
	a := &adjacency{total: make([]int64, 1)}
	for round := range 30 {
		before := copied(want)
		old := a
		var edits []linkEdit
		spoken := map[[2]int32]bool{}
		for i := range 60 {
			pair := [2]int32{random.Int32N(3 * pageSize), random.Int32N(20)}
			if spoken[pair] {
				continue
			}
			spoken[pair] = true
			if _, there := want[pair]; there {
				delete(want, pair)
				edits = append(edits, linkEdit{pair[0], pair[1], none})
				continue
			}
			want[pair] = int32(round*100 + i)
			edits = append(edits, linkEdit{pair[0], pair[1], want[pair]})
		}
		a = a.merged(edits, func(int) int { return 0 })
		requireAdjacency(t, want, a)
		requireAdjacency(t, before, old)
	}
}

func copied(m map[[2]int32]int32) map[[2]int32]int32 {
	all := map[[2]int32]int32{}
	for k, v := range m {
		all[k] = v
	}
	return all
}

func requireAdjacency(t *testing.T, want map[[2]int32]int32, a *adjacency) {
	t.Helper()
	got := map[[2]int32]int32{}
	for n := range int32(4 * pageSize) {
		to, link := a.at(n)
		require.True(t, slices.IsSorted(to))
		require.Len(t, to, int(a.degree(n)))
		for i := range to {
			got[[2]int32{n, to[i]}] = link[i]
			require.Equal(t, link[i], a.find(n, to[i]))
		}
	}
	require.Equal(t, want, got)
	require.Equal(t, int64(len(want)), a.total[0])
}

func TestANodeSetForgetsEverythingAtOnce(t *testing.T) {
	var s nodeSet
	for round := range 3 {
		s.reset()
		for n := range int32(500) {
			require.True(t, s.add(n*int32(round+1)))
			require.False(t, s.add(n*int32(round+1)))
		}
	}
	s.reset()
	require.True(t, s.add(1_000_000), "a set grows to the node")
	require.True(t, s.add(1))
}

func TestASlabHandsOutTheSameRoomAgain(t *testing.T) {
	var s slab[int]
	first := s.take(3)
	copy(first, []int{1, 2, 3})
	huge := s.take(10 * maxSlab)
	require.Len(t, huge, 10*maxSlab)
	*s.one() = 7
	s.reset()
	again := s.take(3)
	require.Same(t, &first[0], &again[0])
	require.Zero(t, *s.one(), "one is always empty")
	for range 100 {
		s.take(maxSlab)
	}
	require.LessOrEqual(t, len(s.kept), maxKept)
}

func TestAMemoEndsOrBeginsAnewWhereItIsFull(t *testing.T) {
	for _, anew := range []bool{false, true} {
		m := memo[int, int32]{most: 10, anew: anew}
		m.put(1, []int32{4, 5}, 2)
		m.put(2, []int32{6}, 11)
		_, known := m.get(2)
		require.False(t, known, "there is no room for so much")
		m.put(3, []int32{7}, 9)
		_, first := m.get(1)
		list, last := m.get(3)
		require.Equal(t, []bool{!anew, anew}, []bool{first, last})
		if anew {
			require.Equal(t, []int32{7}, list)
		}
	}
}

func TestValuesOfEveryTypeHaveAnOrder(t *testing.T) {
	inOrder := []any{false, true, -1.5, int64(0), 0.5, int64(7), "", "A", "a", "é", "\U0001F600", nil}
	for i, a := range inOrder {
		for j, b := range inOrder {
			require.Equal(t, sign(i-j), sign(compareValues(a, b)), "%v against %v", a, b)
		}
	}
	require.Zero(t, compareValues(int64(2), 2.0))
}

func sign(n int) int { return max(-1, min(1, n)) }

func TestAnIndexFindsRangesOfOneTypeOnly(t *testing.T) {
	x := &index{values: []any{false, true, int64(1), 2.5, int64(4), "a", "ab", "b"}}
	for _, c := range []struct {
		name    string
		op      plan.Op
		operand any
		want    []span
	}{
		{"numbers below", plan.Lt, 2.5, []span{{2, 3}}},
		{"numbers up to", plan.Lte, 2.5, []span{{2, 4}}},
		{"numbers above", plan.Gt, int64(2), []span{{3, 5}}},
		{"numbers from", plan.Gte, int64(4), []span{{4, 5}}},
		{"text below", plan.Lt, "ab", []span{{5, 6}}},
		{"text above", plan.Gt, "a", []span{{6, 8}}},
		{"text that begins", plan.StartsWith, "a", []span{{5, 7}}},
		{"text that begins with nothing", plan.StartsWith, "", []span{{5, 8}}},
		{"a value", plan.Eq, int64(1), []span{{2, 3}}},
		{"a number written otherwise", plan.Eq, 4.0, []span{{4, 5}}},
		{"values", plan.In, []any{"b", true}, []span{{7, 8}, {1, 2}}},
		{"no values", plan.In, []any{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := x.spans(c.op, c.operand, false)
			require.True(t, ok)
			require.Equal(t, c.want, got)
		})
	}
	_, ok := x.spans(plan.Contains, "a", false)
	require.False(t, ok)
	_, ok = x.spans(plan.Eq, nil, false)
	require.False(t, ok)
}

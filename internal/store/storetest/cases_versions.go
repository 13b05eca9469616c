package storetest

import (
	"context"
	"fmt"
	"sync"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func versionCases() []testCase {
	return []testCase{
		{"readers see whole versions while others write", wholeVersions},
		{"of writers that expect the same version one wins", oneWinner},
		{"writes of many at once are all made, one version each", allWritesCount},
		{"closing while others read and write lets them finish or refuses them", closingWhileBusy},
	}
}

// marked is how many routes carry the same number in wholeVersions.
const marked = 8

// mark gives every marked route the number and moves the one link to the route of that number.
func (g *bench) mark(n int64) model.Changes {
	var parts []any
	for i := range marked {
		parts = append(parts, g.Merge(fmt.Sprintf("route:r%d", i), model.Props{"name": "r", "length": n}))
	}
	hub, old, now := "route:hub", fmt.Sprintf("route:r%d", (n-1)%marked), fmt.Sprintf("route:r%d", n%marked)
	return batch(append(parts, g.Merge(hub, model.Props{"name": "hub"}), g.Unlink(hub, "LEADS_TO", old), g.Link(hub, "LEADS_TO", now, nil))...)
}

// seen is what one execution saw: the number by the first root, by a nested selection of the second, and the version.
func (g *bench) seen(ctx context.Context) (version model.Version, numbers []any, err error) {
	hub := g.Root("Route").IDs("route:hub").Key("hub")
	hub.Nested("leadsTo", "length")
	q := Query(g.Root("Route", "length").Where(g.Cmp("Route.name", plan.Eq, "r")).Key("all"), hub)
	r, err := g.store.Execute(ctx, q)
	if err != nil {
		return 0, nil, err
	}
	return r.Version, append(columnValues(r.Roots[0], 0), columnValues(inner(r.Roots[1], 0, 0), 0)...), nil
}

func wholeVersions(g *bench) {
	const writes, readers, reads = 40, 3, 60
	_, err := g.store.Apply(g.ctx, g.mark(2)) // version 2 carries number 2, and so on
	require.NoError(g, err)
	var wg sync.WaitGroup
	problems := make(chan string, readers*reads+writes)
	for range readers {
		wg.Go(func() {
			last := model.Version(0)
			for range reads {
				version, numbers, err := g.seen(g.ctx)
				if err != nil {
					problems <- err.Error()
					return
				}
				if version < last {
					problems <- fmt.Sprintf("version %d came after %d", version, last)
				}
				if last = version; !whole(numbers, int64(version)) {
					problems <- fmt.Sprintf("version %d showed %v", version, numbers)
				}
			}
		})
	}
	wg.Go(func() {
		for n := int64(3); n < 3+writes; n++ {
			if applied, err := g.store.Apply(g.ctx, g.mark(n)); err != nil || applied.Version != model.Version(n) {
				problems <- fmt.Sprintf("writing %d gave version %d, %v", n, applied.Version, err)
			}
		}
	})
	wg.Wait()
	close(problems)
	for p := range problems {
		g.Error(p)
	}
	require.EqualValues(g, 2+writes, g.version())
}

// whole says whether all marked routes, and the one behind the link, carry the number.
func whole(numbers []any, want int64) bool {
	for _, n := range numbers {
		if n != want {
			return false
		}
	}
	return len(numbers) == marked+1
}

func oneWinner(g *bench) {
	g.names("a")
	expected := g.version()
	errs := make([]error, 8)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			changes := batch(g.Merge("route:a", model.Props{"length": int64(i)}))
			changes.Expected = &expected
			_, errs[i] = g.store.Apply(g.ctx, changes)
		})
	}
	wg.Wait()
	wins := 0
	for i, err := range errs {
		if err == nil {
			wins++
			require.Equal(g, []any{int64(i)}, g.first(g.Root("Route", "length")))
			continue
		}
		require.Equal(g, model.Conflict, model.CodeOf(err))
	}
	require.Equal(g, 1, wins)
	require.Equal(g, expected+1, g.version())
}

func allWritesCount(g *bench) {
	const writers = 8
	versions := make([]model.Version, writers)
	errs := make([]error, writers)
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			applied, err := g.store.Apply(g.ctx, batch(g.Put(fmt.Sprintf("route:r%d", i), nil)))
			versions[i], errs[i] = applied.Version, err
		})
	}
	wg.Wait()
	want := make([]model.Version, writers)
	for i := range writers {
		require.NoError(g, errs[i])
		want[i] = model.Version(i + 2)
	}
	require.ElementsMatch(g, want, versions, "every write has a version of its own")
	require.Len(g, g.list(g.Root("Route", "id")).Rows, writers)
}

func closingWhileBusy(g *bench) {
	g.five()
	const busy = 4
	errs := make(chan error, busy*200)
	started := make(chan struct{}, busy)
	var wg sync.WaitGroup
	for i := range busy {
		wg.Go(func() {
			for n := range 100 {
				_, err := g.store.Execute(g.ctx, Query(g.Root("Route", "id")))
				errs <- err
				if i == 0 {
					_, err = g.store.Apply(g.ctx, batch(g.Merge("route:a", model.Props{"length": int64(n)})))
					errs <- err
				}
				if n == 0 {
					started <- struct{}{}
				}
			}
		})
	}
	for range busy {
		<-started
	}
	require.NoError(g, g.store.Close())
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			require.Equal(g, model.Unavailable, model.CodeOf(err), "%v", err)
		}
	}
}

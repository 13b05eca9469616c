// Command national measures the embedded store on invented models of one, ten and a hundred hundredths of a country, all
// in one run, and prints a table in Markdown with the ratio of the largest to the smallest.
//
// It is not part of the program and decides nothing: there are no thresholds here.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/carejourney/carejourney/graph/schema"
)

func main() {
	journeys := flag.Int("journeys", 10_000, "journeys of the largest model")
	seed := flag.Uint64("seed", 1, "which of all models")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *journeys, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, journeys int, seed uint64) error {
	debug.SetGCPercent(400) // as the program sets it
	m, err := schema.Model()
	if err != nil {
		return err
	}
	t := &table{}
	for _, part := range []int{100, 10, 1} {
		n := max(journeys/part, 1)
		fmt.Fprintf(os.Stderr, "%d journeys\n", n)
		t.begin(fmt.Sprintf("%d journeys", n))
		if err := fromFiles(ctx, m, n, seed, t); err != nil {
			return err
		}
		w, err := newWorld(ctx, m, n, seed, t)
		if err != nil {
			return err
		}
		for _, measure := range []func(context.Context, *table) error{w.firstUses, w.questions, w.workedOut, w.withoutLimit, w.gapRules, w.changes} {
			if err := measure(ctx, t); err != nil {
				return err
			}
		}
		if err := w.store.Close(); err != nil { // which also ends what is made in the background
			return err
		}
	}
	fmt.Printf("%s, %d processors, %s/%s, %s, seed %d.\n\n",
		time.Now().Format("2 January 2006"), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version(), seed)
	t.print(os.Stdout)
	fmt.Printf("\nWhat it says, against what is wanted:\n\n")
	t.printWanted(os.Stdout)
	return nil
}

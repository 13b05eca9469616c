package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures one thing after the other and prints a row for each.
func run(ctx context.Context) error {
	debug.SetGCPercent(400) // as the program sets it
	w, err := newWorld()
	if err != nil {
		return err
	}
	fmt.Printf("The deep query is `%s` on %s: %d bytes of JSON.\n\n", deepQuestion, w.journey, len(w.answer))
	fmt.Println("| what | figure | against | figure | ratio |")
	fmt.Println("|---|---|---|---|---|")
	for _, measure := range []func(context.Context, *world) (row, error){compiling, overHTTP, keptOverHTTP, executing, writing, starting} {
		r, err := measure(ctx, w)
		if err != nil {
			return err
		}
		fmt.Printf("| %s | %s | %s | %s | %.2f |\n", r.what, r.figure, r.against, r.floor, r.ratio)
	}
	return nil
}

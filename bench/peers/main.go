package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"time"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
)

// seed is which of all invented models of a size is asked.
const seed = 1

// options are the flags. Others than run.sh give the first three only.
type options struct {
	journeys        int
	span            time.Duration
	only            string
	neo4j, postgres string
	here, dir       string
	floor, anew     string
}

func main() {
	var o options
	flag.IntVar(&o.journeys, "journeys", 200, "size of the invented model")
	flag.DurationVar(&o.span, "span", 2*time.Second, "how long everybody is asked a question by so many clients")
	flag.StringVar(&o.only, "only", "", "ask only this question")
	flag.StringVar(&o.neo4j, "neo4j", "", "address of an empty Neo4j without a password")
	flag.StringVar(&o.postgres, "postgres", "", "address of an empty PostgreSQL database")
	flag.StringVar(&o.here, "here", "bench/peers", "folder of this command")
	flag.StringVar(&o.dir, "dir", "", "folder for data and logs")
	flag.StringVar(&o.floor, "floor", "", "serve the floor at an address, and nothing else")
	flag.StringVar(&o.anew, "anew", "", "serve from memory at an address without keeping answers, and nothing else")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := o.run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/peers:", err)
		os.Exit(1)
	}
}

func (o options) run(ctx context.Context) error {
	m, err := schema.Model()
	if err != nil {
		return err
	}
	switch {
	case o.floor != "":
		return serveFloor(ctx, o.neo4j, o.floor)
	case o.anew != "":
		return serveAnew(ctx, m, o.journeys, o.anew)
	}
	d, err := makeData(ctx, m, o.journeys)
	if err != nil {
		return err
	}
	program := filepath.Join(o.dir, "carejourney")
	if err := o.load(ctx, d, program); err != nil {
		return err
	}
	s := &servers{o: o, program: program, logs: o.dir}
	defer s.stop()
	all, err := s.all(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("%d nodes, %d relationships (%d journeys, seed %d)\n", len(d.content.Elements), len(d.content.Links), o.journeys, seed)
	for _, q := range questions {
		if o.only == "" || o.only == q.name {
			if err := o.compare(ctx, m, q, d, all); err != nil {
				return fmt.Errorf("%s: %w", q.name, err)
			}
		}
	}
	return nil
}

// load builds the program and brings the data into the databases.
func (o options) load(ctx context.Context, d *data, program string) error {
	if err := d.tables(o.dir); err != nil {
		return err
	}
	folder := filepath.Join(o.dir, "model")
	commands := [][]string{
		{"go", "build", "-o", program, "./cmd/carejourney"},
		{program, "generate", "--journeys", strconv.Itoa(o.journeys), "--seed", strconv.Itoa(seed), "--out", folder},
		{program, "load", folder, "--neo4j", o.neo4j},
		{"psql", "--quiet", o.postgres, "-v", "ON_ERROR_STOP=1", "-f", filepath.Join(o.here, "postgraphile", "schema.sql")},
	}
	for _, t := range tables {
		file := filepath.Join(o.dir, t.name+".csv")
		commands = append(commands, []string{"psql", "--quiet", o.postgres, "-v", "ON_ERROR_STOP=1", "-c", `\copy ` + t.name + ` FROM '` + file + `' CSV`})
	}
	commands = append(commands, []string{"psql", "--quiet", o.postgres, "-c", "VACUUM ANALYZE"})
	for _, command := range commands {
		start := time.Now()
		cmd := exec.CommandContext(ctx, command[0], command[1:]...)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%v: %w\n%.2000s", command, err, out)
		}
		if took := time.Since(start); took > time.Second {
			fmt.Fprintf(os.Stderr, "%s %s took %s\n", filepath.Base(command[0]), command[1], took.Round(100*time.Millisecond))
		}
	}
	return nil
}

// compare makes sure that everybody gives the same answers, and measures how fast.
func (o options) compare(ctx context.Context, m *model.Model, q question, d *data, all []contestant) error {
	var want []string
	size := 0
	for _, c := range all {
		bodies, err := c.bodies(q, d)
		if err != nil {
			return err
		}
		for i, body := range bodies {
			answer, _, err := ask(ctx, http.DefaultClient, c.address(q), body)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			text, err := canonical(answer)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			if len(want) <= i {
				want, size = append(want, text), size+len(answer)
			}
			if want[i] != text {
				return fmt.Errorf("%s answers %s with\n%.3000s\nand %s with\n%.3000s", c.name, body, text, all[0].name, want[i])
			}
		}
	}
	counted, err := hits(ctx, m, o.neo4j, all[5].url, q, d)
	if err != nil {
		return err
	}
	fmt.Printf("\n**%s**: %s. %d different ones, %d bytes on average, the same from everybody. Database hits: floor %d, Carejourney %d, @neo4j/graphql %d.\n\n",
		q.name, q.about, len(want), size/len(want), counted[0], counted[1], counted[2])
	measured, err := measure(ctx, all, q, d, o.span)
	if err != nil {
		return err
	}
	fmt.Println("| | requests/s, 1 client | p50 | p99 | 16 clients | p50 | p99 | 64 clients | p50 | p99 |")
	fmt.Println("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |")
	for i, c := range all {
		fmt.Printf("| %s ", c.name)
		for level := range clients {
			f := &measured[i][level]
			fmt.Printf("| %.0f | %s | %s ", f.middle(), short(f.within(50)), short(f.within(99)))
		}
		fmt.Println("|")
	}
	return nil
}

// short writes a time with three digits or so.
func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%d µs", d.Microseconds())
	case d < 100*time.Millisecond:
		return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
	}
	return fmt.Sprintf("%d ms", d.Milliseconds())
}

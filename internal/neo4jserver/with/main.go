// Command with runs another command beside a Neo4j server, of which it hands on the address in CAREJOURNEY_TEST_NEO4J_URI:
//
//	go run ./internal/neo4jserver/with [-version 5.26.30] [-measure] go test ./internal/store/neo4j
//
// A server that the variable names already is used as it is. Where none can be had the command runs all the same, and one
// line says what is missing; with CI=true that is a failure.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/carejourney/carejourney/internal/neo4jserver"
)

func main() {
	version := flag.String("version", neo4jserver.Version, "version of the server")
	memory := neo4jserver.Tests()
	flag.BoolFunc("measure", "give the server the memory that measurements need", func(string) error {
		memory = neo4jserver.Measurements()
		return nil
	})
	flag.Parse()
	code, err := run(*version, memory, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// run runs the command and gives its exit code.
func run(version string, memory neo4jserver.Memory, command []string) (int, error) {
	if len(command) == 0 {
		return 2, errors.New("no command to run")
	}
	if os.Getenv(neo4jserver.Variable) == "" {
		s, err := neo4jserver.Start(version, memory)
		switch {
		case err == nil:
			defer s.Stop()
			fmt.Fprintf(os.Stderr, "Neo4j %s answers at %s\n", version, s.URI)
			if err := os.Setenv(neo4jserver.Variable, s.URI); err != nil {
				return 1, err
			}
		case os.Getenv("CI") == "true":
			return 1, fmt.Errorf("FAILED: no Neo4j %s to test with: %w", version, err)
		default:
			fmt.Fprintf(os.Stderr, "SKIPPED: all tests on a real Neo4j, as there is no Neo4j %s to be had: %v\n", version, err)
		}
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := runToItsEnd(cmd)
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		return max(failed.ExitCode(), 1), nil
	}
	if err != nil {
		return 1, err
	}
	return 0, nil
}

// runToItsEnd runs the command, which is told of what interrupts this program: the server is to end after it.
func runToItsEnd(cmd *exec.Cmd) error {
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, syscall.SIGINT, syscall.SIGTERM)
	defer signal.Stop(interrupted)
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			return err
		case what := <-interrupted:
			_ = cmd.Process.Signal(what)
		}
	}
}

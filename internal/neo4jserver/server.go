package neo4jserver

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// Version is the Neo4j that the program is made for: the newest of the line with long-term support.
const Version = "5.26.30"

// Variable names the environment variable with the address of a server that runs already. It must take connections without
// a password, and everything in it is deleted.
const Variable = "CAREJOURNEY_TEST_NEO4J_URI"

// patience is how long a server may take to answer for the first time.
const patience = 2 * time.Minute

// Server is a running database.
type Server struct {
	URI string // bolt://host:port

	stop          func()
	kill, restart func() error // nil where it cannot be done
}

// Memory is what a server may keep in memory.
type Memory struct {
	heap, pages, collector string
	plans                  int // that are kept
}

// Tests ask a great many different questions once, of very little, and plans kept for them would fill the memory. Those of
// writes, some dozens, are to stay: with 30 entries a change took twice the time.
func Tests() Memory {
	return Memory{heap: "1g", pages: "64m", collector: "-XX:+UseSerialGC", plans: 200}
}

// Measurements is for few questions of much, by many clients, with what Neo4j sets itself wherever that is.
func Measurements() Memory {
	return Memory{heap: "1g", pages: "256m", collector: "-XX:+UseG1GC", plans: 1000}
}

// Start tries every way to a server of the version in turn. The error says, in one line, what is missing for each.
func Start(version string, m Memory) (*Server, error) {
	s, errDocker := startContainer(version, m)
	if errDocker == nil {
		return s, nil
	}
	s, errJars := startJars(version, m)
	if errJars == nil {
		return s, nil
	}
	return nil, fmt.Errorf("%w; %w", errDocker, errJars)
}

// StartProcess starts a server from its jars, which can be killed and started again.
func StartProcess(version string) (*Server, error) { return startJars(version, Tests()) }

// Stop ends the server at once and deletes what it kept.
func (s *Server) Stop() { s.stop() }

// Kill ends a server that StartProcess started, as a power cut would. What it had committed stays.
func (s *Server) Kill() error { return s.kill() }

// Restart starts a server again that was killed, at the same address.
func (s *Server) Restart() error { return s.restart() }

// Answers waits until the server takes queries.
func Answers(uri string) (err error) {
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.NoAuth(), func(c *config.Config) {
		c.SocketConnectTimeout, c.ConnectionAcquisitionTimeout = time.Second, time.Second
		c.TelemetryDisabled = true
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	defer func() { err = errors.Join(err, driver.Close(context.WithoutCancel(ctx))) }()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		if err = driver.VerifyConnectivity(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-again.C:
		}
	}
}

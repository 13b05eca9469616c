package neo4jserver

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// startContainer runs the database in a container where an engine answers.
func startContainer(version string, m Memory) (*Server, error) {
	if exec.Command("docker", "info").Run() != nil {
		return nil, errors.New("no container engine answers")
	}
	out, err := exec.Command("docker", "run", "--detach", "--rm", "--publish", "127.0.0.1::7687", "--env", "NEO4J_AUTH=none",
		"--env", "NEO4J_server_memory_heap_max__size="+m.heap, "--env", "NEO4J_server_memory_pagecache_size="+m.pages, "--env", "NEO4J_dbms_usage__report_enabled=false",
		"neo4j:"+version+"-community").Output()
	if err != nil {
		return nil, fmt.Errorf("no container could be started: %w", err)
	}
	id := strings.TrimSpace(string(out))
	s := &Server{stop: func() { _ = exec.Command("docker", "kill", id).Run() }}
	out, err = exec.Command("docker", "port", id, "7687/tcp").Output()
	if err == nil {
		address, _, _ := strings.Cut(string(out), "\n")
		s.URI = "bolt://" + address
		err = Answers(s.URI)
	}
	if err != nil {
		s.stop()
		return nil, fmt.Errorf("the container does not answer: %w", err)
	}
	return s, nil
}

package neo4jserver

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// guard is the shell program that runs the server. It ends the server when its input does, which is when this process
// ends in whatever way: a panic or a kill must not leave a database behind. A server that is stopped has no chance to
// write anything any more.
const guard = `"$@" & child=$!; cat >/dev/null; kill -9 $child 2>/dev/null; wait $child 2>/dev/null; [ -e "$DATABASE_HOME/keep" ] || rm -rf "$DATABASE_HOME"`

// process is a server that runs from its jars, with Java.
type process struct {
	home, uri string
	command   []string
	running   *exec.Cmd
	input     io.Closer
}

func startJars(version string, m Memory) (*Server, error) {
	l := lineOf(version)
	java, err := findJava(l.java)
	if err != nil {
		return nil, err
	}
	lib, err := jars(version)
	if err != nil {
		return nil, err
	}
	home, err := os.MkdirTemp("", "carejourney-neo4j-")
	if err != nil {
		return nil, err
	}
	p := &process{home: home, command: append([]string{java}, arguments(l, m, home, lib)...)}
	if p.uri, err = prepare(home, m); err == nil {
		err = p.start()
	}
	if err != nil {
		_ = os.RemoveAll(home)
		return nil, err
	}
	return &Server{URI: p.uri, stop: func() { p.end(); _ = os.RemoveAll(home) }, restart: p.start, kill: p.kill}, nil
}

// start runs the server on what is in its folder.
func (p *process) start() error {
	log, err := os.Create(filepath.Join(p.home, "logs", "console.log"))
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := exec.Command("sh", append([]string{"-c", guard, "sh"}, p.command...)...)
	cmd.Env = append(os.Environ(), "DATABASE_HOME="+p.home)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if p.input, err = cmd.StdinPipe(); err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	p.running = cmd
	if err := Answers(p.uri); err != nil {
		said, _ := os.ReadFile(log.Name())
		p.end()
		return fmt.Errorf("the server does not answer: %w\n%s", err, said)
	}
	return nil
}

// kill ends the server as a power cut would, and keeps its folder.
func (p *process) kill() error {
	keep := filepath.Join(p.home, "keep")
	if err := os.WriteFile(keep, nil, 0o600); err != nil {
		return err
	}
	p.end()
	return os.Remove(keep)
}

func (p *process) end() {
	if p.running == nil {
		return
	}
	_ = p.input.Close()
	_ = p.running.Wait()
	_ = syscall.Kill(-p.running.Process.Pid, syscall.SIGKILL)
	p.running = nil
}

// arguments are those of the Java virtual machine.
func arguments(l line, m Memory, home, lib string) []string {
	opened := []string{"java.nio", "java.io", "sun.nio.ch", "java.util.concurrent"}
	all := []string{"-Xmx" + m.heap, m.collector, "-Dio.netty.tryReflectionSetAccessible=true"}
	for _, name := range opened {
		all = append(all, "--add-opens=java.base/"+name+"=ALL-UNNAMED")
	}
	all = append(all, l.arguments...)
	return append(all, "-cp", filepath.Join(lib, "*"), l.main,
		"--home-dir="+home, "--config-dir="+filepath.Join(home, "conf"), "--console-mode")
}

// prepare makes the folders of a server and its configuration, with a port that is free now.
func prepare(home string, m Memory) (uri string, err error) {
	for _, dir := range []string{"conf", "data", "logs", "run", "plugins", "import"} {
		if err := os.Mkdir(filepath.Join(home, dir), 0o755); err != nil {
			return "", err
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		return "", err
	}
	settings := strings.Join([]string{
		"dbms.security.auth_enabled=false", "dbms.usage_report.enabled=false",
		"server.bolt.listen_address=" + address, "server.bolt.advertised_address=" + address,
		"server.http.enabled=false", "server.https.enabled=false", "server.memory.pagecache.size=" + m.pages,
		"server.memory.query_cache.per_db_cache_num_entries=" + strconv.Itoa(m.plans), "",
	}, "\n")
	return "bolt://" + address, os.WriteFile(filepath.Join(home, "conf", "neo4j.conf"), []byte(settings), 0o644)
}

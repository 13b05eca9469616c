package neo4jtest

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// guard is the shell program that runs the server. It ends the server when its input does, which is when this process
// ends in whatever way: a panic or a kill must not leave a database behind. Nothing of the data is worth a clean end.
const guard = `"$@" & child=$!; cat >/dev/null; kill -9 $child 2>/dev/null; wait $child 2>/dev/null; rm -rf "$DATABASE_HOME"`

// startJars runs the server from its jars, with Java.
func startJars() (server, error) {
	java, err := exec.LookPath("java")
	if err != nil {
		return server{}, errors.New("no Java 17 to run the server with")
	}
	lib, err := jars()
	if err != nil {
		return server{}, err
	}
	home, err := os.MkdirTemp("", "carejourney-neo4j-")
	if err != nil {
		return server{}, err
	}
	uri, err := prepare(home)
	if err != nil {
		return server{}, err
	}
	log, err := os.Create(filepath.Join(home, "logs", "console.log"))
	if err != nil {
		return server{}, err
	}
	cmd := exec.Command("sh", append([]string{"-c", guard, "sh", java}, arguments(home, lib)...)...)
	cmd.Env = append(os.Environ(), "DATABASE_HOME="+home)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	input, err := cmd.StdinPipe()
	if err != nil {
		return server{}, err
	}
	if err := cmd.Start(); err != nil {
		return server{}, err
	}
	s := server{uri: uri, stop: func() {
		_ = input.Close()
		_ = cmd.Wait()
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = log.Close()
	}}
	if err := answers(uri); err != nil {
		said, _ := os.ReadFile(log.Name())
		s.stop()
		return server{}, fmt.Errorf("the server does not answer: %w\n%s", err, said)
	}
	return s, nil
}

// arguments are those of the Java virtual machine.
func arguments(home, lib string) []string {
	return []string{
		"-Xmx768m", "-XX:+UseSerialGC",
		"--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED",
		"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
		"-Dio.netty.tryReflectionSetAccessible=true",
		"-cp", filepath.Join(lib, "*"), "org.neo4j.server.CommunityEntryPoint",
		"--home-dir=" + home, "--config-dir=" + filepath.Join(home, "conf"), "--console-mode",
	}
}

// prepare makes the folders of a server and its configuration, with a port that is free now.
func prepare(home string) (uri string, err error) {
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
		"server.http.enabled=false", "server.https.enabled=false", "server.memory.pagecache.size=64m",
		// Tests ask a great many different questions once; plans kept for them would fill the memory.
		"server.memory.query_cache.per_db_cache_num_entries=30", "",
	}, "\n")
	return "bolt://" + address, os.WriteFile(filepath.Join(home, "conf", "neo4j.conf"), []byte(settings), 0o644)
}

// jars gives the folder with the jars of the server, fetched with Maven where they are not there yet.
func jars() (string, error) {
	_, here, _, _ := runtime.Caller(0)
	pom := filepath.Join(filepath.Dir(here), "server", "pom.xml")
	cache := filepath.Join(filepath.Dir(here), "..", "..", ".cache", "neo4j", version)
	lib := filepath.Join(cache, "lib")
	if _, err := os.Stat(lib); err == nil {
		return lib, nil
	}
	mvn, err := exec.LookPath("mvn")
	if err != nil {
		return "", errors.New("no Maven to fetch the server with")
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	fetched, err := os.MkdirTemp(cache, "fetching-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(fetched)
	out, err := exec.Command(mvn, "-q", "-B", "-f", pom, "dependency:copy-dependencies",
		"-DoutputDirectory="+filepath.Join(fetched, "lib"), "-DincludeScope=runtime").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("Maven could not fetch the server: %w\n%s", err, out)
	}
	// Test processes of several packages may fetch at once; the first to be done wins.
	if err := os.Rename(filepath.Join(fetched, "lib"), lib); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	return lib, nil
}

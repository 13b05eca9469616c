//go:build unix

package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// program builds the real program, where every user can run it.
func program(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.Chmod(filepath.Dir(dir), 0o755))
	file := filepath.Join(dir, "carejourney")
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", file, "../../cmd/carejourney").CombinedOutput()
	require.NoError(t, err, string(out))
	return file
}

// process is a server in a process of its own.
type process struct {
	command *exec.Cmd
	address string
	log     *bytes.Buffer
}

// launch starts a command that serves and waits until it says where.
func launch(t *testing.T, command *exec.Cmd) *process {
	t.Helper()
	p := &process{command: command, log: &bytes.Buffer{}}
	command.Stderr = p.log
	out, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		_ = command.Wait()
	}
	require.NoError(t, err, p.log)
	p.address = regexp.MustCompile(`http://[0-9.:]+`).FindString(line)
	return p
}

// end sends a signal and waits until the process is gone.
func (p *process) end(signal syscall.Signal) {
	_ = p.command.Process.Signal(signal) // it may be gone by itself
	_ = p.command.Wait()                 // a killed process ends with an error
	http.DefaultClient.CloseIdleConnections()
}

// edition is a change that makes every version tell its number in three places.
func edition(n int) string {
	return fmt.Sprintf(`mutation { apply(changes: [
		{journey: {id: "journey:asthma", name: "edition %[1]d", description: %[2]q}}
		{stage: {id: "stage:asthma/contact", name: "edition %[1]d"}}
		{standard: {id: "standard:e%[1]d", name: "edition %[1]d"}}
	]) { version } }`, n, strings.Repeat(fmt.Sprintf("text %d ", n), 1000))
}

// send sends an operation and gives the answer, or an error where none came.
func send(ctx context.Context, address, query string) (string, error) {
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"/graphql", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return string(text), err
}

// editions gives how many editions a served graph holds, and makes sure that none is there in part.
func editions(t *testing.T, address string, first int) int {
	t.Helper()
	text, err := send(t.Context(), address, `{ version journey(id: "journey:asthma") { name description } stage(id: "stage:asthma/contact") { name } standards { totalCount } }`)
	require.NoError(t, err)
	var answer struct {
		Data struct {
			Version        int
			Journey, Stage struct{ Name, Description string }
			Standards      struct{ TotalCount int }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &answer), text)
	n := answer.Data.Version - first
	require.Equal(t, n, answer.Data.Standards.TotalCount)
	if n > 0 {
		require.Equal(t, fmt.Sprint("edition ", n), answer.Data.Journey.Name)
		require.Equal(t, fmt.Sprint("edition ", n), answer.Data.Stage.Name)
		require.True(t, strings.HasPrefix(answer.Data.Journey.Description, fmt.Sprintf("text %d text %d", n, n)))
	}
	return n
}

func TestNoAcknowledgedChangeIsLostWhenTheServerIsKilled(t *testing.T) {
	kills := 100
	if testing.Short() {
		kills = 10
	}
	binary, data, chance := program(t), t.TempDir(), rand.New(rand.NewPCG(7, 11))
	model := asthmaFolder(t)
	const first = 2 // the version of the model folder
	acknowledged, uncertain, kill := 0, 0, 0
	// A machine with much else to do gets through fewer kills, so that the test stays within a minute.
	for begin := time.Now(); kill < kills && (kill < 10 || time.Since(begin) < 45*time.Second); kill++ {
		p := launch(t, exec.CommandContext(t.Context(), binary, "serve", "--model", model, "--data", data, "--allow-writes", "--listen", "127.0.0.1:0", "--log-level", "error"))
		held := editions(t, p.address, first)
		require.Contains(t, []int{acknowledged, acknowledged + 1}, held, "after %d kills", kill)
		if held > acknowledged {
			uncertain++
		}
		acknowledged = held
		if kill == 0 {
			got := run(t, nil, "", "query", "find", "--data", data)
			require.Contains(t, got.err, "in use by another process")
		}
		// The timer starts with a change that is under way, so the kill comes in the middle of some change.
		calm := chance.IntN(12)
		after := time.Duration(chance.IntN(4000)) * time.Microsecond
		for n := 0; ; n++ {
			if n == calm {
				timer := time.AfterFunc(after, func() { _ = p.command.Process.Kill() })
				defer timer.Stop()
			}
			text, err := send(t.Context(), p.address, edition(acknowledged+1))
			if err != nil {
				break // killed
			}
			require.Equal(t, fmt.Sprintf(`{"data":{"apply":{"version":%d}}}`, first+acknowledged+1), strings.TrimSpace(text))
			acknowledged++
		}
		p.end(syscall.SIGKILL)
	}
	got := run(t, nil, "", "audit", "verify", "--data", data)
	require.Equal(t, 0, got.code, got.err)
	t.Logf("%d kills, %d changes; %d were on disk without having been acknowledged", kill, acknowledged, uncertain)
}

func TestWithoutSpaceTheLastGoodGraphIsServedOn(t *testing.T) {
	binary, data, model := program(t), t.TempDir(), asthmaFolder(t)
	// A limit on the size of files stands for a full disk: the write fails in the same place.
	limited := fmt.Sprintf("ulimit -f 8192; exec %s serve --model %s --data %s --allow-writes --listen 127.0.0.1:0", binary, model, data)
	p := launch(t, exec.CommandContext(t.Context(), "sh", "-c", limited))
	n, refused := 0, ""
	for refused == "" {
		require.Less(t, n, 5000, "the limit is reached")
		text, err := send(t.Context(), p.address, edition(n+1))
		require.NoError(t, err, p.log)
		if strings.Contains(text, `"errors"`) {
			refused = text
			break
		}
		n++
	}
	require.Contains(t, refused, `"UNAVAILABLE"`)
	require.Contains(t, refused, "no space left")
	require.Equal(t, n, editions(t, p.address, 2))
	again, err := send(t.Context(), p.address, edition(n+1))
	require.NoError(t, err)
	require.Contains(t, again, "no space left", "it is tried again")
	require.Equal(t, n, editions(t, p.address, 2))
	p.end(syscall.SIGTERM)

	p = launch(t, exec.CommandContext(t.Context(), binary, "serve", "--data", data, "--allow-writes", "--listen", "127.0.0.1:0"))
	require.Equal(t, n, editions(t, p.address, 2))
	_, err = send(t.Context(), p.address, edition(n+1))
	require.NoError(t, err)
	require.Equal(t, n+1, editions(t, p.address, 2), "with space there is writing again")
	p.end(syscall.SIGTERM)
}

func TestAFolderThatMayNotBeWrittenIsRefusedInPlainWords(t *testing.T) {
	binary, data := program(t), t.TempDir()
	require.Equal(t, 0, run(t, nil, "", "load", asthmaFolder(t), "--data", data).code)
	require.NoError(t, os.Chmod(filepath.Dir(data), 0o755))
	require.NoError(t, os.Chmod(filepath.Join(data, "graph.db"), 0o444))
	require.NoError(t, os.Chmod(data, 0o555))
	t.Cleanup(func() { require.NoError(t, os.Chmod(data, 0o755)) })
	as := func(args ...string) (string, error) {
		command := exec.CommandContext(t.Context(), binary, args...)
		if os.Getuid() == 0 {
			// The superuser may write everything, so somebody else must try.
			command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		out, err := command.CombinedOutput()
		return string(out), err
	}
	out, err := as("serve", "--data", data, "--listen", "127.0.0.1:0")
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit, out)
	require.Equal(t, 1, exit.ExitCode())
	require.Contains(t, out, "access is denied")
	out, err = as("query", "journey-map", "--data", data, "--var", "journey=journey:asthma")
	require.NoError(t, err, out)
	require.Contains(t, out, "Asthma in a child", "what may be read can be asked")
}

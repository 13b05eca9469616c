package neo4jtest

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"github.com/carejourney/carejourney/internal/neo4jserver"
)

// takeTurn waits until no other test process uses the server, and keeps others waiting until this process ends, in
// whatever way: the system gives the lock of a file back then.
func takeTurn() error {
	name := fmt.Sprintf("carejourney-neo4j-%x.lock", sha256.Sum256([]byte(os.Getenv(neo4jserver.Variable))))
	file, err := syscall.Open(filepath.Join(os.TempDir(), name), syscall.O_CREAT|syscall.O_RDWR|syscall.O_CLOEXEC, 0o600)
	if err != nil {
		return err
	}
	return syscall.Flock(file, syscall.LOCK_EX)
}

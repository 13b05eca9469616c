package neo4jserver

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// jars gives the folder with the jars of the server, fetched with Maven where they are not there yet.
func jars(version string) (string, error) {
	_, here, _, _ := runtime.Caller(0)
	pom := filepath.Join(filepath.Dir(here), "pom.xml")
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
	out, err := exec.Command(mvn, "-q", "-B", "-f", pom, "-Dneo4j.version="+version, "dependency:copy-dependencies",
		"-DoutputDirectory="+filepath.Join(fetched, "lib"), "-DincludeScope=runtime").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("fetching the server with Maven: %w\n%s", err, out)
	}
	// Several programs may fetch at once; the first to be done wins.
	if err := os.Rename(filepath.Join(fetched, "lib"), lib); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	return lib, nil
}

// Command generate collects the licences of the modules that the program is built from into notices.json. It reads the
// module cache, so it needs no network once the program has been built.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/notices"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run() error {
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}", "../../cmd/carejourney") //nolint:noctx // runs to its end
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return err
	}
	frontend, err := os.ReadFile("nhsuk-frontend.txt")
	if err != nil {
		return err
	}
	all := []notices.Notice{{Name: "nhsuk-frontend", Version: "10.6.1", Texts: []string{string(frontend)}}}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	for _, line := range slices.Compact(lines) {
		module, err := read(strings.SplitN(line, " ", 3))
		if err != nil {
			return err
		}
		if module != nil {
			all = append(all, *module)
		}
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(all); err != nil {
		return err
	}
	return os.WriteFile("notices.json", text.Bytes(), 0o644) //nolint:gosec // a source file, for everybody to read
}

// read gives the notice of a module, given as its path, version and directory; nil for a blank line.
func read(module []string) (*notices.Notice, error) {
	if len(module) < 3 {
		return nil, nil //nolint:nilnil // packages of the standard library have no module
	}
	entries, err := os.ReadDir(module[2])
	if err != nil {
		return nil, err
	}
	n := &notices.Notice{Name: module[0], Version: module[1]}
	for _, e := range entries {
		name := strings.ToUpper(e.Name())
		if e.IsDir() || !strings.HasPrefix(name, "LICEN") && !strings.HasPrefix(name, "NOTICE") && !strings.HasPrefix(name, "COPYING") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(module[2], e.Name()))
		if err != nil {
			return nil, err
		}
		n.Texts = append(n.Texts, strings.ReplaceAll(string(text), "\r\n", "\n"))
	}
	if len(n.Texts) == 0 {
		return nil, fmt.Errorf("%s has no licence: it may not be used", n.Name)
	}
	return n, nil
}

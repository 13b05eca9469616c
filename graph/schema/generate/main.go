// Command generate writes read.graphqls and write.graphqls from model.graphqls, all in the current directory. It
// leaves the files as they are when the schema they make together does not load.
package main

import (
	"fmt"
	"os"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/sdl"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	text, err := os.ReadFile(schema.ModelFile)
	if err != nil {
		return err
	}
	m, err := model.Parse(&ast.Source{Name: schema.ModelFile, Input: string(text)})
	if err != nil {
		return err
	}
	read, err := sdl.Read(m)
	if err != nil {
		return err
	}
	write, err := sdl.Write(m)
	if err != nil {
		return err
	}
	readFile, writeFile := &ast.Source{Name: schema.ReadFile, Input: read}, &ast.Source{Name: schema.WriteFile, Input: write}
	if _, err := schema.Load(readFile, writeFile); err != nil {
		return err
	}
	for _, f := range []*ast.Source{readFile, writeFile} {
		if err := os.WriteFile(f.Name, []byte(f.Input), 0o644); err != nil {
			return err
		}
	}
	return nil
}

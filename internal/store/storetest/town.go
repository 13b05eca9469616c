package storetest

import (
	_ "embed"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
)

//go:embed town.graphqls
var townSDL string

// Town is the vocabulary the suite works with: routes with stops that serve shops and parks in areas, and notes about
// any of them.
func Town() *model.Model {
	m, err := model.Parse(&ast.Source{Name: "town.graphqls", Input: townSDL})
	if err != nil {
		panic(err)
	}
	return m
}

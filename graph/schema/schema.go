// Package schema is the GraphQL schema as files: the model everything is generated from, and what clients see. It
// embeds and loads them; what they mean is read by internal/model, and they are written by internal/sdl.
package schema

import (
	"embed"
	"fmt"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
)

//go:generate go run ./generate

//go:embed *.graphqls
var files embed.FS

// The files, by what they say.
const (
	ModelFile    = "model.graphqls"    // kinds, fields and relationships with their directives; everything is made from it
	ReadFile     = "read.graphqls"     // what clients can read, generated
	WriteFile    = "write.graphqls"    // the inputs of a change, generated
	MutationFile = "mutation.graphqls" // the mutation that takes them

	SubscriptionFile = "subscription.graphqls" // what clients are told as it happens
)

// ModelSource gives the file that the model is read from. Clients never see it: its directives mean something to
// this program only.
func ModelSource() *ast.Source { return source(ModelFile) }

// Model reads the model from its file.
func Model() (*model.Model, error) { return model.Parse(ModelSource()) }

// Full loads the whole schema that clients see.
func Full() (*ast.Schema, error) {
	return Load(source(ReadFile), source(WriteFile))
}

// Load loads the whole schema that clients see, with other generated files than the embedded ones.
func Load(read, write *ast.Source) (*ast.Schema, error) {
	full, err := gqlparser.LoadSchema(read, source(MutationFile), source(SubscriptionFile), write)
	if err != nil {
		return nil, fmt.Errorf("load the schema: %w", err)
	}
	// The parser knows this directive for servers that send answers in parts. This one does not, and must not say so.
	delete(full.Directives, "defer")
	return full, nil
}

// source gives an embedded file. A file that is not there cannot be compiled in, so it panics only on a wrong name.
func source(name string) *ast.Source {
	text, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return &ast.Source{Name: name, Input: string(text)}
}

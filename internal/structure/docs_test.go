package structure_test

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"testing"
)

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	said := map[string]bool{}
	for _, f := range load(t).written() {
		said[f.room] = said[f.room] || !f.test && f.syntax.Doc.Text() != ""
	}
	var problems []string
	for _, name := range slices.Sorted(maps.Keys(said)) {
		if !said[name] {
			problems = append(problems, name+" has no package comment")
		}
	}
	complain(t, problems)
}

func TestEverythingExportedIsExplained(t *testing.T) {
	all := load(t)
	var problems []string
	for _, f := range all.code() {
		for _, declared := range f.syntax.Decls {
			for _, name := range unexplained(declared) {
				problems = append(problems, fmt.Sprintf("%s:%d: %s has no comment", f.path, all.line(name.Pos()), name.Name))
			}
		}
	}
	complain(t, problems)
}

// unexplained gives the exported names that a declaration introduces without a comment.
func unexplained(declared ast.Decl) []*ast.Ident {
	switch declared := declared.(type) {
	case *ast.FuncDecl:
		if declared.Name.IsExported() && declared.Doc.Text() == "" && exportedReceiver(declared.Recv) {
			return []*ast.Ident{declared.Name}
		}
	case *ast.GenDecl:
		var names []*ast.Ident
		for _, spec := range declared.Specs {
			names = append(names, unexplainedSpec(declared, spec)...)
		}
		return names
	}
	return nil
}

func unexplainedSpec(group *ast.GenDecl, spec ast.Spec) []*ast.Ident {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		var names []*ast.Ident
		if spec.Name.IsExported() && spec.Doc.Text() == "" && (group.Lparen.IsValid() || group.Doc.Text() == "") {
			names = append(names, spec.Name)
		}
		if methods, ok := spec.Type.(*ast.InterfaceType); ok && spec.Name.IsExported() {
			names = append(names, unexplainedMethods(methods)...)
		}
		return names
	case *ast.ValueSpec:
		// One comment over a group of constants explains them all.
		if spec.Doc.Text() != "" || spec.Comment.Text() != "" || group.Doc.Text() != "" {
			return nil
		}
		return slices.DeleteFunc(slices.Clone(spec.Names), func(name *ast.Ident) bool { return !name.IsExported() })
	}
	return nil
}

// unexplainedMethods gives the methods of an interface that do not say what they promise.
func unexplainedMethods(declared *ast.InterfaceType) []*ast.Ident {
	var names []*ast.Ident
	for _, method := range declared.Methods.List {
		if method.Doc.Text() != "" || method.Comment.Text() != "" {
			continue
		}
		for _, name := range method.Names {
			if name.IsExported() {
				names = append(names, name)
			}
		}
	}
	return names
}

// exportedReceiver holds for functions, and for methods of types that are exported.
func exportedReceiver(receiver *ast.FieldList) bool {
	if receiver == nil {
		return true
	}
	of := receiver.List[0].Type
	for {
		switch wrapped := of.(type) {
		case *ast.StarExpr:
			of = wrapped.X
		case *ast.IndexExpr:
			of = wrapped.X
		case *ast.IndexListExpr:
			of = wrapped.X
		default:
			name, ok := of.(*ast.Ident)
			return ok && name.IsExported()
		}
	}
}

package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"misfortune/internal/text"
)

// TestEveryRefusalHasWords reads from the sources which refusals there are, the
// rules' and our own, and looks them up in every language.
func TestEveryRefusalHasWords(t *testing.T) {
	keys := map[string]string{} // to the file that uses it
	for _, source := range []struct {
		folder, maker string
		argument      int
	}{{"../../game", "reject", 1}, {".", "refuse", 2}} {
		files, err := filepath.Glob(filepath.Join(source.folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, key := range calls(t, file, source.maker, source.argument) {
				keys[key] = file
			}
		}
	}
	if len(keys) < 30 {
		t.Fatalf("only %d refusals were found", len(keys))
	}
	for key, file := range keys {
		for _, lang := range text.Languages() {
			if !text.For(lang).Has("refused." + key) {
				t.Errorf("%s refuses with %q, for which there are no words in %q", file, key, lang)
			}
		}
	}
}

// calls lists the texts that a file passes to a function in this place.
func calls(t *testing.T, file, function string, argument int) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) <= argument {
			return true
		}
		name, named := call.Fun.(*ast.Ident)
		literal, written := call.Args[argument].(*ast.BasicLit)
		if named && written && name.Name == function {
			key, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, key)
		}
		return true
	})
	return out
}

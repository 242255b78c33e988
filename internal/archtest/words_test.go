package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"misfortune/internal/text"
)

// TestEveryRefusalAndReasonHasItsWords reads the rules' source for the keys
// they refuse with and score by: each must be in the catalogue, or a person
// would be shown a key.
func TestEveryRefusalAndReasonHasItsWords(t *testing.T) {
	var keys []string
	files, err := filepath.Glob("../../game/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(source, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name, ok := call.Fun.(*ast.Ident)
			switch {
			case ok && name.Name == "reject" && len(call.Args) >= 2:
				keys = append(keys, "refused."+literal(call.Args[1]))
			case ok && name.Name == "line" && len(call.Args) >= 4:
				keys = append(keys, "score."+literal(call.Args[0])+"."+literal(call.Args[3]))
			}
			return true
		})
	}
	if len(keys) < 50 {
		t.Fatalf("only %d keys were found: have the rules another form now?", len(keys))
	}
	known := text.Keys("en")
	for _, k := range keys {
		if !slices.Contains(known, k) {
			t.Errorf("the rules say %q, the catalogue does not", k)
		}
	}
}

func literal(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		return "(not a literal)"
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return lit.Value
	}
	return s
}

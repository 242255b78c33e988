package sim

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"
)

// maxNodes bounds an expression; the longest in a real file has some forty.
const maxNodes = 200

// Names is what an expression may name.
type Names struct {
	Facts   Facts    // start values; their types are the types of the names
	Actions []string // ids that done() accepts
	// Milestones allows acknowledged, triaged, mitigated, verified and done().
	Milestones bool
}

// Values is what an expression is evaluated over.
type Values struct {
	Facts                                      Facts
	Acknowledged, Triaged, Mitigated, Verified bool
	Done                                       func(action string) bool // nil: nothing is done
}

// ExprError says what is wrong with an expression and where.
type ExprError struct {
	Line, Column int    // within the expression, from 1
	Message      string // one sentence
	Unknown      string // the name that is not known, if that is what is wrong
}

func (e *ExprError) Error() string { return e.Message }

// Cond is a compiled condition. It is safe for concurrent use.
type Cond struct {
	program *vm.Program
}

// Number is a compiled expression that yields a number. It is safe for
// concurrent use.
type Number struct {
	program *vm.Program
}

// CompileCond compiles an expression that must be true or false. The error is
// an *ExprError.
func CompileCond(src string, n Names) (*Cond, error) {
	p, err := compile(src, n, expr.AsBool())
	if err != nil {
		return nil, err
	}
	return &Cond{p}, nil
}

// CompileNumber compiles an expression that must be a number. The error is an
// *ExprError.
func CompileNumber(src string, n Names) (*Number, error) {
	p, err := compile(src, n, expr.AsFloat64())
	if err != nil {
		return nil, err
	}
	return &Number{p}, nil
}

// Holds tells whether the condition is true; a nil Cond always is. An
// expression that fails at run time does not hold.
func (c *Cond) Holds(v Values) bool {
	if c == nil {
		return true
	}
	out, err := run(c.program, v)
	b, ok := out.(bool)
	return err == nil && ok && b
}

// Value evaluates the expression; ok is false when it fails or yields NaN or
// an infinity.
func (n *Number) Value(v Values) (x float64, ok bool) {
	out, err := run(n.program, v)
	x, isNum := out.(float64)
	if err != nil || !isNum || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, false
	}
	return x, true
}

func run(p *vm.Program, v Values) (any, error) {
	machine := vm.VM{MemoryBudget: 10_000}
	return machine.Run(p, environment(v))
}

func environment(v Values) map[string]any {
	env := make(map[string]any, len(v.Facts)+5)
	for k, x := range v.Facts {
		env[k] = x
	}
	env["acknowledged"], env["triaged"] = v.Acknowledged, v.Triaged
	env["mitigated"], env["verified"] = v.Mitigated, v.Verified
	env["done"] = func(id string) bool { return v.Done != nil && v.Done(id) }
	return env
}

// Reserved lists the names an expression has besides facts, so no fact may use them.
func Reserved() []string {
	return []string{"acknowledged", "triaged", "mitigated", "verified", "done"}
}

func compile(src string, n Names, as expr.Option) (*vm.Program, error) {
	env := environment(Values{Facts: n.Facts})
	if !n.Milestones {
		for _, r := range Reserved() {
			delete(env, r)
		}
	}
	guard := &visitor{names: n, env: env}
	p, err := expr.Compile(src, expr.Env(env), as, expr.DisableAllBuiltins(), expr.MaxNodes(maxNodes),
		allow("min", "max", "abs"), expr.Optimize(true), visit(guard))
	if guard.err != nil {
		return nil, guard.at(src)
	}
	if err != nil {
		return nil, explain(src, err)
	}
	return p, nil
}

func allow(names ...string) expr.Option {
	return func(c *conf.Config) {
		for _, n := range names {
			expr.EnableBuiltin(n)(c)
		}
	}
}

func visit(v ast.Visitor) expr.Option { return expr.Patch(v) }

// visitor refuses what is legal for the library but not for us: done() of an
// unknown action, and predicates, whose cost is not bounded.
type visitor struct {
	names Names
	env   map[string]any
	err   *ExprError
	loc   file.Location
}

func (v *visitor) Visit(node *ast.Node) {
	if v.err != nil {
		return
	}
	switch n := (*node).(type) {
	case *ast.CallNode:
		id, isName := n.Callee.(*ast.IdentifierNode)
		if !isName || id.Value != "done" || len(n.Arguments) != 1 {
			return
		}
		arg, isText := n.Arguments[0].(*ast.StringNode)
		switch {
		case !isText:
			v.fail(n, "", "done() takes the id of an action in quotes")
		case !slices.Contains(v.names.Actions, arg.Value):
			v.fail(n, arg.Value, fmt.Sprintf("done(%q): there is no such action", arg.Value))
		}
	case *ast.PredicateNode:
		v.fail(n, "", "predicates are not allowed")
	case *ast.IdentifierNode:
		if _, known := v.env[n.Value]; !known {
			v.fail(n, n.Value, fmt.Sprintf("unknown name %q", n.Value))
		}
	}
}

func (v *visitor) fail(n ast.Node, unknown, message string) {
	v.err = &ExprError{Message: message, Unknown: unknown}
	v.loc = n.Location()
}

func (v *visitor) at(src string) *ExprError {
	v.err.Line, v.err.Column = lineColumn(src, v.loc.From)
	return v.err
}

func explain(src string, err error) *ExprError {
	out := &ExprError{Line: 1, Column: 1, Message: err.Error()}
	var fe *file.Error
	if errors.As(err, &fe) {
		out.Message = fe.Message
		out.Line, out.Column = lineColumn(src, fe.From)
	}
	if rest, ok := strings.CutPrefix(out.Message, "unknown name "); ok {
		out.Unknown = strings.Fields(rest)[0]
	}
	return out
}

func lineColumn(src string, offset int) (line, column int) {
	runes := []rune(src)
	before := string(runes[:min(offset, len(runes))])
	line = 1 + strings.Count(before, "\n")
	return line, len([]rune(before[strings.LastIndex(before, "\n")+1:])) + 1
}

package scenarios

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"misfortune/game/sim"
)

// scope is what an expression may name.
type scope int

const (
	overFacts   scope = iota // impact
	overHistory              // needs, if: facts, milestones and done()
	overSignals              // signals, alerts, trips, injects: facts and signals
)

// maxNames is how many facts a world has at most, and how many signals.
const maxNames = 100

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// grammar are words that the expression language keeps for itself.
func grammar() []string {
	return []string{
		"true", "false", "nil", "not", "and", "or", "in", "let", "if", "else",
		"matches", "contains", "min", "max", "abs", "env", "impact",
	}
}

// world reads the facts of the start.
func (r *reader) world(into *sim.Facts) reading {
	return func(n *yaml.Node) {
		if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
			r.wrong(n, "the world is written as facts with their start values")
			return
		}
		if len(n.Content) > 2*maxNames {
			r.wrong(n, fmt.Sprintf("a world has at most %d facts", maxNames))
			return
		}
		*into = r.factValues(n)
	}
}

// factValues reads facts with values. Facts whose name or value is wrong are left out.
func (r *reader) factValues(n *yaml.Node) sim.Facts {
	facts := sim.Facts{}
	for _, p := range r.pairs(n) {
		name := p.key.Value
		reserved := slices.Contains(sim.Reserved(), name) || slices.Contains(grammar(), name)
		switch {
		case reserved:
			r.problem(p.key, fmt.Sprintf("%q has a meaning of its own in expressions; choose another name for the fact", name))
		case !nameForm.MatchString(name):
			r.problem(p.key, fmt.Sprintf("%q cannot name a fact: a-z, 0-9 and _, beginning with a letter", name))
		default:
			if value, ok := r.factValue(p.value); ok {
				facts[name] = value
			}
		}
	}
	return facts
}

// factValue is a text, a number or a truth value.
func (r *reader) factValue(n *yaml.Node) (any, bool) {
	switch n.ShortTag() {
	case "!!bool":
		return strings.EqualFold(n.Value, "true"), true
	case "!!int", "!!float":
		x, ok := decimal(n)
		if !ok {
			r.wrong(n, fmt.Sprintf("%q: write a plain number, or put it in quotes if it is a word", n.Value))
		}
		return x, ok
	default:
		word, ok := r.word(n)
		return word, ok
	}
}

// sets reads facts that take new values: known ones, each with its own type.
func (r *reader) sets(into *sim.Facts) reading {
	return func(n *yaml.Node) {
		if n.Kind != yaml.MappingNode {
			r.wrong(n, "write facts with their new values")
			return
		}
		values := r.factValues(n)
		*into = values
		r.bind(func() {
			for _, p := range r.pairs(n) {
				name := p.key.Value
				start, known := r.facts[name]
				value, read := values[name]
				switch {
				case len(r.facts) == 0 || !read:
				case !known:
					r.unknown(p.key, fmt.Sprintf("sets: there is no fact %q in the world", name), name, r.facts.Names())
				case kind(start) != kind(value):
					r.wrong(p.value, fmt.Sprintf("%q is %s at the start, so it cannot become %s", name, kind(start), kind(value)))
				}
			}
		})
	}
}

// kind names the type of a fact's value for an author.
func kind(value any) string {
	switch value.(type) {
	case bool:
		return "true or false"
	case float64:
		return "a number"
	default:
		return "a text"
	}
}

// claims reads ids of diagnoses.
func (r *reader) claims(into *[]string) reading {
	return listOf(r, into, 0, 12, func(id *string) reading {
		return func(n *yaml.Node) {
			word, ok := r.word(n)
			if !ok {
				return
			}
			*id = word
			r.bind(func() {
				if known := r.ids["diagnosis"]; !slices.Contains(known, word) {
					r.dangling = true
					r.unknown(n, fmt.Sprintf("%s: there is no diagnosis %q", r.key, word), word, known)
				}
			})
		}
	})
}

// condition reads an expression that is true or false.
func (r *reader) condition(into **sim.Cond, over scope) reading {
	return r.expression(over, func(src string, names sim.Names) (err error) {
		*into, err = sim.CompileCond(src, names)
		return err
	})
}

// numberExpr reads an expression that yields a number.
func (r *reader) numberExpr(into **sim.Number, over scope) reading {
	return r.expression(over, func(src string, names sim.Names) (err error) {
		*into, err = sim.CompileNumber(src, names)
		return err
	})
}

func (r *reader) expression(over scope, compile func(string, sim.Names) error) reading {
	return func(n *yaml.Node) {
		src, ok := r.word(n)
		if !ok {
			return
		}
		r.bind(func() {
			if len(r.facts) == 0 {
				return // the world is what is wrong
			}
			names := r.names(over)
			var wrong *sim.ExprError
			if err := compile(src, names); errors.As(err, &wrong) {
				r.faulty(n, wrong, names)
			}
		})
	}
}

// names is what expressions of a scope may name.
func (r *reader) names(over scope) sim.Names {
	names := sim.Names{Facts: r.facts, Actions: r.ids["action"], Milestones: over == overHistory}
	if over == overSignals {
		names.Facts = maps.Clone(r.facts)
		for _, s := range append([]string{"impact"}, r.signals...) {
			names.Facts[s] = 0.0
		}
	}
	return names
}

// faulty reports an expression at the character that is wrong in it.
func (r *reader) faulty(n *yaml.Node, e *sim.ExprError, names sim.Names) {
	if r.full() {
		return
	}
	line, column := r.place(n, e.Line, e.Column)
	r.problemAt(line, column, r.key+": "+wording(e))
	if e.Unknown == "" {
		return
	}
	known := append(names.Facts.Names(), names.Actions...)
	if names.Milestones {
		known = append(known, sim.Reserved()...)
	}
	r.problems[len(r.problems)-1].Suggestion = nearest(e.Unknown, known)
}

var typeName = regexp.MustCompile(`\b(float64|int|string|bool)\b`)

// wording says the expression library's messages in an author's words.
func wording(e *sim.ExprError) string {
	switch {
	case e.Message == "unexpected token EOF":
		return "the expression ends too early"
	case e.Unknown != "":
		return e.Message // it quotes the author
	}
	return typeName.ReplaceAllStringFunc(e.Message, func(name string) string {
		switch name {
		case "bool":
			return kind(false)
		case "string":
			return kind("")
		default:
			return kind(0.0)
		}
	})
}

package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"misfortune/game/sim"
)

// reader reads one file: it walks the nodes and collects what is wrong with
// them. It stops at nothing, so that one run tells all.
//
// Values that depend on the rest of the file (an expression on the facts, an id
// on what it names) are settled by bindings, which run when everything has been
// read.
type reader struct {
	file     string
	lines    []string
	problems Problems
	key      string // the key whose value is being read, for messages
	bindings []func()

	facts    sim.Facts
	signals  []string
	ids      map[string][]string   // by kind
	marks    map[string]*yaml.Node // values that the judge points at
	passages []passage             // all that people will read
	refused  map[string]bool       // keys of later engines that were met
	dangling bool                  // some id names nothing
}

// maxProblems is how many problems of one file are told; nobody reads more, and
// suggestions for all the slips of a hostile file would take long.
const maxProblems = 100

// passage is a text of the file that somebody will read, and its place.
type passage struct {
	node *yaml.Node
	text string
}

func newReader(file string, src []byte) *reader {
	text := strings.TrimPrefix(string(src), "\ufeff")
	return &reader{
		file: file, lines: strings.Split(text, "\n"), facts: sim.Facts{},
		ids: map[string][]string{}, marks: map[string]*yaml.Node{}, refused: map[string]bool{},
	}
}

// reading takes in one value.
type reading func(n *yaml.Node)

// field is a key of an object: a line in the schema.
type field struct {
	key      string
	required bool
	later    bool // its engine is not built yet
	read     reading
}

func need(key string, read reading) field  { return field{key: key, required: true, read: read} }
func may(key string, read reading) field   { return field{key: key, read: read} }
func later(key string, read reading) field { return field{key: key, later: true, read: read} }

// object reads a mapping with these keys and no others. The keys are read in
// the order given here, whatever their order in the file.
func (r *reader) object(what string, fields ...field) reading {
	known := make([]string, len(fields))
	for i, f := range fields {
		known[i] = f.key
	}
	return func(n *yaml.Node) {
		if n.Kind != yaml.MappingNode {
			r.problem(n, what+" is written as keys with values")
			return
		}
		pairs := r.pairs(n)
		for _, p := range pairs {
			if !slices.Contains(known, p.key.Value) {
				r.unknown(p.key, fmt.Sprintf("unknown key %q", p.key.Value), p.key.Value, known)
			}
		}
		for _, f := range fields {
			i := slices.IndexFunc(pairs, func(p pair) bool { return p.key.Value == f.key })
			switch {
			case i >= 0:
				r.value(pairs[i], f)
			case f.required:
				r.problem(n, fmt.Sprintf("%s needs the key %q", what, f.key))
			}
		}
	}
}

// value reads the value of a field.
func (r *reader) value(p pair, f field) {
	around := r.key
	r.key = f.key
	defer func() { r.key = around }()
	if f.later && !r.refused[f.key] {
		r.refused[f.key] = true
		r.problem(p.key, fmt.Sprintf("%s: the engine for %s comes with a later version; this key cannot be used yet",
			f.key, f.key))
	}
	if p.value.ShortTag() == "!!null" {
		r.wrong(p.value, "the value is missing")
		return
	}
	f.read(p.value)
}

// pair is a key and its value.
type pair struct{ key, value *yaml.Node }

// pairs lists what is in a mapping and refuses keys that are there twice.
func (r *reader) pairs(n *yaml.Node) []pair {
	var out []pair
	first := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind != yaml.ScalarNode {
			r.problem(k, "a key must be a word")
			continue
		}
		if line, twice := first[k.Value]; twice {
			r.problem(k, fmt.Sprintf("the key %q is here a second time (first in line %d)", k.Value, line))
			continue
		}
		first[k.Value] = k.Line
		out = append(out, pair{k, n.Content[i+1]})
	}
	return out
}

// listOf reads a sequence of at least least and at most most values. It makes
// all elements before it reads the first, so that bindings may keep pointers.
func listOf[T any](r *reader, into *[]T, least, most int, read func(*T) reading) reading {
	return func(n *yaml.Node) {
		switch {
		case n.Kind != yaml.SequenceNode:
			r.wrong(n, "this is a list: [a, b] or lines that begin with a dash")
			return
		case len(n.Content) < least:
			r.wrong(n, fmt.Sprintf("the list needs at least %d, and has %d", least, len(n.Content)))
		case len(n.Content) > most:
			r.wrong(n, fmt.Sprintf("the list may have at most %d, and has %d", most, len(n.Content)))
			return
		}
		*into = make([]T, len(n.Content))
		for i, item := range n.Content {
			if item.ShortTag() == "!!null" {
				r.wrong(item, "an item of the list is empty")
				continue
			}
			read(&(*into)[i])(item)
		}
	}
}

// bind puts off what needs the whole file; the key for messages stays the same.
func (r *reader) bind(settle func()) {
	key := r.key
	r.bindings = append(r.bindings, func() {
		r.key = key
		settle()
	})
}

// settle runs the bindings.
func (r *reader) settle() {
	for _, b := range r.bindings {
		b()
	}
	r.key = ""
}

// mark remembers a value for the judge, and reads it.
func (r *reader) mark(name string, read reading) reading {
	return func(n *yaml.Node) {
		r.marks[name] = n
		read(n)
	}
}

// wrong reports a problem with the value of the current key.
func (r *reader) wrong(n *yaml.Node, message string) {
	if r.key != "" {
		message = r.key + ": " + message
	}
	r.problem(n, message)
}

// unknown reports a word that should be one of those known.
func (r *reader) unknown(n *yaml.Node, message, word string, known []string) {
	if !r.full() {
		r.problem(n, message)
		r.problems[len(r.problems)-1].Suggestion = nearest(word, known)
	}
}

// full tells that no more problems are taken in.
func (r *reader) full() bool { return len(r.problems) >= maxProblems }

func (r *reader) problem(n *yaml.Node, message string) {
	r.problemAt(n.Line, n.Column, message)
}

// problemAt adds a problem and keeps its place inside the file.
func (r *reader) problemAt(line, column int, message string) {
	if r.full() {
		return
	}
	line = min(max(line, 1), len(r.lines))
	column = min(max(column, 1), utf8.RuneCountInString(r.lines[line-1])+1)
	r.problems = append(r.problems, Problem{File: r.file, Line: line, Column: column, Message: message})
}

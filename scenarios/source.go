package scenarios

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

const (
	// maxSize is the largest scenario file, in bytes; the built-in ones have some 40,000.
	maxSize = 256 << 10
	// maxDepth is how deep values may nest; the format itself needs eight levels.
	maxDepth = 16
)

// document takes in the bytes of a file and returns its top value, or nil when
// there is nothing to read on with.
func (r *reader) document(src []byte) *yaml.Node {
	if len(src) > maxSize {
		r.problemAt(1, 1, tooLarge(int64(len(src))).Error())
		return nil
	}
	if !r.readable(string(src)) {
		return nil
	}
	var doc yaml.Node
	if err := yaml.Load(src, &doc); err != nil {
		r.syntax(err)
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || !r.tame(doc.Content[0], 1) {
		return nil
	}
	return doc.Content[0]
}

func tooLarge(size int64) error {
	return fmt.Errorf("the file has %d bytes; a scenario has at most %d", size, maxSize)
}

// readable refuses broken UTF-8 and characters that cannot be seen. Those that
// YAML takes for line breaks would also make every position after them wrong.
func (r *reader) readable(src string) bool {
	line, column := 1, 1
	for i, c := range src {
		switch {
		case c == utf8.RuneError && strings.HasPrefix(src[i:], "\xef\xbf\xbd"):
			r.problemAt(line, column, "a character was lost here (U+FFFD); save the file as UTF-8 from its original")
			return false
		case c == utf8.RuneError:
			r.problemAt(line, column, "the file is not UTF-8 here")
			return false
		case invisible(c) && c != '\t' && c != '\n' && (c != '\r' || !strings.HasPrefix(src[i:], "\r\n")):
			r.problemAt(line, column, fmt.Sprintf("the character %U cannot be used", c))
			return false
		}
		column++
		if c == '\n' {
			line, column = line+1, 1
		}
	}
	return true
}

// invisible tells control characters and Unicode's own line breaks.
func invisible(c rune) bool {
	return c < ' ' || (c >= 0x7f && c < 0xa0) || c == '\u2028' || c == '\u2029'
}

// syntax reports what the YAML library could not read.
func (r *reader) syntax(err error) {
	var all *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &all):
		for _, e := range all.Errors {
			r.problemAt(e.Mark.Line, e.Mark.Column, plain(e.Message))
		}
	case errors.As(err, &one):
		message := plain(one.Message)
		if one.ContextMsg != "" {
			message += fmt.Sprintf(" (%s that began in line %d)", one.ContextMsg, max(one.ContextMark.Line, 1))
		}
		r.problemAt(one.Mark.Line, one.Mark.Column, message)
	default:
		r.problemAt(1, 1, plain(err.Error()))
	}
}

// plain says the library's most frequent messages in an author's words.
func plain(message string) string {
	switch m := strings.TrimPrefix(message, "yaml: "); m {
	case "no documents in stream":
		return "the file is empty"
	case "expected single document, found multiple":
		return "the file holds several documents; one file is one scenario"
	case "mapping values are not allowed in this context":
		return `this line is not YAML: check the indentation, and put a text that holds ": " in quotes`
	case "found character that cannot start any token":
		return "this line is not YAML: a text cannot begin with this character, and lines are indented with spaces"
	default:
		return "not YAML: " + m
	}
}

// tame tells whether a value and all below it are plain enough to walk: not too
// deep, without aliases (a few of them can stand for billions of values), without
// tags. It reports only the first trouble of each value.
func (r *reader) tame(n *yaml.Node, depth int) bool {
	switch {
	case depth > maxDepth:
		r.problem(n, fmt.Sprintf("values are nested more than %d deep", maxDepth))
		return false
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.problem(n, "anchors and aliases cannot be used; write the value out")
		return false
	case n.Style&yaml.TaggedStyle != 0:
		r.problem(n, "tags such as "+n.Tag+" cannot be used")
		return false
	}
	ok := true
	for _, c := range n.Content {
		ok = r.tame(c, depth+1) && ok
	}
	return ok
}

package scenarios

import (
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// place finds where a character of a scalar's value stands in the file, so that
// a fault inside an expression or an artifact is shown at its own line and
// column, however the author quoted it. line and column are within the value,
// from 1.
//
// YAML may fold, indent and escape, but it never changes the order of what can
// be seen: the k-th visible character of the value is the k-th of the source.
func (r *reader) place(n *yaml.Node, line, column int) (fileLine, fileColumn int) {
	skip := visibleBefore(n.Value, line, column)
	src := scan{lines: r.lines}
	src.begin(n.Line-1, n.Column-1)
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		src.begin(n.Line, 0) // after the header
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		src.column++
		src.double = n.Style&yaml.DoubleQuotedStyle != 0
		src.single = !src.double
	}
	for {
		l, c, ok := src.next()
		switch {
		case !ok:
			return n.Line, n.Column
		case skip == 0:
			return l + 1, c + 1
		}
		skip--
	}
}

// visibleBefore counts the characters before a position that are not space.
func visibleBefore(value string, line, column int) int {
	count := 0
	for c := range strings.SplitSeq(value, "\n") {
		line--
		for i, char := range []rune(c) {
			if line == 0 && i+1 >= column {
				return count
			}
			if !unicode.IsSpace(char) {
				count++
			}
		}
		if line == 0 {
			// The end of a line: point at its last visible character.
			return max(count-1, 0)
		}
	}
	return count
}

// scan walks the visible characters of a scalar in the source.
type scan struct {
	lines          []string
	line, column   int    // from 0
	chars          []rune // of the line
	double, single bool
}

// begin goes to a place in the source.
func (s *scan) begin(line, column int) {
	s.line, s.column, s.chars = line, column, nil
	if line >= 0 && line < len(s.lines) {
		s.chars = []rune(s.lines[line])
	}
}

// next returns the position, from 0, of the next visible character.
func (s *scan) next() (line, column int, ok bool) {
	for s.line >= 0 && s.line < len(s.lines) {
		for s.column < len(s.chars) {
			column = s.column
			if s.take() {
				return s.line, column, true
			}
		}
		s.begin(s.line+1, 0)
	}
	return 0, 0, false
}

// take passes one character with its escapes and tells whether it can be seen.
func (s *scan) take() bool {
	c := s.chars[s.column]
	rest := s.chars[s.column+1:]
	s.column++
	switch {
	case s.single && c == '\'' && len(rest) > 0:
		s.column++ // '' stands for one
		return true
	case s.double && c == '\\' && len(rest) > 0:
		code := rest[1:min(1+digits(rest[0]), len(rest))]
		s.column += 1 + len(code)
		if char, err := strconv.ParseUint(string(code), 16, 32); err == nil {
			return !unicode.IsSpace(rune(char))
		}
		return !strings.ContainsRune("tnvfr _LNP\t", rest[0])
	case s.double && c == '\\':
		return false // the line goes on
	}
	return !unicode.IsSpace(c)
}

// digits is how many hexadecimal digits follow the letter of an escape.
func digits(letter rune) int {
	switch letter {
	case 'x':
		return 2
	case 'u':
		return 4
	case 'U':
		return 8
	default:
		return 0
	}
}

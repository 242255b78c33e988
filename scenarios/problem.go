package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with a scenario file, and where.
type Problem struct {
	File         string // as it was given to Parse
	Line, Column int    // from 1, always inside the file; Column counts characters
	Message      string // one sentence, without a full stop
	Suggestion   string // the word that was probably meant; may be empty
}

// String is the problem on one line, as editors and terminals expect it:
//
//	file.yaml:12:7: unknown key "severty": did you mean "severity"?
func (p Problem) String() string {
	s := fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
	if p.Suggestion != "" {
		s += fmt.Sprintf(": did you mean %q?", p.Suggestion)
	}
	return s
}

// Problems is everything that is wrong with a file, in the order of the file.
// It is an error when it is not empty; an empty one must not be returned as an
// error.
type Problems []Problem

// Error lists the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// sorted puts problems into the order of the file and drops repetitions.
func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.Compact(ps)
}

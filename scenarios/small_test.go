package scenarios

import (
	"os"
	"strings"
	"testing"

	"misfortune/game"
)

// small is the scenario of the author's guide. Most stories here begin with it.
func small(t testing.TB) string {
	t.Helper()
	guide, err := os.ReadFile("../docs/scenarios.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(guide), "\n```yaml\n")
	block, _, closed := strings.Cut(rest, "```\n")
	if !found || !closed || strings.Count(string(guide), "```yaml") != 1 {
		t.Fatal("docs/scenarios.md must hold exactly one yaml block: a complete scenario")
	}
	return block
}

// edited is a file with one passage replaced, which must be there exactly once.
func edited(t testing.TB, src, from, to string) string {
	t.Helper()
	if n := strings.Count(src, from); n != 1 {
		t.Fatalf("%q is %d times in the file, not once", from, n)
	}
	return strings.Replace(src, from, to, 1)
}

// mustParse parses a file that is in order.
func mustParse(t testing.TB, file, src string) *game.Scenario {
	t.Helper()
	s, problems := Parse(file, []byte(src))
	if len(problems) > 0 {
		t.Fatalf("%s should be in order:\n%v", file, problems)
	}
	return s
}

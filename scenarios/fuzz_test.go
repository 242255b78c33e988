package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// parseTime is how long one file may take. Parsing the largest takes some ten milliseconds; this
// leaves room for the race detector on a busy machine.
const parseTime = 10 * time.Second

func FuzzParse(f *testing.F) {
	f.Add([]byte(small(f)))
	for _, b := range BuiltIn() {
		f.Add(b.Source)
	}
	bad, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range bad {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	for _, costly := range costlyFiles() {
		f.Add([]byte(costly))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		begin := time.Now()
		scenario, problems := Parse("fuzz.yaml", src)
		if took := time.Since(begin); took > parseTime {
			t.Errorf("%d bytes took %v", len(src), took)
		}
		if (scenario == nil) != (len(problems) > 0) {
			t.Errorf("scenario %v with %d problems", scenario != nil, len(problems))
		}
		lines := strings.Split(string(src), "\n")
		for _, p := range problems {
			if p.Message == "" || p.File != "fuzz.yaml" {
				t.Errorf("problem without a message or a file: %+v", p)
			}
			if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > utf8.RuneCountInString(lines[p.Line-1])+1 {
				t.Errorf("%v is not in the file", p)
			}
		}
	})
}

// stairs is Markdown in which every line is one list deeper.
func stairs(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat("  ", i+1) + "- a\n")
	}
	return b.String()
}

// costlyFiles are what a parser would spend long on if nobody had thought of it.
func costlyFiles() []string {
	const many = 20_000
	return []string{
		"page: {text: \"" + strings.Repeat("8.8.8.8 ", many) + "\"}",
		"page: {text: \"" + strings.Repeat("{{x}}", many) + "\"}",
		"page: {text: '" + strings.Repeat("''", many) + "'}",
		"briefing: \"" + strings.Repeat("[", 10*many) + "\"",
		"briefing: \"" + strings.Repeat("> ", 5*many) + "\"",
		"briefing: \"" + strings.Repeat("> ", 8) + strings.Repeat("[", 9_000) + "\"",
		"briefing: \"" + strings.Repeat("*a_ ", 4_000) + "\"",
		"briefing: |\n" + stairs(150),
		"world: {" + strings.Repeat("a: 1, ", many) + "}",
		"world: {a: 1}\nimpact: {value: \"" + strings.Repeat("(", many) + "\"}",
		"world: {a: 1}\nimpact: {value: \"" + strings.Repeat("a+", many) + "a\"}",
		"world: {a: 1}\nimpact: {value: \"" + strings.Repeat("!", many) + "a\"}",
		strings.Repeat("tiltel: 1\n", many),
		strings.Repeat("? ", many),
		strings.Repeat("- ", many),
	}
}

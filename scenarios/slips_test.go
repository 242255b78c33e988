package scenarios

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew; read the difference before it is committed")

// slip is one thing that an author may get wrong, and what they are told.
// testdata/slips.txt holds them in this form:
//
//	# why this is refused
//	- lines of the small scenario, which are replaced
//	+ by these (or put at the end, when there are none to replace)
//	= what is said about it, without the name of the file
type slip struct {
	name           string
	from, to, said []string
}

func readSlips(t *testing.T) []slip {
	t.Helper()
	src, err := os.ReadFile("testdata/slips.txt")
	if err != nil {
		t.Fatal(err)
	}
	var slips []slip
	for block := range strings.SplitSeq(strings.TrimSpace(string(src)), "\n\n") {
		var s slip
		for line := range strings.SplitSeq(block, "\n") {
			text := strings.TrimPrefix(line[1:], " ")
			switch line[0] {
			case '#':
				s.name = text
			case '-':
				s.from = append(s.from, text)
			case '+':
				s.to = append(s.to, text)
			case '=':
				s.said = append(s.said, text)
			default:
				t.Fatalf("testdata/slips.txt: what is %q?", line)
			}
		}
		slips = append(slips, s)
	}
	return slips
}

// said is what Parse says, a line each, without the name of the file.
func said(problems Problems) []string {
	var out []string
	for _, p := range problems {
		p.File = ""
		out = append(out, strings.TrimPrefix(p.String(), ":"))
	}
	return out
}

func TestEverySlipOfAnAuthorIsToldAtItsPlace(t *testing.T) {
	slips := readSlips(t)
	base := small(t)
	var anew strings.Builder
	for _, s := range slips {
		t.Run(s.name, func(t *testing.T) {
			src := base
			if len(s.from) == 0 {
				src += strings.Join(s.to, "\n") + "\n"
			} else {
				src = edited(t, src, strings.Join(s.from, "\n")+"\n", strings.Join(append(s.to, ""), "\n"))
			}
			scenario, problems := Parse("small.yaml", []byte(src))
			if (scenario == nil) != (len(problems) > 0) {
				t.Errorf("scenario %v with %d problems: one of the two must be there", scenario != nil, len(problems))
			}
			fmt.Fprintf(&anew, "# %s\n%s%s%s\n", s.name, each("- ", s.from), each("+ ", s.to), each("= ", said(problems)))
			if diff := cmp.Diff(s.said, said(problems)); diff != "" && !*update {
				t.Error(diff)
			}
		})
	}
	if *update {
		writeGolden(t, "testdata/slips.txt", strings.TrimSuffix(anew.String(), "\n"))
	}
}

func each(prefix string, lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(strings.TrimSuffix(prefix+l, " ") + "\n")
	}
	return b.String()
}

func TestFilesThatCannotBeReadAsYAMLSayWhy(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no files in testdata/bad", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			scenario, problems := Parse(filepath.Base(file), src)
			if scenario != nil || len(problems) == 0 {
				t.Fatal("this file should be refused")
			}
			golden := strings.TrimSuffix(file, ".yaml") + ".txt"
			if *update {
				writeGolden(t, golden, problems.Error()+"\n")
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), problems.Error()+"\n"); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func writeGolden(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

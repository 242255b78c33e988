package archtest

import (
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What others made is fetched by make at pinned versions and never committed.
func TestNothingOfOthersIsCommitted(t *testing.T) {
	for _, file := range strayFiles(strings.Fields(run(t, "git", "-c", "safe.directory=*", "ls-files"))) {
		t.Errorf("%s is committed", file)
	}
}

func TestStrayFilesAreFound(t *testing.T) {
	strays := []string{"static/dist/main.js", "static/node_modules/uplot/a.js", "vendor/x/y.go",
		"static/js/uplot.min.js", "static/css/inter.woff2", "data/misfortune.db", "bin/misfortune"}
	ours := []string{"static/dist/.gitkeep", "static/js/live.js", "docs/picture.png", "game/decide.go"}
	if got := strayFiles(append(slices.Clone(strays), ours...)); !slices.Equal(got, strays) {
		t.Errorf("found %q", got)
	}
}

// strayFiles returns those that are fetched or built, or look like it.
func strayFiles(files []string) []string {
	stray := regexp.MustCompile(`(^|/)(node_modules|vendor|dist|bin|data|gallery)/|\.min\.(js|css)$|\.(woff2?|ttf|otf|db)$`)
	allowed := regexp.MustCompile(`^static/dist/\.gitkeep$|^internal/gallery/`)
	var found []string
	for _, file := range files {
		if stray.MatchString(file) && !allowed.MatchString(file) {
			found = append(found, file)
		}
	}
	return found
}

// The documents name files and commands; both have to be there.
func TestDocumentsPointAtWhatIsThere(t *testing.T) {
	makefile, err := os.ReadFile(path.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	documents := []string{"README.md"}
	entries, err := os.ReadDir(path.Join(root, "docs"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if path.Ext(e.Name()) == ".md" {
			documents = append(documents, path.Join("docs", e.Name()))
		}
	}
	for _, doc := range documents {
		text, err := os.ReadFile(path.Join(root, doc))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range links(string(text)) {
			if _, err := os.Stat(path.Join(root, path.Dir(doc), file)); err != nil {
				t.Errorf("%s points at %s: %v", doc, file, err)
			}
		}
		for _, target := range targets(string(text)) {
			if !regexp.MustCompile(`(?m)^` + target + `:`).Match(makefile) {
				t.Errorf("%s says `make %s`, and there is nothing of that name to make", doc, target)
			}
		}
	}
}

func TestLinksAndTargetsAreFound(t *testing.T) {
	const text = "See ![picture](docs/picture.png), [rules](docs/rules.md#time), [web](https://example.org), [here](#flags).\n" +
		"`make run`, then `make test ARGS=1`; make sure that it works.\n\n    make lint\n"
	if got, want := links(text), []string{"docs/picture.png", "docs/rules.md"}; !slices.Equal(got, want) {
		t.Errorf("links are %q, want %q", got, want)
	}
	if got, want := targets(text), []string{"run", "test", "lint"}; !slices.Equal(got, want) {
		t.Errorf("targets are %q, want %q", got, want)
	}
}

// links returns the files that a Markdown text links to.
func links(text string) []string {
	var files []string
	for _, m := range regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(text, -1) {
		file, _, _ := strings.Cut(m[1], "#")
		if file != "" && !strings.Contains(file, "://") {
			files = append(files, file)
		}
	}
	return files
}

// targets returns what a Markdown text says to make: in back quotes, or at the
// start of a line of code.
func targets(text string) []string {
	var found []string
	for _, m := range regexp.MustCompile("(?m)(?:`|^ {4}|^\\$ |^)make ([a-z]+)(?:`| [A-Z]+=|$| *#)").FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	return found
}

package archtest

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// banned is what no template may contain. Linters skip generated code, so the
// sources are read instead.
var banned = []struct {
	what    *regexp.Regexp
	why     string
	planted string // a line that the pattern must find
}{
	{regexp.MustCompile(`templ\.Raw\b`), "text would reach the page unescaped: the one place for that is templates/rich.go", `@templ.Raw(text)`},
	{regexp.MustCompile(`[\s"]on[a-z]+\s*=`), "the content security policy forbids inline handlers: use a data- attribute and a module", `<button onclick="go()">`},
	{regexp.MustCompile(`\sstyle\s*=|<style\b`), "the content security policy forbids inline styles: use a class", `<p style={ width }>`},
	{regexp.MustCompile(`^\s*(script|css)\s+\w+\(`), "templ's script and css blocks are inline: use a module or app.css", `script open(id string) {`},
	{regexp.MustCompile(`<script(?:[^>]*\ssrc=)?`), "the content security policy forbids inline script: give it a src", `<script>`},
	{regexp.MustCompile(`https?://[a-z0-9.-]*\.(com|net|org|io|dev)\b`), "pages load and link nothing from elsewhere: they must work on a room's own wifi", `<link href="https://fonts.example.com/x.css">`},
}

// faults lists what a template contains that it may not.
func faults(source string) []string {
	var found []string
	for line := range strings.Lines(source) {
		for _, b := range banned {
			for _, hit := range b.what.FindAllString(line, -1) {
				if strings.HasPrefix(hit, "<script") && strings.HasSuffix(hit, "src=") {
					continue
				}
				found = append(found, strings.TrimSpace(hit)+": "+b.why)
			}
		}
	}
	return found
}

func TestTemplatesHoldNothingInline(t *testing.T) {
	read := 0
	err := fs.WalkDir(os.DirFS(root), "templates", func(file string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(file) != ".templ" {
			return err
		}
		read++
		source, err := os.ReadFile(path.Join(root, file))
		for _, fault := range faults(string(source)) {
			t.Errorf("%s: %s", file, fault)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if read == 0 {
		t.Error("no template was read")
	}
}

// TestPlantedFaultsAreFound holds the patterns to account.
func TestPlantedFaultsAreFound(t *testing.T) {
	for _, b := range banned {
		if !slices.ContainsFunc(faults(b.planted), func(f string) bool { return strings.HasSuffix(f, b.why) }) {
			t.Errorf("%q is not found: %s", b.planted, b.why)
		}
	}
	for _, fine := range []string{
		`<script type="module" src={ static.Path("dist/main.js") }></script>`,
		`<section class="style" data-on="1" aria-controls={ id }>`,
		`if season = next; done {`,
	} {
		if found := faults(fine); len(found) > 0 {
			t.Errorf("%q is fine, but: %q", fine, found)
		}
	}
}

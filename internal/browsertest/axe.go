package browsertest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// Violation is a rule of accessibility that a page breaks.
type Violation struct {
	ID      string // of the rule, "color-contrast"
	Impact  string // minor, moderate, serious, critical
	Help    string // the rule in a sentence
	HelpURL string
	Nodes   []struct {
		Target         []any  // CSS selectors, outermost frame first
		HTML           string // the start of the element
		FailureSummary string // what would mend it
	}
}

// String puts the rule on the first line and each element that breaks it below.
func (v Violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s", v.ID, v.Impact, v.Help)
	for _, n := range v.Nodes {
		summary := strings.Join(strings.Fields(n.FailureSummary), " ")
		fmt.Fprintf(&b, "\n  %v %s\n    %s", n.Target, n.HTML, summary)
	}
	return b.String()
}

// axeOptions asks for WCAG 2.2 up to AA, and what is good practice beyond it.
const axeOptions = `{
	resultTypes: ['violations'],
	runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}`

// Axe looks at the page as it is now with axe-core and returns what it finds,
// nothing if all is well. axe-core comes from static/node_modules; without it
// the test fails and says how to fetch it.
func (p *Person) Axe() []Violation {
	p.t.Helper()
	if !Eval[bool](p, `'axe' in globalThis`) {
		source, err := axeSource()
		if err != nil {
			p.t.Fatalf("%s: %v", p.name, err)
		}
		run(p, "loading axe-core", chromedp.Evaluate[chromedp.Void](source))
	}
	return Eval[[]Violation](p, fmt.Sprintf("axe.run(document, %s).then(found => found.violations)", axeOptions))
}

// axeSource reads axe-core from the repository that the test runs in.
func axeSource() (string, error) {
	root, err := moduleRoot()
	if err != nil {
		return "", err
	}
	source, err := os.ReadFile(filepath.Join(root, "static", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		return "", fmt.Errorf("axe-core is missing, run: npm ci --prefix static (%w)", err)
	}
	return string(source), nil
}

// moduleRoot finds the folder of go.mod, upwards from the package under test.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("no go.mod above the test's folder")
		}
		dir = parent
	}
}

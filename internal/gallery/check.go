package gallery

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"misfortune/internal/browsertest"
)

var (
	//go:embed sight.js
	sightJS string
	//go:embed checks.js
	checksJS string
)

// Fault is a rule that a page breaks.
type Fault struct {
	Rule  string // "overlapping"
	Where string // the element, as CSS would find it
	What  string
}

// String is the fault in a line.
func (f Fault) String() string { return fmt.Sprintf("%s: %s: %s", f.Rule, f.Where, f.What) }

// Settle waits until nothing on the page moves any more. What is animated
// without end is stopped.
func Settle(p *browsertest.Person) { inPage[bool](p, "rules.settled()") }

// Check looks at the page that the person has open, in a language, and returns
// what is wrong with it, nothing if all is well: the rules of [CheckLayout], and
//
//   - words: a text is missing in the language, or is in another one
//   - axe-…: a rule of accessibility, as axe-core names it
//
// Call [Settle] first.
func Check(p *browsertest.Person, lang string, rules ...string) []Fault {
	faults := append(CheckLayout(p, rules...), checkWords(inPage[[]saying](p, "rules.words()"), lang)...)
	for _, v := range p.Axe() {
		faults = append(faults, Fault{Rule: "axe-" + v.ID, Where: v.Impact, What: v.String()})
	}
	return faults
}

// CheckLayout looks at what depends on the size of the window alone:
//
//   - scroll: something is wider than the window
//   - clipped: text is cut off, and no scrolling brings it back
//   - spilling: text leaves the box that is drawn around it
//   - overlapping: two texts are written over each other
//   - buried: text stays under a bar that is pinned to the window
//   - targets: what can be pressed is smaller than 24 by 24 pixels
//   - wheel: a label leaves its slice
//
// and, if rules asks for it,
//
//   - projector: text is under 2.2% of the height, or beyond the screen's edge
//
// Call [Settle] first.
func CheckLayout(p *browsertest.Person, rules ...string) []Fault {
	more, err := json.Marshal(append([]string{}, rules...)) // never null
	if err != nil {
		panic(err) // strings
	}
	return inPage[[]Fault](p, fmt.Sprintf("rules.broken(%s)", more))
}

// inPage evaluates an expression with the functions of checks.js at hand, as
// rules.
func inPage[T any](p *browsertest.Person, js string) T {
	if !browsertest.Eval[bool](p, "'rules' in globalThis") {
		browsertest.Eval[bool](p, strings.Join([]string{
			"(() => {", sightJS, checksJS, "globalThis.rules = { broken, settled, words }; return true; })()",
		}, "\n"))
	}
	return browsertest.Eval[T](p, js)
}

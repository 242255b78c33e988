package browsertest

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

var (
	//go:embed page.js
	pageJS string
	//go:embed clock.js
	clockJS string
)

// WaitText waits until a visible element that matches contains the text. White
// space of any kind and length counts as one space.
func (p *Person) WaitText(css, text string) {
	p.t.Helper()
	doing := fmt.Sprintf("waiting for %q in %s", text, css)
	until[bool](p, doing, fmt.Sprintf("(found => found.value ? {value: true} : found)(find(%q, %q))", css, text))
}

// Wait waits until an element that matches is visible.
func (p *Person) Wait(css string) {
	p.t.Helper()
	until[bool](p, "waiting for "+css, fmt.Sprintf(`(found => found.value ? {value: true} : found)(find(%q, ""))`, css))
}

// WaitGone waits until no element that matches is visible.
func (p *Person) WaitGone(css string) {
	p.t.Helper()
	until[bool](p, "waiting until there is no "+css,
		fmt.Sprintf(`(found => found.value ? {why: "there still is " + named(found.value)} : {value: true})(find(%q, ""))`, css))
}

// WaitFor waits until a JavaScript expression holds in the page.
func (p *Person) WaitFor(js string) {
	p.t.Helper()
	until[bool](p, "waiting for "+js, fmt.Sprintf(`(%s) ? {value: true} : {why: "it does not hold"}`, js))
}

// Text waits for a visible element that matches and returns what it says, as
// one line: white space of any kind and length becomes one space.
func (p *Person) Text(css string) string {
	p.t.Helper()
	return until[string](p, "reading "+css,
		fmt.Sprintf(`(found => found.value ? {value: words(found.value)} : found)(find(%q, ""))`, css))
}

// Has tells whether an element that matches is visible right now.
func (p *Person) Has(css string) bool {
	p.t.Helper()
	return Eval[bool](p, fmt.Sprintf(`!!find(%q, "").value`, css))
}

// URL returns the address of the page right now.
func (p *Person) URL() string {
	p.t.Helper()
	return Eval[string](p, "location.href")
}

// Eval returns the value of a JavaScript expression in the page, right now; of a
// promise, once it is kept. T is what encoding/json makes of it.
func Eval[T any](p *Person, js string) T {
	p.t.Helper()
	return run(p, "evaluating "+js, chromedp.Evaluate[T](p.inPage(js), chromedp.EvalAwaitPromise))
}

// inPage puts the functions of page.js around an expression, for as long as it
// is evaluated.
func (p *Person) inPage(js string) string {
	return fmt.Sprintf("(() => {\nconst asleep = %t;\n%s\nreturn (%s);\n})()", p.device.NoScript, pageJS, js)
}

// seen is what a look at the page came to.
type seen struct {
	Value json.RawMessage
	Why   string // why there is no value
}

// until looks again and again, in the page, until the look has a value. It
// survives that the page goes away meanwhile: then it looks at the next one.
func until[T any](p *Person, doing, look string) T {
	p.t.Helper()
	end := time.Now().Add(p.patience)
	ctx, cancel := context.WithDeadline(p.ctx, end.Add(time.Second))
	defer cancel()
	why := "the page never answered"
	for {
		left := time.Until(end)
		js := p.inPage(fmt.Sprintf("wait(() => %s, %d)", look, left.Milliseconds()))
		s, err := chromedp.Run(ctx, chromedp.Evaluate[seen](js, chromedp.EvalAwaitPromise))
		switch {
		case err == nil && s.Value != nil:
			var v T
			if err := json.Unmarshal(s.Value, &v); err != nil {
				p.fail(doing, err.Error())
			}
			return v
		case err == nil && p.device.NoScript && left > 0:
			why = s.Why
			blink(ctx)
			continue
		case err == nil:
			why = s.Why
		case !wentAway(err) && !errors.Is(err, context.DeadlineExceeded):
			p.fail(doing, err.Error())
		}
		if left <= 0 || err == nil {
			p.fail(doing, fmt.Sprintf("not within %s: %s", p.patience, why))
		}
	}
}

// blink is the time between two looks at a page that cannot wait by itself.
func blink(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(50 * time.Millisecond):
	}
}

// wentAway tells whether an evaluation failed only because its page was left.
func wentAway(err error) bool {
	for _, text := range []string{
		"Inspected target navigated or closed",
		"Execution context was destroyed",
		"Cannot find context with specified id",
		"Cannot find default execution context",
		"Promise was collected",
	} {
		if strings.Contains(err.Error(), text) {
			return true
		}
	}
	return false
}

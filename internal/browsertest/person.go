package browsertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long a person waits for what should happen at once: long
// enough for a race-enabled server and ten browsers on two busy cores.
const patience = 15 * time.Second

// Person is somebody in front of a tab of their own browser. Not safe for
// concurrent use; different persons may act at the same time.
type Person struct {
	t          testing.TB
	name       string // for the messages
	agent      string
	ctx        context.Context // chromedp keeps the tab in it
	device     Device
	patience   time.Duration
	complaints *complaints
}

// Person seats somebody in front of an empty tab, with cookies and storage that
// nobody else shares. The name is used in messages only. The tab is closed at
// the test's end, and what its pages complained about fails the test.
func (b *Browser) Person(t testing.TB, name string, d Device) *Person {
	t.Helper()
	p := &Person{t: t, name: name, agent: b.agent, device: d, patience: patience, complaints: &complaints{}}
	p.sit(b.ctx, chromedp.WithNewBrowserContext())
	return p
}

// Tab opens another empty tab in the same browser: same cookies, same storage,
// same device. It is a Person too, and complains on its own.
func (p *Person) Tab() *Person {
	p.t.Helper()
	tab := *p
	tab.name += " (another tab)"
	tab.complaints = &complaints{}
	tab.sit(p.ctx)
	return &tab
}

// sit opens the tab, sets it up as the device, and sees to its end.
func (p *Person) sit(parent context.Context, options ...chromedp.ContextOption) {
	p.t.Helper()
	ctx, cancel := chromedp.NewContext(parent, append(options, chromedp.WithListener(p.complaints.hear))...)
	p.ctx = ctx
	p.t.Cleanup(func() {
		p.report()
		cancel()
	})
	// No time limit here: the first run ties the tab's life to its context.
	if err := chromedp.Do(ctx, p.device.wear(p.agent), p.device.clock()); err != nil {
		p.t.Fatalf("%s: opening a tab: %v", p.name, err)
	}
}

// Wear changes the window, the colour scheme, the motion preference and the
// language from now on; the language counts from the next page load. The clock
// stays as it is.
func (p *Person) Wear(d Device) {
	p.t.Helper()
	d.Ahead = p.device.Ahead
	p.device = d
	run(p, "changing the device", d.wear(p.agent))
}

// Within returns the same person in the same tab with another patience: how long
// each act may take before it fails the test. It starts at 15 seconds.
func (p *Person) Within(d time.Duration) *Person {
	q := *p
	q.patience = d
	return &q
}

// Tolerate says that complaints of this person's pages that contain one of the
// texts are to be expected, before or after they are heard.
func (p *Person) Tolerate(texts ...string) { p.complaints.tolerate(texts) }

// report fails the test for what the tab's pages complained about.
func (p *Person) report() {
	p.t.Helper()
	// An answer from the page means that all it said before has been heard.
	ctx, cancel := context.WithTimeout(p.ctx, 2*time.Second)
	defer cancel()
	_, _ = chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void]("0"))
	for _, line := range p.complaints.unexpected() {
		p.t.Errorf("%s: the page complained: %s", p.name, line)
	}
}

// run does one thing in the tab, or fails the test.
func run[T any](p *Person, doing string, a chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, p.patience)
	defer cancel()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		p.fail(doing, err.Error())
	}
	return v
}

// fail ends the test with all that helps to understand why.
func (p *Person) fail(doing, why string) {
	p.t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s: %s", p.name, doing, why)
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	if at, err := chromedp.Run(ctx, chromedp.Location()); err == nil {
		fmt.Fprintf(&b, "\n  page:       %s", at)
	}
	if says, err := chromedp.Run(ctx, chromedp.Evaluate[string](p.inPage(`words(document.body).slice(0, 600)`))); err == nil {
		fmt.Fprintf(&b, "\n  says:       %s", says)
	}
	for _, line := range p.complaints.unexpected() {
		fmt.Fprintf(&b, "\n  complained: %s", line)
	}
	if png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100)); err == nil {
		fmt.Fprintf(&b, "\n  picture:    %s", keep(png))
	}
	p.t.Fatal(b.String())
}

// keep writes a picture where it outlives the test, and returns where.
func keep(png []byte) string {
	f, err := os.CreateTemp("", "misfortune-*.png")
	if err != nil {
		return err.Error()
	}
	_, err = f.Write(png)
	if err := errors.Join(err, f.Close()); err != nil {
		return err.Error()
	}
	return f.Name()
}

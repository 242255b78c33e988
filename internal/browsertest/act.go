package browsertest

import (
	"context"
	"fmt"
	"os"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Keys for [Person.Press], beside ordinary text.
const (
	Enter      = kb.Enter
	Tab        = kb.Tab
	Escape     = kb.Escape
	Space      = " "
	ArrowUp    = kb.ArrowUp
	ArrowDown  = kb.ArrowDown
	ArrowLeft  = kb.ArrowLeft
	ArrowRight = kb.ArrowRight
)

// Open goes to an address and waits until the page and its scripts have loaded.
func (p *Person) Open(url string) {
	p.t.Helper()
	run(p, "opening "+url, chromedp.Navigate(url))
}

// Reload loads the page again and waits until it and its scripts have loaded.
func (p *Person) Reload() {
	p.t.Helper()
	run(p, "reloading", chromedp.Reload())
}

// Click presses the middle of the first visible element that matches, with a
// mouse or a finger as the device has it. It waits until the page has loaded and
// the element is there, enabled, at rest and not covered.
func (p *Person) Click(css string) {
	p.t.Helper()
	p.ClickText(css, "")
}

// ClickText is Click on the first visible match that contains the text. White
// space of any kind and length counts as one space.
func (p *Person) ClickText(css, text string) {
	p.t.Helper()
	doing := "clicking " + css
	if text != "" {
		doing += fmt.Sprintf(" with %q", text)
	}
	p.press(doing, css, text)
}

// press waits for the element and puts the finger on it.
func (p *Person) press(doing, css, text string) {
	p.t.Helper()
	at := until[point](p, doing, fmt.Sprintf("spot(%q, %q)", css, text))
	touch := chromedp.MouseClickXY(at.X, at.Y)
	if p.device.Touch {
		touch = chromedp.TapXY(at.X, at.Y)
	}
	run(p, doing, touch)
}

// point is a place in the window, in CSS pixels.
type point struct{ X, Y float64 }

// Fill clicks a field and types over what it holds. In a select it chooses the
// option with that value.
func (p *Person) Fill(css, value string) {
	p.t.Helper()
	doing := "filling " + css
	p.press(doing, css, "")
	if !Eval[bool](p, fmt.Sprintf("take(%q, %q)", css, value)) {
		return
	}
	if value == "" {
		run(p, doing, chromedp.KeyEvent(kb.Backspace))
		return
	}
	run(p, doing, command(input.InsertText, input.InsertTextParams{Text: value}))
}

// Press presses keys one after another, wherever the focus is.
func (p *Person) Press(keys string) {
	p.t.Helper()
	run(p, fmt.Sprintf("pressing %q", keys), chromedp.KeyEvent(keys))
}

// Screenshot writes what the person sees to a PNG file.
func (p *Person) Screenshot(file string) {
	p.t.Helper()
	p.picture(file, false)
}

// ScreenshotPage writes the whole page to a PNG file, however far it scrolls.
func (p *Person) ScreenshotPage(file string) {
	p.t.Helper()
	p.picture(file, true)
}

func (p *Person) picture(file string, whole bool) {
	p.t.Helper()
	png := run(p, "taking a picture", func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		shot, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Format: page.CaptureScreenshotFormatPng, CaptureBeyondViewport: &whole,
		})
		return shot.Data, err
	})
	if err := os.WriteFile(file, png, 0o644); err != nil {
		p.t.Fatalf("%s: %v", p.name, err)
	}
}

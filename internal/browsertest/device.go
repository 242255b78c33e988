package browsertest

import (
	"context"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Device is what a person looks at and how it is set. Take [Phone], [Laptop] or
// [Projector] and change what matters to the test.
type Device struct {
	Width, Height int           // of the window, in CSS pixels
	Scale         float64       // device pixels per CSS pixel; 0 stands for 1
	Touch         bool          // fingers instead of a mouse, and a mobile viewport
	Dark          bool          // prefers the dark colour scheme
	StillMotion   bool          // prefers reduced motion
	NoScript      bool          // pages may not run any script
	Lang          string        // Accept-Language and navigator.language; "" leaves the browser's own
	Ahead         time.Duration // how far its clock is ahead of the server's; may be negative
}

// Phone is a current phone held upright.
func Phone() Device { return Device{Width: 390, Height: 844, Scale: 2, Touch: true} }

// Laptop is a laptop's window.
func Laptop() Device { return Device{Width: 1440, Height: 900} }

// Projector is the screen at the front of the room.
func Projector() Device { return Device{Width: 1920, Height: 1080} }

// wear makes a tab look like the device from now on, all but its clock.
func (d Device) wear(agent string) chromedp.Action[chromedp.Void] {
	viewport := []chromedp.EmulateViewportOption{chromedp.EmulateScale(max(d.Scale, 1))}
	if d.Touch {
		viewport = append(viewport, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	scheme, motion := "light", "no-preference"
	if d.Dark {
		scheme = "dark"
	}
	if d.StillMotion {
		motion = "reduce"
	}
	return chromedp.Steps(
		chromedp.EmulateViewport(int64(d.Width), int64(d.Height), viewport...),
		command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme},
			{Name: "prefers-reduced-motion", Value: motion},
		}}),
		command(emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{
			UserAgent:      agent,
			AcceptLanguage: d.Lang,
		}),
		command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: d.NoScript}),
	)
}

// clock sets the tab's clock wrong for every document it will load.
func (d Device) clock() chromedp.Action[chromedp.Void] {
	return command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: fmt.Sprintf("(%s)(%d);", clockJS, d.Ahead.Milliseconds()),
	})
}

// command makes an action of a protocol command whose answer does not matter.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, c, params)
		return chromedp.Void{}, err
	}
}

package browsertest

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// Browser is a running headless Chromium. It is safe for concurrent use.
type Browser struct {
	ctx    context.Context // chromedp keeps the browser in it
	cancel context.CancelFunc
	agent  string // its own User-Agent, needed to change the language alone
}

// shared is the one browser of this test binary, counted by its users so that
// it ends with the last of them and leaves neither process nor folder behind.
//
//nolint:gochecknoglobals // one browser per test binary is the point
var shared struct {
	sync.Mutex
	browser *Browser
	users   int
}

// Start returns the browser of this test binary and starts it if need be. It is
// given back when the test ends. A browser that is not there or does not start
// fails the test.
func Start(t testing.TB) *Browser {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.users == 0 {
		b, err := launch()
		if err != nil {
			t.Fatal(err)
		}
		shared.browser = b
	}
	shared.users++
	t.Cleanup(release)
	return shared.browser
}

// release gives the shared browser back; the last user closes it.
func release() {
	shared.Lock()
	defer shared.Unlock()
	shared.users--
	if shared.users == 0 {
		shared.browser.cancel()
		shared.browser = nil
	}
}

// launch starts a browser of its own.
func launch() (*Browser, error) {
	path, err := Find()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		// It opens our own pages only, and root has no sandbox.
		chromedp.NoSandbox,
	)
	allocator, cancelAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancelBrowser := chromedp.NewContext(allocator)
	cancel := func() {
		cancelBrowser()
		cancelAllocator()
	}
	// The first run starts the browser and ties its life to this context.
	if err := chromedp.Do(ctx); err != nil {
		cancel()
		return nil, fmt.Errorf("starting %s: %w", path, err)
	}
	version, err := chromedp.CallBrowser(ctx, browser.GetVersion, cdp.Empty{})
	if err != nil {
		cancel()
		return nil, fmt.Errorf("asking %s for its version: %w", path, err)
	}
	return &Browser{ctx: ctx, cancel: cancel, agent: version.UserAgent}, nil
}

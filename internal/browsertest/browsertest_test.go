package browsertest_test

import (
	"embed"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"misfortune/internal/browsertest"
)

//go:embed testdata
var testdata embed.FS

// desk serves a small page under a policy as strict as ours, and what a test
// wants to serve beside it.
func desk(t *testing.T, also map[string]string) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		html, err := testdata.ReadFile("testdata/desk.html")
		if err != nil {
			t.Error(err)
		}
		name := "a stranger"
		if c, err := r.Cookie("name"); err == nil {
			name = c.Value
		}
		fmt.Fprint(w, strings.Replace(string(html), "{{cookie}}", name, 1))
	})
	mux.HandleFunc("GET /{file}", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, testdata, "testdata"+r.URL.Path)
	})
	mux.HandleFunc("GET /signed", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "name", Value: r.FormValue("nick"), Path: "/"})
		fmt.Fprintf(w, "<!doctype html><title>Signed</title><meta name=viewport content=width=device-width><p id=signed>%s of team %q reads %s",
			r.FormValue("nick"), r.FormValue("team"), r.Header.Get("Accept-Language"))
	})
	mux.HandleFunc("GET /favicon.ico", func(http.ResponseWriter, *http.Request) {})
	for path, html := range also {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, html) })
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'")
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

func TestEachPersonHasTheirOwnBrowserAndTheirTabsShareIt(t *testing.T) {
	url := desk(t, nil)
	b := browsertest.Start(t)
	ana := b.Person(t, "Ana", browsertest.Laptop())
	luc := b.Person(t, "Luc", browsertest.Phone())
	browsertest.Together(t,
		func() { ana.Open(url); ana.Fill("#nick", "Ana"); ana.Press(browsertest.Enter) },
		func() { luc.Open(url); luc.Fill("#nick", "Luc"); luc.Click("#sign") },
	)
	ana.WaitText("#signed", "Ana of team")
	luc.WaitText("#signed", "Luc of team")

	tab := ana.Tab()
	tab.Open(url)
	tab.WaitText("#cookie", "Ana")
	luc.Open(url)
	luc.WaitText("#cookie", "Luc")
	zoe := b.Person(t, "Zoe", browsertest.Phone())
	zoe.Open(url)
	zoe.WaitText("#cookie", "a stranger")
}

func TestClickWaitsUntilAFingerWouldHit(t *testing.T) {
	url := desk(t, nil)
	b := browsertest.Start(t)
	for pointer, device := range map[string]browsertest.Device{
		"mouse": browsertest.Laptop(),
		"touch": browsertest.Phone(),
	} {
		p := b.Person(t, pointer, device)
		p.Open(url)
		p.Click("#drift")                    // glides for 300 ms
		p.ClickText("button", "Acknowledge") // disabled for as long
		p.Click("#veiled")                   // covered at first
		want := fmt.Sprintf("drift by %[1]s; late by %[1]s; veiled by %[1]s;", pointer)
		if got := p.Text("#happened"); got != want {
			t.Errorf("the page saw %q, want %q", got, want)
		}
	}
}

func TestFillTypesOverWhatIsThere(t *testing.T) {
	url := desk(t, nil)
	p := browsertest.Start(t).Person(t, "Ana", browsertest.Laptop())
	p.Open(url)
	p.Fill("#nick", "Zoé 🚨")
	p.Fill("#team", "blue")
	p.WaitText("#team", "Blue Hour") // a narrow no-break space counts as a space
	if got := browsertest.Eval[string](p, "document.querySelector('#nick').value"); got != "Zoé 🚨" {
		t.Errorf("the field holds %q", got)
	}
	p.Fill("#nick", "")
	p.Click("#sign")
	p.WaitText("#signed", `of team "blue"`)
	if !strings.Contains(p.URL(), "nick=&team=blue") {
		t.Errorf("the form went to %s", p.URL())
	}
}

func TestWaitingSeesWhatIsVisibleAcrossPages(t *testing.T) {
	url := desk(t, nil)
	p := browsertest.Start(t).Person(t, "Ana", browsertest.Laptop())
	p.Open(url)
	if p.Has("#hidden") || !p.Has("h1") {
		t.Error("Has sees the hidden element, or not the visible one")
	}
	p.WaitGone("#veil")
	// The page leaves by itself while somebody waits for what only the next has.
	browsertest.Eval[bool](p, `setTimeout(() => location.assign('/signed?nick=late'), 100) > 0`)
	p.WaitText("#signed", "late of team")
	p.WaitFor(`document.title === 'Signed'`)
	p.Reload()
	p.Wait("#signed")
}

func TestDeviceIsWhatThePageMeets(t *testing.T) {
	url := desk(t, nil)
	const state = `[innerWidth, innerHeight, devicePixelRatio, navigator.maxTouchPoints > 0, navigator.language,
		matchMedia('(prefers-color-scheme: dark)').matches, matchMedia('(prefers-reduced-motion: reduce)').matches].join(' ')`
	phone := browsertest.Phone()
	phone.Dark, phone.StillMotion, phone.Lang = true, true, "fr"
	p := browsertest.Start(t).Person(t, "Ana", phone)
	p.Open(url + "/signed")
	if got, want := browsertest.Eval[string](p, state), "390 844 2 true fr true true"; got != want {
		t.Errorf("the page meets %q, want %q", got, want)
	}
	p.WaitText("#signed", "reads fr")

	p.Wear(browsertest.Projector())
	p.Reload()
	if got, want := browsertest.Eval[string](p, state), "1920 1080 1 false en-US false false"; got != want {
		t.Errorf("the page meets %q, want %q", got, want)
	}
}

func TestWithoutScriptAPersonStillSeesAndTouches(t *testing.T) {
	url := desk(t, map[string]string{
		"/plain": `<!doctype html><title>Plain</title><meta name=viewport content=width=device-width><script src="/desk.js"></script>
			<noscript><p id=plain>Nothing runs here</p></noscript>
			<form action="/signed"><input id=nick name=nick><button id=sign>Sign</button></form>`,
	})
	phone := browsertest.Phone()
	phone.NoScript = true
	p := browsertest.Start(t).Person(t, "Ana", phone)
	p.Open(url + "/plain")
	p.WaitText("#plain", "Nothing runs here")
	p.Fill("#nick", "Ana")
	p.Click("#sign")
	p.WaitText("#signed", "Ana of team")
	p.WaitGone("#sign")
}

func TestClockAheadMovesTheWallClockAlone(t *testing.T) {
	url := desk(t, nil)
	b := browsertest.Start(t)
	for _, ahead := range []time.Duration{5 * time.Minute, -5 * time.Minute, 0} {
		d := browsertest.Phone()
		d.Ahead = ahead
		p := b.Person(t, ahead.String(), d)
		p.Open(url)
		// Every way to ask a page for the time, as milliseconds since 1970.
		for _, js := range []string{
			"Date.now()", "+new Date()", "new Date().getTime()", "Date.parse(Date())",
			"performance.timeOrigin + performance.now()", "new (new Date(0).constructor)().getTime()",
		} {
			off := time.Duration(browsertest.Eval[float64](p, js))*time.Millisecond - time.Duration(time.Now().UnixMilli())*time.Millisecond
			if d := (off - ahead).Abs(); d > 10*time.Second {
				t.Errorf("%s is off by %s, want %s", js, off, ahead)
			}
		}
		if got := browsertest.Eval[string](p, `new Date(0).toISOString() + (new Date(1, 1) instanceof Date)`); got != "1970-01-01T00:00:00.000Ztrue" {
			t.Errorf("a given date is not left alone: %s", got)
		}
	}
}

func TestAxeFindsPlantedFaultsAndNoOthers(t *testing.T) {
	url := desk(t, map[string]string{
		"/faulty": `<!doctype html><html lang=en><title>Faulty</title><main><h1>Faulty</h1><img src="/desk.css"><button></button></main>`,
	})
	p := browsertest.Start(t).Person(t, "Ana", browsertest.Laptop())
	p.Tolerate("/desk.css") // it is no image, and none may be loaded
	p.Open(url + "/faulty")
	var rules []string
	for _, v := range p.Axe() {
		rules = append(rules, v.ID)
		if !strings.Contains(v.String(), v.Help) || len(v.Nodes) != 1 {
			t.Errorf("a violation that tells little: %v", v)
		}
	}
	if got := strings.Join(rules, " "); got != "button-name image-alt" {
		t.Errorf("axe finds %q", got)
	}
	p.Open(url)
	p.WaitGone("#veil")
	for _, v := range p.Axe() {
		t.Errorf("the desk is accessible, but: %v", v)
	}
}

func TestScreenshotsShowTheWindowOrTheWholePage(t *testing.T) {
	url := desk(t, map[string]string{
		"/tall": `<!doctype html><html lang=en><title>Tall</title><canvas width=10 height=3000></canvas>`,
	})
	d := browsertest.Device{Width: 320, Height: 500, Scale: 2}
	p := browsertest.Start(t).Person(t, "Ana", d)
	p.Open(url + "/tall")
	size := func(take func(string)) (w, h int) {
		file := filepath.Join(t.TempDir(), "shot.png")
		take(file)
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		img, err := png.DecodeConfig(f)
		if err != nil {
			t.Fatal(err)
		}
		return img.Width, img.Height
	}
	if w, h := size(p.Screenshot); w != 640 || h != 1000 {
		t.Errorf("the window is %d by %d", w, h)
	}
	if w, h := size(p.ScreenshotPage); w != 640 || h < 6000 {
		t.Errorf("the page is %d by %d", w, h)
	}
}

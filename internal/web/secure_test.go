package web

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/labstack/echo/v4"
)

func TestEveryAnswerCarriesTheHeaders(t *testing.T) {
	p := newPlace(t)
	s := newScene(p)
	for who, b := range s.who {
		delete(b.header, "Accept")
		for _, path := range []string{"/", "/host", "/g/" + s.code, "/g/" + s.code + "/console", "/g/" + s.code + "/screen.json", "/no/such/page", "/healthz"} {
			h := b.get(path).Header()
			for name, want := range map[string]string{
				"Content-Security-Policy": contentPolicy, "X-Content-Type-Options": "nosniff",
				"Referrer-Policy": "same-origin", "Cache-Control": "no-store",
			} {
				if got := h.Get(name); got != want {
					t.Errorf("%s GET %s: %s is %q, want %q", who, path, name, got, want)
				}
			}
			if h.Get("Permissions-Policy") == "" || h.Get("X-Request-Id") == "" {
				t.Errorf("%s GET %s: %v", who, path, h)
			}
		}
	}
	if strings.Contains(contentPolicy, "unsafe") {
		t.Error("the policy allows inline script or style")
	}
}

func TestCookiesAreSecureExactlyOverHTTPS(t *testing.T) {
	for url, secure := range map[string]bool{"http://192.0.2.7:8080": false, "https://misfortune.example": true} {
		p := newPlace(t, func(o *Options) { o.PublicURL = url })
		cookies := p.browser().get("/").Result().Cookies()
		if len(cookies) != 1 || cookies[0].Secure != secure {
			t.Errorf("at %s: %v", url, cookies)
		}
	}
}

func TestPostsFromOtherSitesAreRefused(t *testing.T) {
	p := newPlace(t)
	s := newScene(p)
	for name, c := range map[string]struct {
		header, value string
		refused       bool
	}{
		"our own form":               {"Sec-Fetch-Site", "same-origin", false},
		"our own form on plain http": {"Origin", "http://example.com", false}, // httptest's host
		"a program":                  {"Accept", "application/json", false},
		"another site's form":        {"Sec-Fetch-Site", "cross-site", true},
		"one beside us":              {"Sec-Fetch-Site", "same-site", true},
		"another, on plain http":     {"Origin", "http://evil.example", true},
		"one without a name":         {"Origin", "null", true},
	} {
		ada := s.who[member]
		ada.header = http.Header{"Accept": {"application/json"}}
		ada.header.Set(c.header, c.value)
		res := ada.post("/g/"+s.code+"/take-position", "position", "scribe")
		if got := res.Code == http.StatusForbidden; got != c.refused {
			t.Errorf("%s: %d %s", name, res.Code, res.Body)
		}
		if c.refused && refused(t, res).Key != "cross_site" {
			t.Errorf("%s: %s", name, res.Body)
		}
	}
}

func TestSocketsFromOtherSitesAreRefused(t *testing.T) {
	p := newPlace(t)
	s := newScene(p)
	server := httptest.NewServer(p.server)
	defer server.Close()
	address := strings.Replace(server.URL, "http", "ws", 1) + "/g/" + s.code + "/live?as=screen"
	for origin, ok := range map[string]bool{"": true, server.URL: true, "http://evil.example": false, "null": false} {
		header := http.Header{}
		if origin != "" {
			header.Set("Origin", origin)
		}
		ws, res, err := websocket.DefaultDialer.DialContext(t.Context(), address, header)
		if (err == nil) != ok {
			t.Errorf("from %q: %v", origin, err)
		}
		if ws != nil {
			_ = ws.Close()
		}
		if res != nil {
			_ = res.Body.Close()
		}
	}
}

func TestTheDoorOpensSlowly(t *testing.T) {
	p := newPlace(t)
	eve := p.browser().program()
	for range 10 {
		if res := eve.post("/host/key", "key", "guess"); res.Code != http.StatusForbidden {
			t.Fatalf("a wrong key: %d", res.Code)
		}
	}
	res := eve.post("/host/key", "key", theKey)
	if res.Code != http.StatusTooManyRequests || res.Header().Get("Retry-After") == "" || refused(t, res).Key != "too_fast" {
		t.Errorf("after ten wrong keys: %d %v %s", res.Code, res.Header(), res.Body)
	}
	if res := eve.get("/host?key=guess"); res.Code != http.StatusTooManyRequests {
		t.Errorf("the link is another way round: %d", res.Code)
	}
	if res := p.browser().post("/host/key", "key", theKey); res.Code != http.StatusSeeOther {
		t.Errorf("somebody else with the right key: %d", res.Code)
	}
}

func TestGuessingCodesLeadsNowhere(t *testing.T) {
	p := newPlace(t)
	s := newScene(p)
	eve := p.browser().program()
	last := 0
	for range 300 {
		last = eve.get("/g/CDF234").Code
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("after 300 wrong codes: %d", last)
	}
	if res := eve.get("/g/" + s.code); res.Code != http.StatusTooManyRequests {
		t.Errorf("a good code is told from a bad one: %d", res.Code)
	}
	ada := s.who[member]
	ada.from = eve.from
	if res := ada.get("/g/" + s.code); res.Code != http.StatusOK {
		t.Errorf("somebody who has joined, in the same room: %d", res.Code)
	}
}

func TestOurOwnMistakesAreLoggedOnce(t *testing.T) {
	for name, h := range map[string]handler{
		"an error": func(*request) error { return errors.New("the disk is full of secrets") },
		"a panic":  func(*request) error { panic("the disk is full of secrets") },
	} {
		var log bytes.Buffer
		p := newPlace(t, func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
		p.server.handler.(*echo.Echo).GET("/mistake", p.server.serve(route{path: "/mistake", needs: anybody, handle: h}))
		res := p.browser().program().get("/mistake")
		id := res.Header().Get("X-Request-Id")
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		if res.Code != http.StatusInternalServerError || !bytes.Contains(body, []byte(id)) || bytes.Contains(body, []byte("secrets")) {
			t.Errorf("%s: %d %s", name, res.Code, body)
		}
		if n := strings.Count(log.String(), "internal error"); n != 1 || !strings.Contains(log.String(), "request="+id) {
			t.Errorf("%s: logged %d times:\n%s", name, n, log.String())
		}
	}
}

package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"misfortune/game"
	"misfortune/internal/eventlog"
	"misfortune/internal/live"
	"misfortune/internal/room"
	"misfortune/scenarios"
	"misfortune/static"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const theKey = "the trainer's key"

// Files take a while to compress and scenarios to read, so all places share them.
var (
	files   = sync.OnceValue(static.Handler)
	stories = sync.OnceValues(func() (*scenarios.Catalogue, error) {
		return scenarios.Open("", slog.New(slog.DiscardHandler), eventlog.NewMemory())
	})
)

// place is a whole house with its door, in memory.
type place struct {
	t        testing.TB
	server   *Server
	browsers *atomic.Uint32 // so far
}

func newPlace(t testing.TB, change ...func(*Options)) place {
	t.Helper()
	catalogue, err := stories()
	if err != nil {
		t.Fatal(err)
	}
	return furnish(t, eventlog.NewMemory(), catalogue, catalogue, change...)
}

// furnish puts a house together around a memory, a catalogue, and the library
// that its rooms play from.
func furnish(t testing.TB, memory *eventlog.Memory, catalogue Catalogue, library game.Library, change ...func(*Options)) place {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	hub := live.New(Render{}, log, live.Options{})
	clock := room.NewClock(time.Time{}, 1)
	house := room.NewHouse(room.Options{
		Log: memory, Pulse: memory, Library: library, Clock: clock, Logger: log,
		Announce: func(id game.GameID, epoch string, snap game.Snapshot) { hub.Publish(string(id), epoch, snap) },
	})
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context()) // which is over by now
		if err := errors.Join(hub.Close(ctx), house.Close(ctx)); err != nil {
			t.Error(err)
		}
	})
	o := Options{
		House: house, Shelf: memory, Hub: hub, Catalogue: catalogue, Static: files(), Log: log,
		PublicURL: "http://192.0.2.7:8080", TrainerKey: theKey, Lang: "en", Now: clock.Now,
	}
	for _, c := range change {
		c(&o)
	}
	server, err := New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return place{t, server, new(atomic.Uint32)}
}

// browser is somebody's: it keeps cookies, and follows no redirect.
type browser struct {
	place
	cookies map[string]string
	header  http.Header
	from    string
}

// browser is a new one, at an address of its own.
func (p place) browser() *browser {
	n := p.browsers.Add(1)
	from := fmt.Sprintf("198.51.%d.%d:4711", n>>8&255, n&255)
	return &browser{place: p, cookies: map[string]string{}, header: http.Header{}, from: from}
}

// trainers is a browser that has shown the key.
func (p place) trainers() *browser {
	b := p.browser()
	if res := b.post("/host/key", "key", theKey); res.Code != http.StatusSeeOther {
		p.t.Fatalf("the door: %d", res.Code)
	}
	return b
}

func (b *browser) send(r *http.Request) *httptest.ResponseRecorder {
	b.t.Helper()
	r.RemoteAddr = b.from
	for name, values := range b.header {
		r.Header[name] = values
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.server.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		b.cookies[c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return w
}

func (b *browser) get(path string) *httptest.ResponseRecorder {
	b.t.Helper()
	return b.send(httptest.NewRequestWithContext(b.t.Context(), http.MethodGet, path, nil))
}

func (b *browser) post(path string, fields ...string) *httptest.ResponseRecorder {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.postRaw(path, form.Encode())
}

func (b *browser) postRaw(path, body string) *httptest.ResponseRecorder {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.t.Context(), http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

// program makes the browser ask for JSON from now on.
func (b *browser) program() *browser {
	b.header.Set("Accept", "application/json")
	return b
}

// host makes a day with two teams, and returns its code.
func (b *browser) host() string {
	b.t.Helper()
	list := b.server.catalogue.List()
	res := b.post("/host", "name", "Game day", "teams", "2", "lang", "en", "factor", "1",
		"scenario", list[0].Hash, "scenario", list[1].Hash)
	code, ok := strings.CutSuffix(strings.TrimPrefix(res.Header().Get("Location"), "/g/"), "/console")
	if res.Code != http.StatusSeeOther || !ok {
		b.t.Fatalf("hosting: %d %s\n%s", res.Code, res.Header().Get("Location"), res.Body)
	}
	return code
}

// refused reads a refusal in JSON.
func refused(t testing.TB, res *httptest.ResponseRecorder) refusedJSON {
	t.Helper()
	var r refusedJSON
	if err := json.Unmarshal(res.Body.Bytes(), &r); err != nil {
		t.Fatalf("%d: %v\n%s", res.Code, err, res.Body)
	}
	return r
}

package static_test

import (
	"context"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"misfortune/game/view"
	"misfortune/internal/live"
	"misfortune/static"
)

// The script is tried on a small game of its own, in a real browser, against
// the real hub.

// game is a server with one page, its state, and what goes wrong with it. It is
// the hub's source.
type game struct {
	*httptest.Server
	t   *testing.T
	hub *live.Hub

	mu      sync.Mutex
	epoch   string
	seq     uint64
	layout  string
	title   string
	items   []live.FeedItem
	ready   bool
	ends    view.Instant
	curve   []float64
	noWS    bool          // websockets are refused
	wired   chan struct{} // closed by the first websocket that is accepted
	wire    sync.Once
	down    bool     // nothing is answered
	drop    int      // so many commands are taken and not answered
	refused string   // what commands are refused with
	ids     []string // of commands that arrived
	polls   int
	loads   int
}

func newGame(t *testing.T) *game {
	t.Helper()
	if !static.Bundled() {
		t.Fatal("the script is not bundled: run `make static/dist/main.js`")
	}
	g := &game{t: t, epoch: "e1", layout: "room", title: "Tuesday", wired: make(chan struct{})}
	g.openHub()
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	mux.HandleFunc("GET /{$}", g.page)
	mux.HandleFunc("GET /live", g.live)
	mux.HandleFunc("GET /frame", g.frame)
	mux.HandleFunc("POST /ready", g.command)
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		down := g.down
		g.mu.Unlock()
		if down {
			panic(http.ErrAbortHandler)
		}
		mux.ServeHTTP(w, r)
	}))
	g.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	t.Cleanup(func() {
		if err := g.hub.Close(context.Background()); err != nil {
			t.Error(err)
		}
		g.Close()
	})
	return g
}

func (g *game) openHub() { g.hub = live.New(pen{}, slog.New(slog.DiscardHandler), live.Options{}) }

// set changes the game, and tells the hub.
func (g *game) set(change func()) {
	g.mu.Lock()
	g.seq++
	change()
	epoch, hub := g.epoch, g.hub
	g.mu.Unlock()
	hub.Publish("G", epoch, g)
}

// restart is a server that was killed: nobody is told, and for a while nobody
// answers.
func (g *game) restart(epoch string) {
	g.mu.Lock()
	g.down = true
	hub := g.hub
	g.mu.Unlock()
	if err := hub.Close(context.Background()); err != nil {
		g.t.Error(err)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.epoch = epoch
	g.openHub()
}

func (g *game) watcher(r *http.Request) live.Watcher {
	return live.Watcher{
		Game: "G", Party: view.Party{Role: view.Participant, ID: "ada"},
		Audience: view.Audience{Role: view.Participant, Team: "a", Lang: "en"}, At: live.ParsePosition(r.URL.Query()),
	}
}

func (g *game) live(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	hub, epoch, refuse := g.hub, g.epoch, g.noWS
	g.mu.Unlock()
	if refuse {
		http.Error(w, "no sockets here", http.StatusForbidden)
		return
	}
	ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		g.t.Errorf("upgrade: %v", err)
		return
	}
	g.wire.Do(func() { close(g.wired) })
	_ = hub.Serve(context.Background(), hub.Accept(ws), g.watcher(r), epoch, g)
}

func (g *game) frame(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	g.polls++
	hub, epoch := g.hub, g.epoch
	g.mu.Unlock()
	b, err := hub.Frame(g.watcher(r), epoch, g)
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(b)
}

func (g *game) command(w http.ResponseWriter, r *http.Request) {
	id := r.FormValue("id")
	g.mu.Lock()
	known := slices.Contains(g.ids, id)
	g.ids = append(g.ids, id)
	drop, refused := g.drop > 0, g.refused
	g.drop--
	g.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if refused != "" {
		w.WriteHeader(http.StatusConflict)
		_, _ = fmt.Fprintf(w, `{"code":"conflict","message":%q}`, refused)
		return
	}
	if !known {
		g.set(func() { g.ready = !g.ready })
	}
	if drop {
		panic(http.ErrAbortHandler)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	_, _ = fmt.Fprintf(w, `{"seq":%d}`, g.seq)
}

func (g *game) page(w http.ResponseWriter, _ *http.Request) {
	v, _ := g.View(view.Audience{})
	p, _ := pen{}.Page(v)
	stage, _ := p.Stage()
	g.mu.Lock()
	g.loads++
	epoch := g.epoch
	g.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'")
	_, _ = fmt.Fprintf(w, `<!DOCTYPE html><html lang="en" data-now="%d" data-epoch="%s" data-seq="%d" data-live="/live?as=participant" data-frame="/frame?as=participant" data-layout="%s">
<head><meta name="viewport" content="width=device-width"><title>Game</title><link rel="icon" href="data:,"><script type="module" src="%s"></script></head>
<body><p id="lost" hidden>Connection lost</p><div id="stage">%s</div></body></html>`,
		view.At(time.Now()), epoch, v.Seq, p.Layout, static.Path("dist/main.js"), stage)
}

// View carries what Page draws in the fields that come to hand.
func (g *game) View(a view.Audience) (view.View, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	v := view.View{Seq: g.seq, Audience: a, Phase: view.Phase(g.layout), Day: view.Day{Name: g.title}, Team: &view.TeamPlay{}}
	v.Team.Clock.EndsAt = g.ends
	for _, item := range g.items {
		v.Team.Feed = append(v.Team.Feed, view.Item{Seq: item.Seq, Text: item.HTML})
	}
	return v, nil
}

func (g *game) You(p view.Party, _ string) view.You {
	g.mu.Lock()
	defer g.mu.Unlock()
	return view.You{Seq: g.seq, Nick: p.ID, Ready: g.ready}
}

func (g *game) Series(view.Audience) *view.Series {
	g.mu.Lock()
	defer g.mu.Unlock()
	return &view.Series{Stride: 1, Values: slices.Clone(g.curve)}
}

// pen draws the game.
type pen struct{}

func (pen) Page(v view.View) (live.Page, error) {
	title := html.EscapeString(v.Day.Name)
	regions := map[string]string{
		"head": `<section id="head"><h1>` + title + `</h1><details id="more"><summary>More</summary><p>Open</p></details>` +
			`<svg data-curve viewBox="0 0 400 100" role="img" aria-label="Impact"></svg></section>`,
		"form": `<section id="form"><p>` + title + `</p><form action="/ready" method="post" data-live><input type="hidden" name="id" value="">` +
			`<input id="note" name="note" aria-label="Note"><label><input id="sev1" type="radio" name="severity" value="SEV1" checked>1</label>` +
			`<label><input id="sev2" type="radio" name="severity" value="SEV2">2</label><button id="go">Go</button></form></section>`,
		"clock": fmt.Sprintf(`<p id="clock" role="timer" data-ends="%d" data-total="600" data-say-60="One minute left"><b data-time>server text</b></p>`, v.Team.Clock.EndsAt),
	}
	page := live.Page{Layout: string(v.Phase), Regions: regions}
	var feed strings.Builder
	for _, item := range v.Team.Feed {
		page.Feed = append(page.Feed, live.FeedItem{Seq: item.Seq, HTML: item.Text})
		feed.WriteString(item.Text)
	}
	page.Stage = func() (string, error) {
		return `<main data-tab id="now">` + regions["head"] + regions["form"] + regions["clock"] + `<ol id="feed">` + feed.String() + `</ol></main>` +
			`<section data-tab id="team"><p>Layout ` + page.Layout + `</p><div id="you"></div></section>` +
			`<nav data-tabs aria-label="Parts"><a href="#now">Now</a> <a href="#team">Team</a></nav>`, nil
	}
	return page, nil
}

func (pen) You(y view.You, _ string) (map[string]string, error) {
	return map[string]string{"you": fmt.Sprintf(`<div id="you">%s %t</div>`, y.Nick, y.Ready)}, nil
}

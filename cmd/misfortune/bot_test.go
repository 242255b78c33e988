package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"misfortune/game/view"
)

// bot is somebody with a browser of their own who plays by JSON, over real
// sockets: posts go up, frames come down, and a frame is the sign to look again.
type bot struct {
	t    *testing.T
	base string // "http://127.0.0.1:8080"
	as   view.Role
	code string
	http *http.Client
	ws   *websocket.Conn
}

// page is a page of a game as JSON.
type page struct {
	View  view.View `json:"view"`
	You   view.You  `json:"you"`
	Epoch string    `json:"epoch"`
	Seq   uint64    `json:"seq"`
}

// answer is what a command is answered with.
type answer struct {
	status  int
	Seq     uint64 `json:"seq"`
	Code    string `json:"code"` // of a refusal, or of a new game
	Key     string `json:"key"`
	Message string `json:"message"`
}

func newBot(t *testing.T, base string, as view.Role) *bot {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &bot{t: t, base: base, as: as, http: &http.Client{
		Jar:           jar,
		Timeout:       20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// ask sends a request and returns what came back, read to its end.
func (b *bot) ask(method, path string, form url.Values, header ...string) (*http.Response, []byte) {
	b.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.base+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Accept", "application/json")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := b.http.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return res, text
}

// post sends a form and reads the answer.
func (b *bot) post(path string, fields ...string) answer {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	res, text := b.ask(http.MethodPost, path, form)
	a := answer{status: res.StatusCode}
	if err := json.Unmarshal(text, &a); err != nil {
		b.t.Fatalf("POST %s: %s: %v\n%s", path, res.Status, err, text)
	}
	return a
}

// command gives a command to the bot's game.
func (b *bot) command(name string, fields ...string) answer {
	b.t.Helper()
	return b.post("/g/"+b.code+"/"+name, append(fields, "as", string(b.as))...)
}

// must gives a command that has to be obeyed.
func (b *bot) must(name string, fields ...string) uint64 {
	b.t.Helper()
	a := b.command(name, fields...)
	if a.status != http.StatusOK {
		b.t.Fatalf("%s %s %v: %d %s %s", b.as, name, fields, a.status, a.Key, a.Message)
	}
	return a.Seq
}

// look reads the bot's page.
func (b *bot) look() page {
	b.t.Helper()
	path := map[view.Role]string{view.Trainer: "/console", view.Screen: "/screen"}[b.as]
	res, text := b.ask(http.MethodGet, "/g/"+b.code+path, nil)
	var p page
	if err := json.Unmarshal(text, &p); err != nil || res.StatusCode != http.StatusOK {
		b.t.Fatalf("the %s's page: %s %v\n%s", b.as, res.Status, err, text)
	}
	return p
}

// read reads JSON from an address.
func (b *bot) read(path string, into any) {
	b.t.Helper()
	res, text := b.ask(http.MethodGet, path, nil)
	if err := json.Unmarshal(text, into); err != nil || res.StatusCode != http.StatusOK {
		b.t.Fatalf("GET %s: %s %v\n%s", path, res.Status, err, text)
	}
}

// follow opens the bot's socket.
func (b *bot) follow() {
	b.t.Helper()
	address := strings.Replace(b.base, "http", "ws", 1) + "/g/" + b.code + "/live?as=" + string(b.as)
	d := websocket.Dialer{Jar: b.http.Jar, HandshakeTimeout: 10 * time.Second}
	ws, res, err := d.DialContext(b.t.Context(), address, nil)
	if err != nil {
		b.t.Fatalf("the %s's socket: %v", b.as, err)
	}
	_ = res.Body.Close()
	b.ws = ws
	b.t.Cleanup(func() { _ = ws.Close() })
}

// errLate says that what a bot waited for did not come.
var errLate = errors.New("nothing came in time")

// frame waits for the next frame.
func (b *bot) frame() ([]byte, error) {
	if err := b.ws.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		return nil, err
	}
	_, text, err := b.ws.ReadMessage()
	if timeout := (interface{ Timeout() bool })(nil); errors.As(err, &timeout) && timeout.Timeout() {
		return nil, errLate
	}
	return text, err
}

// until looks at the page again at each frame until it shows what is awaited.
func (b *bot) until(what string, shows func(page) bool) page {
	b.t.Helper()
	for {
		p := b.look()
		if shows(p) {
			return p
		}
		if _, err := b.frame(); err != nil {
			b.t.Fatalf("the %s waits until %s: %v; the page shows %s", b.as, what, err, short(p))
		}
	}
}

func short(p page) string {
	text, err := json.Marshal(p.View)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%.2000s", text)
}

// inPhase tells whether a page shows a phase.
func inPhase(ph view.Phase) func(page) bool {
	return func(p page) bool { return p.View.Phase == ph }
}

// served is a server that a test has started.
type served struct {
	base, key string
	stop      func() error // as a signal would; returns what run returned
}

// start runs the program on a free port and waits until it answers.
func start(t *testing.T, speed float64, args ...string) served {
	t.Helper()
	type ready struct{ listening, key string }
	up, down := make(chan ready, 1), make(chan error, 1)
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	go func() {
		down <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), Options{
			Stdout: io.Discard, Stderr: testLog{t}, Getenv: nothing, Speed: speed,
			Ready: func(listening, key string) { up <- ready{listening, key} },
		})
	}()
	stopped := false
	s := served{stop: func() error {
		stopped = true
		cancel()
		return <-down
	}}
	t.Cleanup(func() {
		if !stopped {
			if err := s.stop(); err != nil {
				t.Errorf("the server stopped with %v", err)
			}
		}
	})
	select {
	case r := <-up:
		s.base, s.key = "http://"+r.listening, r.key
		return s
	case err := <-down:
		stopped = true
		t.Fatalf("the server did not start: %v", err)
		return s
	}
}

// testLog shows the server's log with the test.
type testLog struct{ t *testing.T }

func (l testLog) Write(text []byte) (int, error) {
	l.t.Logf("%s", text)
	return len(text), nil
}

package live

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// wire is a Conn in memory: what is written waits until the browser takes it,
// and a browser that takes too long loses the connection.
type wire struct {
	frames chan []byte
	gone   chan struct{}
	once   sync.Once
	code   int // why it was closed; 0: cut. Read after gone is closed.
	pings  int
}

func newWire() *wire { return &wire{frames: make(chan []byte), gone: make(chan struct{})} }

func (w *wire) Write(parts ...[]byte) error {
	select {
	case w.frames <- slices.Concat(parts...):
		return nil
	case <-w.gone:
		return errors.New("connection was cut")
	case <-time.After(writeWait):
		return errors.New("write deadline")
	}
}

func (w *wire) Ping() error { w.pings++; return nil }

func (w *wire) Close(code int, _ string) {
	w.once.Do(func() {
		w.code = code
		close(w.gone)
	})
}

func (w *wire) cut() { w.Close(0, "") }

func (w *wire) Gone() <-chan struct{} { return w.gone }

// browser is a page that follows a game. Frames come on a goroutine of their
// own, so its methods lock.
type browser struct {
	t   *testing.T
	who Watcher

	mu     sync.Mutex
	page   *page
	frames []Frame
	raw    []string
}

// open loads the page as the web server would: drawn from the room itself.
func open(t *testing.T, r *room, who Watcher) *browser {
	t.Helper()
	p, err := truth(r, who)
	if err != nil {
		t.Fatal(err)
	}
	p.series = nil // a curve comes by frames only
	return &browser{t: t, who: who, page: p}
}

// connect starts a connection from where the page stands. The caller reads.
func (b *browser) connect(h *Hub, r *room) (*wire, chan error) {
	w := newWire()
	who := b.stands()
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(b.t.Context(), w, who, r.epoch, r) }()
	return w, ended
}

// follow connects and reads as fast as frames come, until the wire ends.
func (b *browser) follow(h *Hub, r *room) (*wire, chan error) {
	w, ended := b.connect(h, r)
	go func() {
		for {
			select {
			case raw := <-w.frames:
				b.take(raw)
			case <-w.gone:
				return
			}
		}
	}()
	return w, ended
}

// poll asks once by HTTP.
func (b *browser) poll(h *Hub, r *room) error {
	raw, err := h.Frame(b.stands(), r.epoch, r)
	if err == nil {
		b.take(raw)
	}
	return err
}

// stands is the watcher with its position.
func (b *browser) stands() Watcher {
	b.mu.Lock()
	defer b.mu.Unlock()
	who := b.who
	who.At = b.page.at
	return who
}

func (b *browser) take(raw []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var f Frame
	strict := json.NewDecoder(strings.NewReader(string(raw)))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&f); err != nil {
		b.t.Errorf("%s: not a frame: %v: %s", b.who.Party.ID, err, raw)
		return
	}
	if err := b.page.apply(f); err != nil {
		b.t.Errorf("%s: %v", b.who.Party.ID, err)
	}
	if secret := leaks(string(raw), b.who); secret != "" {
		b.t.Errorf("%v was sent %q", b.who.Audience, secret)
	}
	b.frames = append(b.frames, f)
	b.raw = append(b.raw, string(raw))
}

// got is all frames so far.
func (b *browser) got() []Frame {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.frames)
}

// bytes is what the frames were on the wire.
func (b *browser) bytes() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.raw)
}

// last is the newest frame.
func (b *browser) last() Frame {
	b.t.Helper()
	all := b.got()
	if len(all) == 0 {
		b.t.Fatal("no frame came")
	}
	return all[len(all)-1]
}

// check compares the page with what the room would show.
func (b *browser) check(r *room) {
	b.t.Helper()
	want, err := truth(r, b.who)
	if err != nil {
		b.t.Fatal(err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if d := b.page.differs(want); d != "" {
		b.t.Errorf("%s's page: %s", b.who.Party.ID, d)
	}
}

package live

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// Options are the hub's measures. Zero values mean the defaults given here.
type Options struct {
	// Ping is the time between two pings to a client, and between two frames
	// that carry the time alone; 15 s.
	Ping time.Duration
	// Pace is the least time between two rounds of drawing for one game: what
	// is published in between is drawn together; 25 ms.
	Pace time.Duration
	// Quiet is how long a frame that only moves Seq waits for company; 200 ms.
	Quiet time.Duration
	// Linger is how long an audience is remembered after its last watcher has
	// left, so that one who comes back gets changes only; 30 s.
	Linger time.Duration
	// PerGame limits the connections to one game; 5000.
	PerGame int
	// PerAddress limits the connections from one remote address. A whole room
	// may sit behind one; 2000.
	PerAddress int
	// Now is the clock that the instants in views go by, for the time in
	// frames; time.Now.
	Now func() time.Time
}

func (o Options) withDefaults() Options {
	for _, d := range []struct {
		value *time.Duration
		usual time.Duration
	}{{&o.Ping, 15 * time.Second}, {&o.Pace, 25 * time.Millisecond}, {&o.Quiet, 200 * time.Millisecond}, {&o.Linger, 30 * time.Second}} {
		if *d.value <= 0 {
			*d.value = d.usual
		}
	}
	if o.PerGame <= 0 {
		o.PerGame = 5000
	}
	if o.PerAddress <= 0 {
		o.PerAddress = 2000
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// Why a watcher was not taken on.
var (
	ErrClosed  = errors.New("live: the hub is closed")
	ErrCrowded = errors.New("live: too many watchers")
	ErrStale   = errors.New("live: the room has been opened anew since")
	ErrMoved   = errors.New("live: the watcher has joined another team since")
)

// Hub holds the watchers of all games. Safe for concurrent use.
type Hub struct {
	render Render
	log    *slog.Logger
	opts   Options

	closing chan struct{}  // closed by Close
	running sync.WaitGroup // connections and games

	mu        sync.Mutex
	closed    bool
	games     map[string]*game // those that somebody watches, or did just now
	addresses map[string]int   // connections by remote address
}

// New makes a hub that draws with render. It must be closed in the end.
func New(render Render, log *slog.Logger, opts Options) *Hub {
	return &Hub{
		render: render, log: log, opts: opts.withDefaults(),
		closing: make(chan struct{}), games: map[string]*game{}, addresses: map[string]int{},
	}
}

// Publish says that a game has something new to show: a record was applied, a
// step was made, or its room has opened. epoch names that opening and is never
// used again. It only takes a note, and never waits for a screen.
func (h *Hub) Publish(id, epoch string, src Source) {
	h.mu.Lock()
	g := h.games[id]
	h.mu.Unlock()
	if g != nil {
		g.publish(epoch, src)
	}
}

// Watchers is how many connections a game has. A room without any may close
// when it is idle.
func (h *Hub) Watchers(id string) int {
	h.mu.Lock()
	g := h.games[id]
	h.mu.Unlock()
	if g == nil {
		return 0
	}
	return g.watchers()
}

// Forget ends all connections to one game with a close code (GameGone,
// SignedOut, Restarting) and drops what is remembered of it.
func (h *Hub) Forget(id string, code int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if g := h.games[id]; g != nil {
		g.code = code
		close(g.gone)
		delete(h.games, id)
	}
}

// Close tells every client to come back later and waits until all connections
// have ended, or ctx has. Nobody is taken on afterwards. It may be called more
// than once.
func (h *Hub) Close(ctx context.Context) error {
	h.mu.Lock()
	if !h.closed {
		h.closed = true
		close(h.closing)
	}
	h.mu.Unlock()
	done := make(chan struct{})
	go func() {
		h.running.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// seat is a watcher's place in its class. A poller takes one for a moment.
type seat struct {
	hub    *Hub
	game   *game
	class  *class
	remote string
	wake   chan struct{} // capacity one: there is something to look at
}

// attach finds or makes the watcher's game and class and gives it a seat there.
// Whoever gets one leaves it in the end.
func (h *Hub) attach(w Watcher, epoch string, src Source) (*seat, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil, ErrClosed
	}
	if h.addresses[w.Remote] >= h.opts.PerAddress && w.Remote != "" {
		return nil, ErrCrowded
	}
	g := h.games[w.Game]
	if g == nil {
		g = newGame(h, w.Game, epoch, src)
		h.games[w.Game] = g
		h.running.Go(g.run)
	}
	s := &seat{hub: h, game: g, remote: w.Remote, wake: make(chan struct{}, 1)}
	var err error
	if s.class, err = g.admit(s, w.Audience, epoch, src); err != nil {
		return nil, err
	}
	h.addresses[w.Remote]++
	h.running.Add(1)
	return s, nil
}

func (s *seat) leave() {
	s.game.dismiss(s)
	s.hub.mu.Lock()
	if s.hub.addresses[s.remote]--; s.hub.addresses[s.remote] <= 0 {
		delete(s.hub.addresses, s.remote)
	}
	s.hub.mu.Unlock()
	s.hub.running.Done()
}

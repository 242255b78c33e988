package room

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"misfortune/game"
	"misfortune/game/view"
)

const (
	// beatEvery is how often the house notes which games are alive.
	beatEvery = time.Second
	// reopenAfter is how long a game with running clocks stays closed after its
	// room failed: long enough to not hammer a disk that is full.
	reopenAfter = 2 * time.Second
)

// Options are what a House is made of. All are required.
type Options struct {
	Log      Log
	Pulse    Pulse
	Library  game.Library
	Clock    *Clock
	Announce Announce
	Logger   *slog.Logger
}

// House runs the game days of a server, each in a room of its own. Make one
// with [NewHouse]. It is safe for concurrent use.
type House struct {
	with Options

	// ctx is that of everything rooms ask of the log and the pulse. A caller's
	// context must not reach them: a command that was begun is finished.
	ctx    context.Context
	cancel context.CancelFunc
	work   sync.WaitGroup // of open rooms and the heartbeat
	leave  chan struct{}  // closed by Close

	mu     sync.Mutex
	rooms  map[game.GameID]*room // open, or about to be
	closed bool
}

// NewHouse returns a house in which no room is open yet. Close it after use.
func NewHouse(o Options) *House {
	h := &House{with: o, rooms: make(map[game.GameID]*room), leave: make(chan struct{})}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	h.work.Go(h.beat)
	return h
}

// Do gives a command to a game and returns when it is on disk and everybody can
// see it; seq is the last record that it caused. A command whose cause was
// answered before is answered with the same seq again.
//
// The error is a *[game.Rejection] if the rules refuse, ErrBusy or ErrClosed if
// the command was not taken, ctx's error if the caller would not wait for the
// answer (the command is carried out all the same), and anything else if the
// game could not be opened or the log did not take it. The first command of a
// game is game.HostGame.
func (h *House) Do(ctx context.Context, id game.GameID, by view.Party, cause game.CommandID, c game.Command) (seq uint64, err error) {
	type answer struct {
		seq uint64
		err error
	}
	answered := make(chan answer, 1) // the room never waits for a caller
	in := input{by: by, cause: cause, command: c, answer: func(seq uint64, err error) { answered <- answer{seq, err} }}
	if err := h.post(id, in); err != nil {
		return 0, err
	}
	select {
	case a := <-answered:
		return a.seq, a.err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// Snapshot returns a game as it is now, never older than any command that was
// answered, and the epoch of its room. A game without records is empty.
func (h *House) Snapshot(ctx context.Context, id game.GameID) (snap game.Snapshot, epoch string, err error) {
	h.mu.Lock()
	r, err := h.room(id)
	h.mu.Unlock()
	if err != nil {
		return game.Snapshot{}, "", err
	}
	select {
	case <-r.opened:
		return *r.look.Load(), r.epoch, nil
	case <-r.done:
		return game.Snapshot{}, "", r.err
	case <-ctx.Done():
		return game.Snapshot{}, "", ctx.Err()
	}
}

// Close lets every room finish what is in its inbox, records for every game
// that its clocks stop, and closes the rooms. When ctx ends before, what is
// being written is broken off, as if the server had been killed, and Close
// returns ctx's error; otherwise it returns what went wrong on the way. A
// second Close does nothing.
func (h *House) Close(ctx context.Context) error {
	h.mu.Lock()
	if h.closed {
		h.mu.Unlock()
		return nil
	}
	h.closed = true
	open := make([]*room, 0, len(h.rooms))
	for _, r := range h.rooms {
		open = append(open, r)
	}
	h.mu.Unlock()

	close(h.leave)
	gone := make(chan struct{})
	go func() { h.work.Wait(); close(gone) }()
	defer h.cancel()
	select {
	case <-gone:
	case <-ctx.Done():
		h.cancel()
		<-gone
		return ctx.Err()
	}
	var errs []error
	for _, r := range open {
		errs = append(errs, r.err)
	}
	return errors.Join(errs...)
}

// post puts an input into a game's inbox.
func (h *House) post(id game.GameID, in input) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	r, err := h.room(id)
	if err != nil {
		return err
	}
	select {
	case r.inbox <- in:
		return nil
	default:
		return ErrBusy
	}
}

// room returns a game's room, which it opens first if need be. It wants mu.
func (h *House) room(id game.GameID) (*room, error) {
	if h.closed {
		return nil, ErrClosed
	}
	r := h.rooms[id]
	if r == nil {
		r = newRoom(h, id)
		h.rooms[id] = r
		h.work.Go(r.live)
	}
	r.uses++
	return r, nil
}

// retire takes a room off the list, so that no input can reach it any more,
// unless it was used since it last asked.
func (h *House) retire(r *room, seen *uint64) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r.uses != *seen || len(r.inbox) > 0 {
		*seen = r.uses
		return false
	}
	delete(h.rooms, r.id)
	return true
}

// evict takes a failed room off the list. A game whose clocks ran does not have
// to wait for somebody to ask for it: the house opens it again, and again if
// that fails, unless another process has taken it over.
func (h *House) evict(r *room) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.rooms, r.id)
	if h.closed || errors.Is(r.err, ErrTakenOver) || !r.running.Load() && !r.revived {
		return
	}
	time.AfterFunc(reopenAfter, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if again, err := h.room(r.id); err == nil {
			again.revived = true
		}
	})
}

// beat notes once a second which games are alive, in one go, and complains once
// if it cannot.
func (h *House) beat() {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	complained := false
	for {
		select {
		case <-tick.C:
		case <-h.leave:
			return
		}
		beats := make(map[game.GameID]time.Time)
		h.mu.Lock()
		for id, r := range h.rooms {
			if r.running.Load() {
				beats[id] = r.now()
			}
		}
		h.mu.Unlock()
		if len(beats) == 0 {
			continue
		}
		err := h.with.Pulse.Heartbeats(h.ctx, beats)
		if err != nil && !complained {
			h.with.Logger.Error("heartbeats cannot be kept; after a kill, clocks would be set back further", "games", len(beats), "err", err)
		}
		complained = err != nil
	}
}

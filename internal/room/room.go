package room

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"

	"misfortune/game"
	"misfortune/game/view"
)

const (
	// inboxSize is how many commands may wait for one game: some seconds' worth
	// of a slow disk.
	inboxSize = 256
	// idleAfter is how long a game that nobody asks for, and in which nothing is
	// due, stays open.
	idleAfter = 10 * time.Minute
)

// point is a place between two steps, named after the step that comes next.
type point string

const (
	beforeStep    point = "step"
	beforeAppend  point = "append"
	beforeApply   point = "apply"
	beforePublish point = "publish"
	beforeRearm   point = "rearm"
	beforeAnswer  point = "answer"
)

// input is one thing that happens to a game. Its answer is called exactly once,
// from the room's goroutine, and must not block.
type input struct {
	by      view.Party // zero for the room itself
	cause   game.CommandID
	command game.Command
	answer  func(seq uint64, err error)
}

// own makes an input of the room's own, which nobody waits for.
func own(c game.Command) input {
	return input{command: c, answer: func(uint64, error) {}}
}

// room is one open game. Its goroutine runs live; what others may touch says so.
type room struct {
	id    game.GameID
	house *House
	log   *slog.Logger
	epoch string

	inbox   chan input                    // sent to under house.mu only
	opened  chan struct{}                 // closed once look is there
	done    chan struct{}                 // closed at the end, after err is set
	err     error                         // why it ended; nil if it retired or the house closed
	look    atomic.Pointer[game.Snapshot] // the published one
	running atomic.Bool                   // clocks run, so the heart has to beat
	lead    time.Duration                 // how far it is ahead of the house's clock; set before running
	uses    uint64                        // under house.mu
	revived bool                          // opened by the house itself after a failure; under house.mu

	day    *game.GameDay
	timer  *time.Timer // the next instant that is due
	asking input       // being handled, or handled last
}

func newRoom(h *House, id game.GameID) *room {
	epoch := rand.Text()
	return &room{
		id: id, house: h, epoch: epoch, log: h.with.Logger.With("game", id, "epoch", epoch),
		inbox: make(chan input, inboxSize), opened: make(chan struct{}), done: make(chan struct{}),
		asking: own(game.Tick{}),
	}
}

// live is the room's goroutine, from opening to closing.
func (r *room) live() {
	r.timer = time.NewTimer(time.Hour)
	r.timer.Stop()
	defer r.timer.Stop()
	r.err = r.guard(r.open)
	if r.err == nil {
		r.err = r.loop()
	}
	if r.err == nil {
		close(r.done)
		return
	}
	if !errors.Is(r.err, ErrBroken) { // of that guard has told
		r.log.Error("room closes", "err", r.err)
	}
	// Off the list first: who is told of the failure and tries again must find a
	// new room.
	r.house.evict(r)
	close(r.done)
	r.asking.answer(0, r.err)
	for len(r.inbox) > 0 {
		in := <-r.inbox
		in.answer(0, r.err)
	}
}

// loop takes inputs until the room is not needed any more, or fails.
func (r *room) loop() error {
	idle := time.NewTicker(idleAfter)
	defer idle.Stop()
	var uses uint64
	for {
		var err error
		select {
		case in := <-r.inbox:
			err = r.handle(in)
		case <-r.timer.C:
			err = r.handle(own(game.Tick{}))
		case <-idle.C:
			if !r.running.Load() && r.house.retire(r, &uses) {
				return nil
			}
		case <-r.house.leave:
			return r.close()
		}
		if err != nil {
			return err
		}
	}
}

// open folds the log and starts the clocks again if they ran when it ended.
func (r *room) open() error {
	ctx, with := r.house.ctx, r.house.with
	day, err := game.OpenDay(with.Library, with.Log.Read(ctx, r.id, 0))
	if err != nil {
		return fmt.Errorf("room: open: %w", err)
	}
	alive, _, err := with.Pulse.LastHeartbeat(ctx, r.id)
	if err != nil {
		return fmt.Errorf("room: open: %w", err)
	}
	alive = later(alive, day.State().Last)
	r.day, r.lead = day, max(0, alive.Sub(with.Clock.Now()))
	if day.NeedsRecovery() {
		// Before anything else: time must not catch up with the time away.
		err = r.take(own(game.Recover{Since: view.At(alive)}))
	} else {
		r.publish()
		r.rearm()
	}
	if err != nil {
		return err
	}
	r.log.Info("room opened", "seq", day.Seq(), "running", r.running.Load())
	close(r.opened)
	return nil
}

// close finishes what is in the inbox and stops the clocks.
func (r *room) close() error {
	for len(r.inbox) > 0 { // the house is closed, nothing comes after these
		if err := r.handle(<-r.inbox); err != nil {
			return err
		}
	}
	if !r.running.Load() {
		return nil
	}
	return r.handle(own(game.Suspend{}))
}

// handle takes an input through the six steps. An error means that the room
// must close, and that the input was not answered yet.
func (r *room) handle(in input) error {
	r.asking = in
	return r.guard(func() error { return r.take(in) })
}

// guard turns a panic into an error and logs where it came from.
func (r *room) guard(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			r.log.Error("room closes: panic", "panic", p, "stack", string(debug.Stack()))
			err = ErrBroken
		}
	}()
	return f()
}

// take is the six steps of the package comment, in their order.
func (r *room) take(in input) error {
	fault(beforeStep)
	core := game.Input{At: r.now(), By: in.by, Cause: in.cause, Chance: chance(), Command: in.command}
	records, refusal := r.day.Step(core)
	if err := r.append(records); isConflict(err) {
		if records, refusal, err = r.again(core); err != nil {
			return err
		}
	} else if err != nil {
		return err
	}
	fault(beforeApply)
	if err := r.day.Apply(records...); err != nil {
		return err
	}
	r.day.Pass(core.At)
	fault(beforePublish)
	r.publish()
	fault(beforeRearm)
	r.rearm()
	fault(beforeAnswer)
	if refusal != nil {
		in.answer(0, refusal)
		return nil
	}
	in.answer(r.caused(in), nil)
	return nil
}

// append writes records to the log directly after what the room knows.
func (r *room) append(records []game.Record) error {
	if len(records) == 0 {
		return nil
	}
	fault(beforeAppend)
	if err := r.house.with.Log.Append(r.house.ctx, r.id, r.day.Seq(), records); err != nil {
		return fmt.Errorf("room: append: %w", err)
	}
	return nil
}

// again takes in what another process has written and tries an input once more.
func (r *room) again(core game.Input) ([]game.Record, error, error) {
	r.log.Warn("another process writes to this game", "seq", r.day.Seq())
	for rec, err := range r.house.with.Log.Read(r.house.ctx, r.id, r.day.Seq()) {
		if err == nil {
			err = r.day.Apply(rec)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("room: catch up: %w", err)
		}
	}
	records, refusal := r.day.Step(core)
	err := r.append(records)
	if isConflict(err) {
		err = fmt.Errorf("%w: %w", ErrTakenOver, err)
	}
	return records, refusal, err
}

// publish lets everybody see the day as it is now.
func (r *room) publish() {
	snap := r.day.Snapshot()
	r.look.Store(&snap)
	r.house.with.Announce(r.id, r.epoch, snap)
}

// rearm sets the timer to the next instant that is due.
func (r *room) rearm() {
	due, ok := r.day.Due()
	r.running.Store(ok)
	if !ok {
		r.timer.Stop()
		return
	}
	r.timer.Reset(r.house.with.Clock.real(due.Sub(r.now())))
}

// caused is the last record that an input caused, now or when it was first
// given; for one that caused none it is the last record there is.
func (r *room) caused(in input) uint64 {
	if seq, ok := r.day.Answered(in.by, in.cause); ok {
		return seq
	}
	return r.day.Seq()
}

// now is the room's time: the house's, but not behind the room's own log.
func (r *room) now() time.Time { return r.house.with.Clock.Now().Add(r.lead) }

// chance is entropy for one decision.
func chance() uint64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails, as documented
	return binary.LittleEndian.Uint64(b[:])
}

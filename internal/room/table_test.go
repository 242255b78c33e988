package room

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"misfortune/game"
	"misfortune/game/gametest"
	"misfortune/game/view"
	"misfortune/internal/eventlog"
)

// Every test here plays in a bubble whose time passes by itself, over the memory
// log, with a real library and the real rules.

const day = game.GameID("the-day")

var (
	trainer = view.Party{Role: view.Trainer, ID: "trainer"}
	ada     = view.Party{Role: view.Participant, ID: "ada"}
	ben     = view.Party{Role: view.Participant, ID: "ben"}
)

// cable lies between a house and its store. A test can watch what passes, hold
// it up, or cut it, which is what a kill looks like from the store's side.
type cable struct {
	*eventlog.Memory
	mu       sync.Mutex
	onAppend func(expected uint64, rs []game.Record) error // before; an error stops it
	after    error                                         // what Append says although it wrote
	cut      error                                         // what everything says
	beats    []map[game.GameID]time.Time
}

func (c *cable) Append(ctx context.Context, id game.GameID, expected uint64, rs []game.Record) error {
	c.mu.Lock()
	before, after, cut := c.onAppend, c.after, c.cut
	c.mu.Unlock()
	if cut != nil {
		return cut
	}
	if before != nil {
		if err := before(expected, rs); err != nil {
			return err
		}
	}
	if err := c.Memory.Append(ctx, id, expected, rs); err != nil {
		return err
	}
	return after
}

func (c *cable) Heartbeats(ctx context.Context, beats map[game.GameID]time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cut != nil {
		return c.cut
	}
	c.beats = append(c.beats, beats)
	return c.Memory.Heartbeats(ctx, beats)
}

func (c *cable) set(f func(c *cable)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f(c)
}

// table is a house with one game in it and somebody who looks at it.
type table struct {
	*testing.T
	house *House
	wire  *cable
	clock *Clock
	said  *strings.Builder // what was logged; read it when nothing runs

	mu     sync.Mutex
	told   []uint64 // sequence numbers announced
	epochs []string // and their epochs
	onTell func(snap game.Snapshot)
	given  int
}

// newTable opens a house over what a store holds.
func newTable(t *testing.T, store *eventlog.Memory, lib game.Library) *table {
	tb := &table{T: t, wire: &cable{Memory: store}, clock: NewClock(time.Time{}, 1), said: &strings.Builder{}}
	tb.house = NewHouse(Options{
		Log: tb.wire, Pulse: tb.wire, Library: lib, Clock: tb.clock, Announce: tb.tell,
		Logger: slog.New(slog.NewTextHandler(tb.said, nil)),
	})
	return tb
}

func (tb *table) tell(id game.GameID, epoch string, snap game.Snapshot) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	tb.told, tb.epochs = append(tb.told, snap.Seq()), append(tb.epochs, epoch)
	if id != day {
		tb.Errorf("announced game %q", id)
	}
	if tb.onTell != nil {
		tb.onTell(snap)
	}
}

func (tb *table) announced() (seqs []uint64, epochs []string) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	return tb.told, tb.epochs
}

// cause makes the id of one more command.
func (tb *table) cause() game.CommandID {
	tb.given++
	return game.CommandID(fmt.Sprintf("%s-command-%04d", tb.clock.base.Format("150405"), tb.given))
}

// give gives a command that must be taken.
func (tb *table) give(by view.Party, c game.Command) (seq uint64) {
	tb.Helper()
	seq, err := tb.house.Do(tb.Context(), day, by, tb.cause(), c)
	if err != nil {
		tb.Fatalf("%T: %v", c, err)
	}
	return seq
}

// host opens the lobby, with Ada in one team and Ben in the other.
func (tb *table) host() {
	tb.Helper()
	lib := gametest.Library("one", "two")
	tb.give(trainer, game.HostGame{Setup: gametest.Setup(lib, []string{"Red", "Blue"}, "one", "two")})
	tb.give(ada, game.Join{Nick: "Ada", Team: "a"})
	tb.give(ben, game.Join{Nick: "Ben", Team: "b"})
}

// start hosts and lets the page go off.
func (tb *table) start() {
	tb.Helper()
	tb.host()
	tb.brief()
	tb.give(trainer, game.StartRound{})
}

func (tb *table) brief() {
	tb.Helper()
	tb.give(trainer, game.OpenWheel{})
	tb.give(trainer, game.ChooseSlice{Slice: 0})
	tb.give(trainer, game.PrepareRound{Slice: 0, Scenario: "hash-one"})
}

// log is the game's log as the store has it.
func (tb *table) log() []game.Record {
	tb.Helper()
	var out []game.Record
	for r, err := range tb.wire.Read(tb.Context(), day, 0) {
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// caused are the places in the log that a command's id has.
func (tb *table) caused(cause game.CommandID) []uint64 {
	var out []uint64
	for _, r := range tb.log() {
		if r.Cause == cause {
			out = append(out, r.Seq)
		}
	}
	return out
}

// seen is the published snapshot and its epoch.
func (tb *table) seen() (game.Snapshot, string) {
	tb.Helper()
	snap, epoch, err := tb.house.Snapshot(tb.Context(), day)
	if err != nil {
		tb.Fatal(err)
	}
	return snap, epoch
}

// ran is how long a team's clock has run.
func (tb *table) ran() time.Duration {
	tb.Helper()
	snap, _ := tb.seen()
	return snap.State().Rounds[0].Runs[0].Clock.Read(tb.clock.Now(), 1)
}

// open are the games that have a room.
func (tb *table) open() int {
	tb.house.mu.Lock()
	defer tb.house.mu.Unlock()
	return len(tb.house.rooms)
}

// leave closes the house and checks that it closes well.
func (tb *table) leave() {
	tb.Helper()
	if err := tb.house.Close(tb.Context()); err != nil {
		tb.Errorf("close: %v", err)
	}
}

// kill ends a house without a word to its store.
func (tb *table) kill() {
	tb.wire.set(func(c *cable) { c.cut = context.DeadlineExceeded })
	_ = tb.house.Close(tb.Context())
}

// play runs a test in a bubble, at a table of its own.
func play(t *testing.T, f func(t *testing.T, tb *table)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		tb := newTable(t, eventlog.NewMemory(), gametest.Library("one", "two"))
		defer tb.leave()
		f(t, tb)
	})
}

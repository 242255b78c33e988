package room

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"misfortune/game"
	"misfortune/game/gametest"
	"misfortune/game/view"
	"misfortune/internal/eventlog"
)

var errDiskFull = errors.New("disk full")

func TestAFailedAppendIsToldToNobodyButTheCaller(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.host()
		before, epoch := tb.seen()
		told, _ := tb.announced()
		tb.wire.set(func(c *cable) { c.onAppend = func(uint64, []game.Record) error { return errDiskFull } })
		cause, answer := tb.cause(), make(chan error, 1)
		err := tb.house.post(day, input{by: trainer, cause: cause, command: game.OpenWheel{}, answer: func(_ uint64, err error) {
			if tb.open() != 0 {
				t.Error("the caller is told while the room is still open, and would come back to it")
			}
			answer <- err
		}})
		if err != nil {
			t.Fatal(err)
		}
		if err := <-answer; !errors.Is(err, errDiskFull) {
			t.Errorf("the caller was told %v", err)
		}
		synctest.Wait()
		if now, _ := tb.announced(); len(now) != len(told) {
			t.Error("something was announced")
		}
		if n := strings.Count(tb.said.String(), "level=ERROR"); n != 1 {
			t.Errorf("%d errors logged, want 1:\n%s", n, tb.said)
		}
		tb.wire.set(func(c *cable) { c.onAppend = nil })

		after, again := tb.seen() // the next use opens the room anew
		if after.Seq() != before.Seq() || again == epoch {
			t.Errorf("reopened at %d in epoch %s; was %d in %s", after.Seq(), again, before.Seq(), epoch)
		}
		seq, err := tb.house.Do(t.Context(), day, trainer, cause, game.OpenWheel{})
		if err != nil || !slices.Equal(tb.caused(cause), []uint64{seq}) {
			t.Errorf("given again: %d, %v; in the log at %v", seq, err, tb.caused(cause))
		}
	})
}

// The worst of a failing disk: it wrote, and said that it did not.
func TestACommandKeptButNotAnsweredIsAnsweredWhenGivenAgain(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.host()
		tb.wire.set(func(c *cable) { c.after = errDiskFull })
		cause := tb.cause()
		if _, err := tb.house.Do(t.Context(), day, trainer, cause, game.OpenWheel{}); !errors.Is(err, errDiskFull) {
			t.Errorf("the caller was told %v", err)
		}
		tb.wire.set(func(c *cable) { c.after = nil })
		seq, err := tb.house.Do(t.Context(), day, trainer, cause, game.OpenWheel{})
		if err != nil || !slices.Equal(tb.caused(cause), []uint64{seq}) {
			t.Errorf("given again: %d, %v; in the log at %v", seq, err, tb.caused(cause))
		}
	})
}

// Who waits in the inbox when the room fails is told so too, and nothing of
// theirs was done.
func TestAFailureAnswersAllWhoWait(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.host()
		head := len(tb.log())
		release := make(chan struct{})
		tb.wire.set(func(c *cable) {
			c.onAppend = func(uint64, []game.Record) error { <-release; return errDiskFull }
		})
		var wg sync.WaitGroup
		var failed atomic.Int64
		for range 10 {
			cause := tb.cause()
			wg.Go(func() {
				if _, err := tb.house.Do(t.Context(), day, trainer, cause, game.OpenWheel{}); errors.Is(err, errDiskFull) {
					failed.Add(1)
				}
			})
		}
		synctest.Wait()
		close(release)
		wg.Wait()
		tb.wire.set(func(c *cable) { c.onAppend = nil })
		if failed.Load() != 10 || len(tb.log()) != head {
			t.Errorf("%d of 10 callers were told, %d records were added", failed.Load(), len(tb.log())-head)
		}
	})
}

// A game in play does not wait for somebody to ask for it: its screens count.
func TestAGameInPlayComesBackByItself(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.start()
		tb.wire.set(func(c *cable) { c.onAppend = func(uint64, []game.Record) error { return errDiskFull } })
		_, _ = tb.house.Do(t.Context(), day, ada, tb.cause(), game.Acknowledge{})
		time.Sleep(5 * time.Second) // long enough for more than one failed attempt
		tb.wire.set(func(c *cable) { c.onAppend = nil })
		told, _ := tb.announced()
		time.Sleep(5 * time.Second)
		now, epochs := tb.announced()
		if len(now) < len(told)+3 || epochs[0] == epochs[len(epochs)-1] {
			t.Errorf("%d announcements in 5 seconds, epoch from %s to %s", len(now)-len(told), epochs[0], epochs[len(epochs)-1])
		}
	})
}

// trap is a library that makes the rules panic.
type trap struct {
	gametest.Shelf
	sprung atomic.Bool
}

func (l *trap) Scenario(hash string) (*game.Scenario, bool) {
	if l.sprung.Load() {
		panic("a planted defect")
	}
	return l.Shelf.Scenario(hash)
}

func TestAPanicOfTheRulesClosesTheRoomAndNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lib := &trap{Shelf: gametest.Library("one", "two")}
		tb := newTable(t, eventlog.NewMemory(), lib)
		defer tb.leave()
		tb.host()
		tb.give(trainer, game.OpenWheel{})
		tb.give(trainer, game.ChooseSlice{Slice: 0})
		head := len(tb.log())
		lib.sprung.Store(true)
		cause, prepare := tb.cause(), game.PrepareRound{Slice: 0, Scenario: "hash-one"}
		if _, err := tb.house.Do(t.Context(), day, trainer, cause, prepare); !errors.Is(err, ErrBroken) {
			t.Errorf("got %v, want ErrBroken", err)
		}
		synctest.Wait()
		if said := tb.said.String(); strings.Count(said, "a planted defect") != 1 || strings.Count(said, "level=ERROR") != 1 {
			t.Errorf("the defect should be logged once, with its stack:\n%s", said)
		}
		if tb.open() != 0 || len(tb.log()) != head {
			t.Errorf("%d rooms open, %d records added", tb.open(), len(tb.log())-head)
		}
		lib.sprung.Store(false)
		if seq, err := tb.house.Do(t.Context(), day, trainer, cause, prepare); err != nil || int(seq) != head+1 {
			t.Errorf("given again: %d, %v", seq, err)
		}
	})
}

func TestALogThatCannotBeReadOpensNoRoom(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		bad := []game.Record{{Seq: 1, Event: game.RoundPrepared{Round: 1, Scenario: "a file that was lost"}}}
		if err := tb.wire.Memory.Append(t.Context(), day, 0, bad); err != nil {
			t.Fatal(err)
		}
		if _, _, err := tb.house.Snapshot(t.Context(), day); err == nil {
			t.Error("a snapshot of a log that does not fold")
		}
		if _, err := tb.house.Do(t.Context(), day, trainer, tb.cause(), game.OpenWheel{}); err == nil {
			t.Error("a command to a log that does not fold")
		}
		synctest.Wait()
		if told, _ := tb.announced(); len(told) != 0 || tb.open() != 0 {
			t.Errorf("announced %v, %d rooms open", told, tb.open())
		}
	})
}

func TestTwoHousesOnOneLogTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, lib := eventlog.NewMemory(), gametest.Library("one", "two")
		one, two := newTable(t, store, lib), newTable(t, store, lib)
		defer one.leave()
		defer two.leave()
		two.given = 5000 // so that the ids of the two differ
		one.host()
		two.give(trainer, game.OpenWheel{})
		cause := one.cause() // one knows nothing of the open wheel yet
		seq, err := one.house.Do(t.Context(), day, ada, cause, game.Join{Nick: "Ada L.", Team: "b"})
		if err != nil || !slices.Equal(one.caused(cause), []uint64{seq}) {
			t.Errorf("got %d, %v; in the log at %v", seq, err, one.caused(cause))
		}
		if snap, _ := one.seen(); snap.State().Phase != view.Wheeling || snap.Seq() != seq {
			t.Errorf("the first house sees %s at %d", snap.State().Phase, snap.Seq())
		}
		// The retry of a command that the other house has answered meanwhile.
		again := two.cause()
		first, err := two.house.Do(t.Context(), day, trainer, again, game.ChooseSlice{Slice: 1})
		if err != nil {
			t.Fatal(err)
		}
		if seq, err := one.house.Do(t.Context(), day, trainer, again, game.ChooseSlice{Slice: 1}); seq != first || err != nil {
			t.Errorf("the retry was answered %d, %v; at first it was %d", seq, err, first)
		}
		if places := one.caused(again); len(places) != 1 {
			t.Errorf("it is in the log at %v", places)
		}
	})
}

// A conflict that does not end: the room gives up, says so, and does not fight on.
func TestAGameThatIsTakenOverIsLeftAlone(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.start()
		var tries atomic.Int64
		tb.wire.set(func(c *cable) {
			c.onAppend = func(uint64, []game.Record) error { tries.Add(1); return eventlog.ErrConflict }
		})
		if _, err := tb.house.Do(t.Context(), day, ada, tb.cause(), game.Acknowledge{}); !errors.Is(err, ErrTakenOver) {
			t.Errorf("got %v, want ErrTakenOver", err)
		}
		time.Sleep(time.Minute)
		if n := tries.Load(); n != 2 || tb.open() != 0 {
			t.Errorf("%d appends tried and %d rooms open, want 2 and none", n, tb.open())
		}
		if !strings.Contains(tb.said.String(), "another process writes to this game") {
			t.Errorf("not a word of it:\n%s", tb.said)
		}
		tb.wire.set(func(c *cable) { c.onAppend = nil })
	})
}

// A disk that hangs must not keep the server from ending.
func TestCloseDoesNotWaitForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tb := newTable(t, eventlog.NewMemory(), gametest.Library("one", "two"))
		tb.start()
		tb.wire.set(func(c *cable) {
			c.onAppend = func(uint64, []game.Record) error { <-tb.house.ctx.Done(); return tb.house.ctx.Err() }
		})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		began := time.Now()
		if err := tb.house.Close(ctx); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 10*time.Second {
			t.Errorf("closed with %v after %v", err, time.Since(began))
		}
	})
}

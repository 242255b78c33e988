package room

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"misfortune/game"
)

func TestARefusalIsAnAnswer(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.host()
		var no *game.Rejection
		seq, err := tb.house.Do(t.Context(), day, ada, tb.cause(), game.OpenWheel{})
		if !errors.As(err, &no) || no.Code != game.Forbidden || seq != 0 {
			t.Errorf("got %d, %v; want a refusal", seq, err)
		}
		tb.give(trainer, game.OpenWheel{}) // and the room is none the worse for it
	})
}

// The bell rings while a command is on its way: the command is refused, and what
// time brought is kept.
func TestTimeIsKeptAlthoughTheCommandComesTooLate(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.start()
		tb.give(ada, game.Acknowledge{})
		tb.house.mu.Lock()
		r := tb.house.rooms[day]
		tb.house.mu.Unlock()
		synctest.Wait()
		r.timer.Stop() // a timer that comes late
		time.Sleep(11 * time.Minute)
		var no *game.Rejection
		if _, err := tb.house.Do(t.Context(), day, ada, tb.cause(), game.AllClear{}); !errors.As(err, &no) {
			t.Errorf("got %v, want a refusal", err)
		}
		rs := tb.log()
		if _, ended := rs[len(rs)-1].Event.(game.RoundEnded); !ended {
			t.Errorf("the log ends with %T", rs[len(rs)-1].Event)
		}
	})
}

func TestARepeatedCommandIsAnsweredLikeTheFirstTime(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.host()
		cause := tb.cause()
		var wg sync.WaitGroup
		var seqs [20]uint64
		for i := range seqs {
			wg.Go(func() {
				var err error
				if seqs[i], err = tb.house.Do(t.Context(), day, trainer, cause, game.OpenWheel{}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		tb.give(trainer, game.ChooseSlice{Slice: 0})
		later, err := tb.house.Do(t.Context(), day, trainer, cause, game.OpenWheel{})
		places := tb.caused(cause)
		if len(places) != 1 || err != nil || later != places[0] {
			t.Fatalf("in the log at %v, later answered %d, %v", places, later, err)
		}
		for _, seq := range seqs {
			if seq != places[0] {
				t.Errorf("answered %v, want %d each time", seqs, places[0])
				break
			}
		}
	})
}

// hold makes appends wait until release is called.
func (tb *table) hold() (release func()) {
	gate := make(chan struct{})
	tb.wire.set(func(c *cable) { c.onAppend = func(uint64, []game.Record) error { <-gate; return nil } })
	return func() { close(gate) }
}

func TestACallerWhoLeavesStillGetsTheCommandDoneOnce(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.host()
		release := tb.hold()
		cause := tb.cause()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := tb.house.Do(ctx, day, trainer, cause, game.OpenWheel{}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want that the caller would not wait", err)
		}
		release()
		seq, err := tb.house.Do(t.Context(), day, trainer, cause, game.OpenWheel{})
		if err != nil || !slices.Equal(tb.caused(cause), []uint64{seq}) {
			t.Errorf("given again: %d, %v; in the log at %v", seq, err, tb.caused(cause))
		}
	})
}

func TestAFullInboxIsTheCallersAffairAlone(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.host()
		release := tb.hold()
		var wg sync.WaitGroup
		ask := func(want error) {
			cause := tb.cause()
			wg.Go(func() {
				if _, err := tb.house.Do(t.Context(), day, ada, cause, game.TakePosition{Position: "piano"}); !errors.Is(err, want) {
					t.Errorf("got %v, want %v", err, want)
				}
			})
			synctest.Wait()
		}
		first := tb.cause()
		wg.Go(func() {
			if _, err := tb.house.Do(t.Context(), day, trainer, first, game.OpenWheel{}); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait() // it is being written; now the inbox fills up behind it
		for range inboxSize {
			cause := tb.cause()
			wg.Go(func() {
				var no *game.Rejection
				if _, err := tb.house.Do(t.Context(), day, ada, cause, game.TakePosition{Position: "piano"}); !errors.As(err, &no) {
					t.Errorf("one who waited got %v", err)
				}
			})
		}
		synctest.Wait()
		ask(ErrBusy)
		release()
		wg.Wait()
		tb.give(trainer, game.ChooseSlice{Slice: 0})
	})
}

func TestNobodyIsTakenInAfterTheHouseClosed(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.host()
		release := tb.hold()
		var wg sync.WaitGroup
		for range 5 {
			cause := tb.cause()
			wg.Go(func() {
				seq, err := tb.house.Do(t.Context(), day, trainer, cause, game.VetoSpin{})
				var no *game.Rejection
				if err != nil && !errors.As(err, &no) {
					t.Errorf("one who was inside got %d, %v", seq, err)
				}
			})
		}
		opened := tb.cause()
		wg.Go(func() {
			if _, err := tb.house.Do(t.Context(), day, trainer, opened, game.OpenWheel{}); err != nil {
				t.Errorf("one who was inside: %v", err)
			}
		})
		synctest.Wait()
		wg.Go(tb.leave)
		synctest.Wait()
		if _, err := tb.house.Do(t.Context(), day, trainer, tb.cause(), game.OpenWheel{}); !errors.Is(err, ErrClosed) {
			t.Errorf("a late one got %v", err)
		}
		if _, _, err := tb.house.Snapshot(t.Context(), day); !errors.Is(err, ErrClosed) {
			t.Errorf("a late look got %v", err)
		}
		release()
		wg.Wait()
		if len(tb.caused(opened)) != 1 {
			t.Error("a command that was inside was lost")
		}
	})
}

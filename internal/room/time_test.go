package room

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"misfortune/game"
	"misfortune/game/gametest"
	"misfortune/internal/eventlog"
)

// reopen sits down at a new table over the same store, as a server does that
// was started again.
func (tb *table) reopen() *table {
	again := newTable(tb.T, tb.wire.Memory, gametest.Library("one", "two"))
	again.given = tb.given + 1000
	return again
}

func TestAKillLosesAtMostOneSecond(t *testing.T) {
	for _, played := range []time.Duration{0, time.Millisecond, 999 * time.Millisecond, time.Second, 1001 * time.Millisecond,
		9500 * time.Millisecond, 9999 * time.Millisecond, 61 * time.Second} {
		t.Run(played.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tb := newTable(t, eventlog.NewMemory(), gametest.Library("one", "two"))
				time.Sleep(300 * time.Millisecond) // out of step with the heart
				tb.start()
				time.Sleep(played)
				synctest.Wait()
				before := tb.ran()
				tb.kill()
				time.Sleep(time.Hour)

				tb = tb.reopen()
				defer tb.leave()
				if lost := before - tb.ran(); lost < 0 || lost > time.Second {
					t.Errorf("after %v of play the clock went from %v to %v", played, before, tb.ran())
				}
				resumed := tb.ran()
				time.Sleep(10 * time.Second)
				if went := tb.ran() - resumed; went != 10*time.Second {
					t.Errorf("in 10 seconds the clock went on by %v", went)
				}
			})
		})
	}
}

func TestACleanStopLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tb := newTable(t, eventlog.NewMemory(), gametest.Library("one", "two"))
		tb.start()
		time.Sleep(9700 * time.Millisecond)
		before := tb.ran()
		tb.leave()
		rs := tb.log()
		if _, ok := rs[len(rs)-1].Event.(game.ClocksSuspended); !ok {
			t.Errorf("the log ends with %T", rs[len(rs)-1].Event)
		}
		time.Sleep(time.Hour)
		tb = tb.reopen()
		defer tb.leave()
		if after := tb.ran(); after != before {
			t.Errorf("the clock went from %v to %v", before, after)
		}
		time.Sleep(5 * time.Second)
		if after := tb.ran(); after != before+5*time.Second {
			t.Errorf("five seconds later it shows %v, not %v more", after, 5*time.Second)
		}
	})
}

func TestAStopWhileNothingRunsLeavesNoRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tb := newTable(t, eventlog.NewMemory(), gametest.Library("one", "two"))
		tb.start()
		tb.give(trainer, game.Pause{})
		head := len(tb.log())
		tb.leave()
		tb = tb.reopen()
		snap, _ := tb.seen()
		if len(tb.log()) != head || snap.State().Paused == nil {
			t.Errorf("%d records were added; paused: %v", len(tb.log())-head, snap.State().Paused)
		}
		tb.leave()
	})
}

// The machine's clock is an hour behind where it was when the game was played:
// each bubble begins at the same instant.
func TestAWallClockThatWentBackChangesNothing(t *testing.T) {
	for name, played := range map[string]bool{"in the lobby": false, "in play": true} {
		t.Run(name, func(t *testing.T) {
			store, lib := eventlog.NewMemory(), gametest.Library("one", "two")
			var before time.Duration
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Hour)
				tb := newTable(t, store, lib)
				tb.host()
				tb.brief()
				if played {
					tb.give(trainer, game.StartRound{})
					time.Sleep(10 * time.Second)
					synctest.Wait()
					before = tb.ran()
				}
				tb.kill()
			})
			synctest.Test(t, func(t *testing.T) {
				tb := newTable(t, store, lib)
				defer tb.leave()
				tb.given = 5000
				if !played {
					tb.give(trainer, game.StartRound{})
				}
				if lost := before - tb.ranInRoom(); lost < 0 || lost > time.Second {
					t.Errorf("the clock went from %v to %v", before, tb.ranInRoom())
				}
				resumed := tb.ranInRoom()
				time.Sleep(10 * time.Second)
				tb.give(ada, game.Acknowledge{})
				if went := tb.ranInRoom() - resumed; went != 10*time.Second {
					t.Errorf("in 10 seconds the clock went on by %v", went)
				}
				for i, rs := 1, tb.log(); i < len(rs); i++ {
					if rs[i].At.Before(rs[i-1].At) {
						t.Errorf("record %d is of %v, the one before of %v", rs[i].Seq, rs[i].At, rs[i-1].At)
					}
				}
			})
		})
	}
}

// ranInRoom is how long a team's clock has run by the room's own time.
func (tb *table) ranInRoom() time.Duration {
	tb.Helper()
	snap, _ := tb.seen()
	tb.house.mu.Lock()
	now := tb.house.rooms[day].now()
	tb.house.mu.Unlock()
	return snap.State().Rounds[0].Runs[0].Clock.Read(now, 1)
}

// A house that is told the latest instant known starts there, so that pages
// and rooms agree on what time it is.
func TestAClockStartsNoEarlierThanItIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ahead := time.Now().Add(time.Hour)
		for _, c := range []struct{ atLeast, want time.Time }{
			{time.Time{}, time.Now()}, {time.Now().Add(-time.Hour), time.Now()}, {ahead, ahead},
		} {
			if got := NewClock(c.atLeast, 1).Now(); !got.Equal(c.want) {
				t.Errorf("told %v it starts at %v", c.atLeast, got)
			}
		}
	})
}

func TestAClockCountsByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, fast := NewClock(time.Time{}, 0), NewClock(time.Time{}, 60)
		begun := c.Now()
		time.Sleep(90 * time.Second)
		if got := c.Now().Sub(begun); got != 90*time.Second {
			t.Errorf("after 90 seconds it shows %v", got)
		}
		if got := fast.Now().Sub(begun); got != 90*time.Minute || fast.real(time.Hour) != time.Minute {
			t.Errorf("sixty times as fast it shows %v; an hour takes %v", got, fast.real(time.Hour))
		}
	})
}

// What makes a clock deaf to a wall clock that jumps is a monotonic reading;
// what it shows has none, because a log would not give it back.
func TestAClockIsDeafToJumps(t *testing.T) {
	c := NewClock(time.Time{}, 1)
	if !strings.Contains(c.made.String(), " m=") {
		t.Errorf("it was made at %v, without a monotonic reading", c.made)
	}
	if now := c.Now(); strings.Contains(now.String(), " m=") || now != time.UnixMicro(now.UnixMicro()).UTC() {
		t.Errorf("it shows %v, which a log would not give back", now)
	}
}

func TestAHeartBeatsOnceASecondWhileClocksRun(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		beats := func() int {
			tb.wire.mu.Lock()
			defer tb.wire.mu.Unlock()
			return len(tb.wire.beats)
		}
		tb.host()
		time.Sleep(10*time.Second + 500*time.Millisecond) // out of step with the heart
		if n := beats(); n != 0 {
			t.Errorf("%d heartbeats in the lobby", n)
		}
		tb.brief()
		tb.give(trainer, game.StartRound{})
		time.Sleep(10 * time.Second)
		if n := beats(); n != 10 {
			t.Errorf("%d heartbeats in 10 seconds of play", n)
		}
		tb.give(trainer, game.Pause{})
		time.Sleep(10 * time.Second)
		if n := beats(); n != 10 {
			t.Errorf("%d heartbeats while paused", n-10)
		}
	})
}

func TestOneFailingHeartIsHeardOfOnce(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.start()
		tb.give(ada, game.Acknowledge{})
		tb.wire.set(func(c *cable) { c.cut = errDiskFull })
		time.Sleep(10 * time.Second)
		tb.wire.set(func(c *cable) { c.cut = nil })
		time.Sleep(2 * time.Second)
		if n := strings.Count(tb.said.String(), "heartbeats cannot be kept"); n != 1 {
			t.Errorf("told %d times:\n%s", n, tb.said)
		}
	})
}

func TestARoomNobodyNeedsCloses(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.host()
		_, epoch := tb.seen()
		for range 5 {
			time.Sleep(idleAfter - time.Second)
			if _, same := tb.seen(); same != epoch {
				t.Error("the room closed although somebody looked")
			}
		}
		time.Sleep(3 * idleAfter)
		if tb.open() != 0 {
			t.Error("the room is still open")
		}
		if _, other := tb.seen(); other == epoch {
			t.Error("two openings have one epoch")
		}
		tb.brief()
		tb.give(trainer, game.StartRound{})
		tb.give(trainer, game.Extend{Minutes: 30})
		time.Sleep(39 * time.Minute) // of forty
		if tb.open() != 1 {
			t.Error("a room in play closed")
		}
		time.Sleep(3 * idleAfter)
		if tb.open() != 0 {
			t.Error("the room is still open after the round")
		}
	})
}

func TestAGameThatWasNeverHostedIsEmpty(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		if snap, _ := tb.seen(); snap.Seq() != 0 {
			t.Errorf("it has %d records", snap.Seq())
		}
	})
}

package room

import (
	"slices"
	"testing"
	"time"

	"misfortune/game"
)

// Each step looks at what the ones before it must have done and the ones after
// it must not have done yet.
func TestTheSixStepsInTheirOrder(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.host()
		tb.brief()
		tb.house.mu.Lock()
		r := tb.house.rooms[day]
		tb.house.mu.Unlock()
		head := uint64(len(tb.log()))
		var steps []string

		tb.wire.set(func(c *cable) {
			c.onAppend = func(expected uint64, rs []game.Record) error {
				steps = append(steps, "append")
				if expected != head || len(rs) != 1 {
					t.Errorf("append of %d records after %d, want 1 after %d", len(rs), expected, head)
				}
				if r.day.Seq() != head {
					t.Error("applied before it was appended")
				}
				if seq := r.look.Load().Seq(); seq != head {
					t.Errorf("published %d before it was appended", seq)
				}
				return nil
			}
		})
		tb.onTell = func(snap game.Snapshot) {
			steps = append(steps, "publish")
			if snap.Seq() != head+1 || r.look.Load().Seq() != head+1 {
				t.Errorf("published %d before record %d was applied", snap.Seq(), head+1)
			}
			if n := len(tb.log()); n != int(head)+1 {
				t.Errorf("published while the log has %d records", n)
			}
			if r.running.Load() {
				t.Error("re-armed before it was published")
			}
		}
		done := make(chan struct{})
		in := input{by: trainer, cause: tb.cause(), command: game.StartRound{}, answer: func(seq uint64, err error) {
			steps = append(steps, "answer")
			if seq != head+1 || err != nil {
				t.Errorf("answered %d, %v", seq, err)
			}
			if !r.running.Load() {
				t.Error("answered before it was re-armed")
			}
			close(done)
		}}
		if err := tb.house.post(day, in); err != nil {
			t.Fatal(err)
		}
		<-done
		tb.onTell = nil
		tb.wire.set(func(c *cable) { c.onAppend = nil })
		if want := []string{"append", "publish", "answer"}; !slices.Equal(steps, want) {
			t.Errorf("steps were %v, want %v", steps, want)
		}
	})
}

// What time alone brings needs nobody to ask for it, and carries the instant at
// which it was due.
func TestTimePassesByItself(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.start()
		begun := tb.clock.Now()
		tb.give(ada, game.Acknowledge{})
		tb.give(ada, game.StartLook{Look: "l1"})
		time.Sleep(20 * time.Second)
		for _, r := range tb.log() {
			if e, ok := r.Event.(game.LookEnded); ok {
				if due := begun.Add(time.Duration(e.Step) * time.Second); r.At != due || e.Step < 2 {
					t.Errorf("the look of step %d ended at %v, want %v", e.Step, r.At, due)
				}
				return
			}
		}
		t.Error("the look never ended")
	})
}

// A second in which nothing happens is announced too: the curves have grown.
func TestASecondIsAnnouncedWithoutARecord(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.start()
		tb.give(ada, game.Acknowledge{})
		head := len(tb.log())
		seqs, _ := tb.announced()
		before := len(seqs)
		time.Sleep(5*time.Second + time.Millisecond)
		seqs, _ = tb.announced()
		if n := len(seqs) - before; n != 5 || len(tb.log()) != head || int(seqs[len(seqs)-1]) != head {
			t.Errorf("in 5 seconds announced %d times, up to %d, with %d new records; want 5, %d and none",
				n, seqs[len(seqs)-1], len(tb.log())-head, head)
		}
	})
}

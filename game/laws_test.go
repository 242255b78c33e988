package game_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"misfortune/game"
	"misfortune/game/gametest"
	"misfortune/game/view"
)

var audiences = []view.Audience{
	{Role: view.Trainer, Lang: "en"}, {Role: view.Screen, Lang: "fr"},
	{Role: view.Participant, Team: "a", Lang: "en"}, {Role: view.Participant, Team: "b", Lang: "fr"},
}

func newChaos(seed uint64) *gametest.Chaos {
	lib := gametest.Library("one", "two", "three")
	return gametest.NewChaos(seed, lib, gametest.Setup(lib, []string{"Red", "Blue"}, "one", "two", "three"))
}

// seen is everything that anybody can see of a day.
func seen(t testing.TB, sn game.Snapshot) string {
	t.Helper()
	var out []any
	for _, a := range audiences {
		v, err := sn.View(a)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v, sn.Series(a))
	}
	for i := range 5 {
		out = append(out, sn.You(view.Party{Role: view.Participant, ID: fmt.Sprint("p", i)}, "en"))
	}
	raw, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestLaws plays random games and holds each of them to the laws of the core.
func TestLaws(t *testing.T) {
	rounds, ended := 0, 0
	for seed := range uint64(24) {
		c := newChaos(seed)
		for i := range 400 {
			if frozen := c.Day.Snapshot(); i%8 == 0 {
				before := seen(t, frozen)
				c.Move()
				if after := seen(t, frozen); after != before {
					t.Fatalf("seed %d: a snapshot changed after it was taken:\n%s", seed, cmp.Diff(before, after))
				}
			} else {
				c.Move()
			}
			if due, ok := c.Day.Due(); ok && due.Before(c.Now) {
				t.Fatalf("seed %d: due at %v, but it is %v", seed, due, c.Now)
			}
		}
		holdLog(t, seed, c.Log)
		folded, err := game.OpenDay(gametest.Library("one", "two", "three"), gametest.Records(c.Log))
		if err != nil {
			t.Fatal(err)
		}
		// The fold knows time up to its last record; let the live day's clock say the rest.
		if diff := cmp.Diff(views(t, c.Day.Snapshot()), views(t, folded.Snapshot())); diff != "" {
			t.Fatalf("seed %d: the fold of the log sees something else (-live +fold):\n%s", seed, diff)
		}
		for _, r := range c.Day.State().Rounds {
			rounds++
			if r.Ended {
				ended++
			}
		}
	}
	if rounds < 40 || ended < 25 {
		t.Errorf("the games were dull: %d rounds, %d ended", rounds, ended)
	}
}

// views is what can be seen, without the series that grow by themselves.
func views(t testing.TB, sn game.Snapshot) []view.View {
	t.Helper()
	var out []view.View
	for _, a := range audiences {
		v, err := sn.View(a)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// holdLog checks what must be true of every log.
func holdLog(t *testing.T, seed uint64, log []game.Record) {
	t.Helper()
	causes := map[game.CommandID]uint64{}
	finished := map[string]bool{}
	for i, r := range log {
		if r.Seq != uint64(i+1) {
			t.Fatalf("seed %d: record %d has number %d", seed, i+1, r.Seq)
		}
		if i > 0 && r.At.Before(log[i-1].At) {
			t.Fatalf("seed %d: record %d is before the one before it", seed, r.Seq)
		}
		if r.Cause != "" {
			if first, twice := causes[r.Cause]; twice {
				t.Fatalf("seed %d: command %s is in records %d and %d", seed, r.Cause, first, r.Seq)
			}
			causes[r.Cause] = r.Seq
		}
		kind, body, err := game.EncodeEvent(r.Event)
		if err != nil {
			t.Fatal(err)
		}
		back, err := game.DecodeEvent(kind, body)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r.Event, back); diff != "" {
			t.Fatalf("seed %d: record %d changes on the wire:\n%s", seed, r.Seq, diff)
		}
		switch e := r.Event.(type) { //nolint:gochecksumtype // only these have laws of their own
		case game.RoundPrepared:
			finished = map[string]bool{}
		case game.TeamFinished:
			if finished[e.Team] {
				t.Fatalf("seed %d: team %s finished twice", seed, e.Team)
			}
			finished[e.Team] = true
			holdScore(t, seed, e.Score)
		case game.ClocksPaused:
			if e.StopWord && r.By != (view.Party{}) {
				t.Fatalf("seed %d: record %d says who asked for the pause", seed, r.Seq)
			}
		}
	}
}

func holdScore(t *testing.T, seed uint64, s game.Score) {
	t.Helper()
	raw, offered := 0.0, 0.0
	for _, l := range s.Lines {
		if l.Points < 0 || l.Points > l.Max {
			t.Fatalf("seed %d: line %+v", seed, l)
		}
		raw += l.Points
		offered += l.Max
	}
	if raw != s.Raw || offered != s.Offered || s.Points < 0 || s.Points > 100 {
		t.Fatalf("seed %d: score %+v is not the sum of its lines", seed, s)
	}
}

// TestTimeIsOnlyAnInput plays the same game twice: once as it comes, once with
// ticks at odd instants and the memo dropped before every step. Records and
// samples must be the same.
func TestTimeIsOnlyAnInput(t *testing.T) {
	for seed := range uint64(12) {
		plain, fussy := newChaos(seed), newChaos(seed)
		fussy.Between = func(c *gametest.Chaos) {
			if due, ok := c.Day.Due(); ok && due.Before(c.Now) {
				half := due.Add(c.Now.Sub(due) / 2)
				records, err := c.Day.Step(game.Input{At: half, Command: game.Tick{}})
				if err != nil {
					t.Fatal(err)
				}
				if err := c.Day.Apply(records...); err != nil {
					t.Fatal(err)
				}
				c.Day.Pass(half)
				c.Log = append(c.Log, records...)
			}
			c.Day.Forget()
		}
		for range 300 {
			plain.Move()
			fussy.Move()
		}
		if diff := cmp.Diff(plain.Log, fussy.Log); diff != "" {
			t.Fatalf("seed %d: more ticks and no memo gave other records:\n%s", seed, diff)
		}
		if diff := cmp.Diff(seen(t, plain.Day.Snapshot()), seen(t, fussy.Day.Snapshot())); diff != "" {
			t.Fatalf("seed %d: ... and another picture:\n%s", seed, diff)
		}
	}
}

// TestRepeats gives every accepted command again, at once and after a restart:
// it is answered like the first time and nothing happens twice.
func TestRepeats(t *testing.T) {
	repeated := 0
	for seed := range uint64(6) {
		c := newChaos(seed)
		for i := range 250 {
			refused := len(c.Refused)
			c.Move()
			if len(c.Refused) > refused || c.Last.Cause == "" {
				continue
			}
			if i%10 == 0 {
				again := c.Last
				c.Restart()
				c.Last = again
			}
			last := c.Log[len(c.Log)-1]
			seq, ok := c.Day.Answered(c.Last.By, c.Last.Cause)
			if _, hosted := c.Last.Command.(game.HostGame); !ok && !hosted {
				t.Fatalf("seed %d: %T was accepted and is forgotten (last record %d)", seed, c.Last.Command, last.Seq)
			}
			records, err := c.Day.Step(game.Input{At: c.Now, By: c.Last.By, Cause: c.Last.Cause, Command: c.Last.Command})
			if err != nil || len(records) > 0 {
				t.Fatalf("seed %d: %T given twice: %d more records, %v (first answer %d)", seed, c.Last.Command, len(records), err, seq)
			}
			repeated++
		}
	}
	if repeated < 300 {
		t.Errorf("only %d commands were repeated", repeated)
	}
}

// TestStatesDoNotShare grows two futures from one state; neither may see the other.
func TestStatesDoNotShare(t *testing.T) {
	var s game.State
	at := func(seq uint64, who string) game.Record {
		return game.Record{Seq: seq, By: view.Party{Role: view.Participant, ID: who}, Event: game.ParticipantJoined{Nick: who, Team: "a"}}
	}
	s = game.Evolve(s, game.Record{Seq: 1, Event: game.GameHosted{Setup: game.Setup{Teams: []string{"Red"}}}})
	for i := range 3 {
		s = game.Evolve(s, at(uint64(i+2), fmt.Sprint("p", i)))
	}
	left, right := game.Evolve(s, at(5, "left")), game.Evolve(s, at(5, "right"))
	if left.People[3].Nick != "left" || right.People[3].Nick != "right" || len(s.People) != 3 {
		t.Errorf("%s, %s, %d people before", left.People[3].Nick, right.People[3].Nick, len(s.People))
	}
}

// TestRestarts kills the server at random moments: what was recorded stays, the
// clocks lose only the time the server was away, and the game goes on.
func TestRestarts(t *testing.T) {
	for seed := range uint64(12) {
		c := newChaos(seed)
		for i := range 300 {
			c.Move()
			if i%17 == 0 {
				elapsed := clocks(c)
				c.Restart()
				for team, was := range elapsed {
					if is := clocks(c)[team]; is != was {
						t.Fatalf("seed %d: team %s had run %v, after the restart %v", seed, team, was, is)
					}
				}
			}
		}
		holdLog(t, seed, c.Log)
	}
}

// clocks reads every running team's clock to the millisecond, which is what a
// heartbeat keeps.
func clocks(c *gametest.Chaos) map[string]time.Duration {
	out := map[string]time.Duration{}
	s := c.Day.State()
	if s.Phase != view.Playing {
		return out
	}
	rd := s.Rounds[len(s.Rounds)-1]
	for _, tr := range rd.Runs {
		if tr.Finished == nil {
			out[tr.Team] = tr.Clock.Read(c.Now, s.Setup.Factor).Truncate(10 * time.Millisecond)
		}
	}
	return out
}

// FuzzPlay lets the fuzzer choose the game.
func FuzzPlay(f *testing.F) {
	f.Add(uint64(1), uint16(100))
	f.Add(uint64(42), uint16(700))
	f.Fuzz(func(t *testing.T, seed uint64, moves uint16) {
		c := newChaos(seed)
		for range moves % 1000 {
			c.Move()
		}
		holdLog(t, seed, c.Log)
		folded, err := game.OpenDay(gametest.Library("one", "two", "three"), gametest.Records(c.Log))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(views(t, c.Day.Snapshot()), views(t, folded.Snapshot())); diff != "" {
			t.Fatal(diff)
		}
	})
}

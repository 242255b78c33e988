package eventlog_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"misfortune/game"
	"misfortune/game/view"
	"misfortune/internal/eventlog"
)

// store is everything that both backends offer; the suite sees nothing else.
type store interface {
	Append(ctx context.Context, id game.GameID, expected uint64, rs []game.Record) error
	Read(ctx context.Context, id game.GameID, after uint64) iter.Seq2[game.Record, error]
	PutScenario(ctx context.Context, hash string, source []byte) error
	Scenario(ctx context.Context, hash string) ([]byte, error)
	Secret(ctx context.Context, name string, fresh func() []byte) ([]byte, error)
	CreateGame(ctx context.Context, id game.GameID, code string, at time.Time) error
	Game(ctx context.Context, code string) (game.GameID, error)
	Games(ctx context.Context) ([]eventlog.Hosted, error)
	Forget(ctx context.Context, id game.GameID) error
	Heartbeats(ctx context.Context, beats map[game.GameID]time.Time) error
	LastHeartbeat(ctx context.Context, id game.GameID) (time.Time, bool, error)
	Latest(ctx context.Context) (time.Time, error)
}

var (
	_ store = (*eventlog.Store)(nil)
	_ store = (*eventlog.Memory)(nil)
)

// backend opens a store, and closes and opens it again with what it kept.
type backend struct {
	open   func(t *testing.T) store
	reopen func(t *testing.T, s store) store
}

func TestMemory(t *testing.T) {
	suite(t, backend{
		open:   func(*testing.T) store { return eventlog.NewMemory() },
		reopen: func(_ *testing.T, s store) store { return s },
	})
}

func TestStore(t *testing.T) {
	var file string
	open := func(t *testing.T) store {
		s, err := eventlog.Open(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	suite(t, backend{
		open: func(t *testing.T) store {
			file = filepath.Join(t.TempDir(), "games.db")
			return open(t)
		},
		reopen: func(t *testing.T, s store) store {
			if err := s.(*eventlog.Store).Close(); err != nil {
				t.Fatal(err)
			}
			return open(t)
		},
	})
}

// suite is what any store has to pass.
func suite(t *testing.T, b backend) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, b backend)
	}{
		{"what was appended is read, in order, after a reopening too", testOrder},
		{"games do not see each other", testGamesApart},
		{"an append that came second is refused whole", testConflict},
		{"of many at once exactly one gets each place", testRace},
		{"a gap is refused whole", testGap},
		{"an event that cannot be kept takes its neighbours with it", testAtomic},
		{"nothing to append is nothing", testNothing},
		{"a cancelled append leaves nothing", testCancelledAppend},
		{"a read that fails half-way says so", testHalfRead},
		{"a reader may stop early and write while it reads", testReadThenWrite},
		{"a forgotten game is gone for good", testForget},
		{"the shelf finds games by code", testGames},
		{"the shelf keeps scenarios by hash", testScenarios},
		{"a secret is made once", testSecrets},
		{"a heartbeat never goes back", testHeartbeats},
		{"the latest instant is a record's or a heartbeat's", testLatest},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, b) })
	}
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 123_456_000, time.UTC)

// joined makes records that say that people joined, from a first sequence number.
func joined(from uint64, nicks ...string) []game.Record {
	rs := make([]game.Record, len(nicks))
	for i, nick := range nicks {
		seq := from + uint64(i)
		rs[i] = game.Record{
			Seq: seq, At: noon.Add(time.Duration(seq) * time.Millisecond),
			By:    view.Party{Role: view.Participant, ID: "p-" + nick},
			Cause: game.CommandID(fmt.Sprintf("cause-%s-%04d", nick, seq)),
			Event: game.ParticipantJoined{Nick: nick, Team: "a"},
		}
	}
	return rs
}

func appendOK(t *testing.T, s store, id game.GameID, rs []game.Record) {
	t.Helper()
	if err := s.Append(t.Context(), id, rs[0].Seq-1, rs); err != nil {
		t.Fatal(err)
	}
}

// holds checks that a game's log after a place is exactly this.
func holds(t *testing.T, s store, id game.GameID, after uint64, want ...game.Record) {
	t.Helper()
	got, err := collect(s.Read(t.Context(), id, after))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("log of %s after %d (-want +got):\n%s", id, after, diff)
	}
}

func collect(log iter.Seq2[game.Record, error]) ([]game.Record, error) {
	var out []game.Record
	for r, err := range log {
		if err != nil {
			return out, err
		}
		out = append(out, r)
	}
	return out, nil
}

// isConflict recognises a conflict as a consumer does that cannot import eventlog.
func isConflict(err error) bool {
	var c interface{ Conflict() bool }
	return errors.As(err, &c) && c.Conflict()
}

func testOrder(t *testing.T, b backend) {
	s := b.open(t)
	holds(t, s, "g", 0)
	rs := joined(1, "ada", "ben", "cleo", "dan")
	rs[2].By, rs[2].Cause, rs[2].Event = view.Party{}, "", game.WheelOpened{} // what the room caused
	rs[3].Event = game.ParticipantJoined{Nick: "Zoë “' \x00 👩‍🚒", Team: ""}
	appendOK(t, s, "g", rs[:1])
	appendOK(t, s, "g", rs[1:])
	holds(t, s, "g", 0, rs...)
	holds(t, s, "g", 2, rs[2:]...)
	holds(t, s, "g", 4)
	holds(t, s, "g", 9)
	s = b.reopen(t, s)
	holds(t, s, "g", 0, rs...)
	appendOK(t, s, "g", joined(5, "eve"))
	holds(t, s, "g", 4, joined(5, "eve")...)
}

func testGamesApart(t *testing.T, b backend) {
	s := b.open(t)
	appendOK(t, s, "g", joined(1, "ada"))
	appendOK(t, s, "h", joined(1, "ben", "cleo"))
	holds(t, s, "g", 0, joined(1, "ada")...)
	holds(t, s, "h", 0, joined(1, "ben", "cleo")...)
}

func testConflict(t *testing.T, b backend) {
	s := b.open(t)
	appendOK(t, s, "g", joined(1, "ada", "ben"))
	for name, rs := range map[string][]game.Record{
		"behind the head": joined(2, "cleo", "dan"),
		"from the start":  joined(1, "cleo"),
		"past the head":   joined(4, "cleo"),
	} {
		if err := s.Append(t.Context(), "g", rs[0].Seq-1, rs); !isConflict(err) || !errors.Is(err, eventlog.ErrConflict) {
			t.Errorf("%s: got %v, want a conflict", name, err)
		}
	}
	holds(t, s, "g", 0, joined(1, "ada", "ben")...)
}

func testRace(t *testing.T, b backend) {
	s := b.open(t)
	const writers, places = 8, 10
	var won [writers]int
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for seq := uint64(1); seq <= places; {
				err := s.Append(t.Context(), "g", seq-1, joined(seq, fmt.Sprint("w", w)))
				switch {
				case err == nil:
					won[w]++
				case !isConflict(err):
					t.Error(err)
					return
				}
				seq++
			}
		})
	}
	wg.Wait()
	rs, err := collect(s.Read(t.Context(), "g", 0))
	if err != nil || len(rs) != places {
		t.Fatalf("read %d records, %v; want %d", len(rs), err, places)
	}
	kept := map[string]int{}
	for _, r := range rs {
		kept[r.Event.(game.ParticipantJoined).Nick]++
	}
	for w, n := range won {
		if kept[fmt.Sprint("w", w)] != n {
			t.Errorf("writer %d was told %d times that it is kept; the log has %d", w, n, kept[fmt.Sprint("w", w)])
		}
	}
}

func testGap(t *testing.T, b backend) {
	s := b.open(t)
	holey := append(joined(1, "ada"), joined(3, "ben")...)
	twice := append(joined(1, "ada"), joined(1, "ben")...)
	for name, rs := range map[string][]game.Record{"gap": holey, "twice": twice, "late start": joined(2, "ada")} {
		if err := s.Append(t.Context(), "g", 0, rs); err == nil || isConflict(err) {
			t.Errorf("%s: got %v, want an error that is no conflict", name, err)
		}
	}
	holds(t, s, "g", 0)
}

func testAtomic(t *testing.T, b backend) {
	s := b.open(t)
	rs := joined(1, "ada", "ben")
	rs[1].Event = nil
	if err := s.Append(t.Context(), "g", 0, rs); err == nil {
		t.Error("an event of no kind was kept")
	}
	holds(t, s, "g", 0)
}

func testNothing(t *testing.T, b backend) {
	s := b.open(t)
	if err := s.Append(t.Context(), "g", 0, nil); err != nil {
		t.Error(err)
	}
	holds(t, s, "g", 0)
}

func testCancelledAppend(t *testing.T, b backend) {
	s := b.open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Append(ctx, "g", 0, joined(1, "ada")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was cancelled", err)
	}
	holds(t, s, "g", 0)
	appendOK(t, s, "g", joined(1, "ada")) // and the store is none the worse for it
}

func testHalfRead(t *testing.T, b backend) {
	s := b.open(t)
	nicks := make([]string, 500)
	for i := range nicks {
		nicks[i] = fmt.Sprint("n", i)
	}
	appendOK(t, s, "g", joined(1, nicks...))
	ctx, cancel := context.WithCancel(t.Context())
	var n int
	var failure error
	for _, err := range s.Read(ctx, "g", 0) {
		if failure != nil {
			t.Fatal("the read went on after its error")
		}
		if failure = err; err == nil {
			n++
		}
		if n == 10 {
			cancel()
		}
	}
	cancel()
	if n == len(nicks) || !errors.Is(failure, context.Canceled) {
		t.Errorf("read %d of %d records and %v; want a part and that it was cancelled", n, len(nicks), failure)
	}
}

func testReadThenWrite(t *testing.T, b backend) {
	s := b.open(t)
	appendOK(t, s, "g", joined(1, "ada", "ben", "cleo"))
	for r, err := range s.Read(t.Context(), "g", 0) {
		if err != nil {
			t.Fatal(err)
		}
		appendOK(t, s, "g", joined(4, "dan"))
		if r.Seq == 1 {
			break
		}
	}
	holds(t, s, "g", 3, joined(4, "dan")...)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

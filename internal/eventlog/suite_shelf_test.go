package eventlog_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"misfortune/game"
	"misfortune/internal/eventlog"
)

// The shelf's half of the suite.

func testForget(t *testing.T, b backend) {
	s, ctx := b.open(t), t.Context()
	for _, id := range []game.GameID{"g", "h"} {
		must(t, s.CreateGame(ctx, id, "CODE-"+string(id), noon))
		must(t, s.Heartbeats(ctx, map[game.GameID]time.Time{id: noon}))
		appendOK(t, s, id, joined(1, "ada", "ben"))
	}
	must(t, s.Forget(ctx, "g"))
	must(t, s.Forget(ctx, "g")) // asked twice
	must(t, s.Forget(ctx, "never hosted"))
	must(t, s.Heartbeats(ctx, map[game.GameID]time.Time{"g": noon.Add(time.Hour)})) // from a room still open
	s = b.reopen(t, s)

	holds(t, s, "g", 0)
	for _, rs := range [][]game.Record{joined(1, "eve"), joined(3, "eve")} {
		if err := s.Append(ctx, "g", rs[0].Seq-1, rs); !errors.Is(err, eventlog.ErrForgotten) || isConflict(err) {
			t.Errorf("an append to a forgotten game: got %v", err)
		}
	}
	if err := s.CreateGame(ctx, "g", "OTHER", noon); !errors.Is(err, eventlog.ErrForgotten) {
		t.Errorf("creating a forgotten game: got %v", err)
	}
	if _, err := s.Game(ctx, "CODE-g"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the code of a forgotten game: got %v", err)
	}
	if at, ok, err := s.LastHeartbeat(ctx, "g"); ok || err != nil {
		t.Errorf("the heartbeat of a forgotten game: got %v, %v", at, err)
	}
	must(t, s.CreateGame(ctx, "new", "CODE-g", noon)) // its code is free
	holds(t, s, "h", 0, joined(1, "ada", "ben")...)
	if id, err := s.Game(ctx, "CODE-h"); err != nil || id != "h" {
		t.Errorf("the other game: got %q, %v", id, err)
	}
}

func testGames(t *testing.T, b backend) {
	s, ctx := b.open(t), t.Context()
	must(t, s.CreateGame(ctx, "g2", "BBBBBB", noon.Add(time.Minute)))
	must(t, s.CreateGame(ctx, "g1", "AAAAAA", noon.In(time.FixedZone("", 3600))))
	must(t, s.CreateGame(ctx, "g3", "CCCCCC", noon.Add(time.Minute)))
	must(t, s.CreateGame(ctx, "g1", "AAAAAA", noon.Add(time.Hour))) // a retry keeps the first time
	if err := s.CreateGame(ctx, "g4", "AAAAAA", noon); !errors.Is(err, eventlog.ErrCodeTaken) || !errors.Is(err, fs.ErrExist) {
		t.Errorf("a taken code: got %v", err)
	}
	if err := s.CreateGame(ctx, "g1", "DDDDDD", noon); err == nil || errors.Is(err, fs.ErrExist) {
		t.Errorf("a second code for a game: got %v", err)
	}
	s = b.reopen(t, s)
	if id, err := s.Game(ctx, "AAAAAA"); err != nil || id != "g1" {
		t.Errorf("got %q, %v", id, err)
	}
	if id, err := s.Game(ctx, "aaaaaa"); !errors.Is(err, fs.ErrNotExist) || id != "" {
		t.Errorf("an unknown code: got %q, %v", id, err)
	}
	got, err := s.Games(ctx)
	want := []eventlog.Hosted{
		{ID: "g2", Code: "BBBBBB", At: noon.Add(time.Minute)},
		{ID: "g3", Code: "CCCCCC", At: noon.Add(time.Minute)},
		{ID: "g1", Code: "AAAAAA", At: noon},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("games: %v (-want +got):\n%s", err, diff)
	}
}

func testScenarios(t *testing.T, b backend) {
	s, ctx := b.open(t), t.Context()
	source := []byte("version: 1\n\x00\xff")
	must(t, s.PutScenario(ctx, "hash", source))
	source[0] = 'V' // the caller's bytes stay the caller's
	must(t, s.PutScenario(ctx, "hash", []byte("something else")))
	s = b.reopen(t, s)
	if got, err := s.Scenario(ctx, "hash"); err != nil || string(got) != "version: 1\n\x00\xff" {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := s.Scenario(ctx, "hush"); !errors.Is(err, fs.ErrNotExist) || got != nil {
		t.Errorf("an unknown hash: got %q, %v", got, err)
	}
}

func testSecrets(t *testing.T, b backend) {
	s := b.open(t)
	var wg sync.WaitGroup
	var got [8][]byte
	for i := range got {
		wg.Go(func() {
			var err error
			if got[i], err = s.Secret(t.Context(), "cookies", func() []byte { return fmt.Appendf(nil, "made by %d", i) }); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	s = b.reopen(t, s)
	last, err := s.Secret(t.Context(), "cookies", func() []byte { return []byte("made anew") })
	must(t, err)
	for _, g := range got {
		if !bytes.Equal(g, last) {
			t.Errorf("two secrets of one name: %q and %q", g, last)
		}
	}
	other, err := s.Secret(t.Context(), "trainer", func() []byte { return []byte("another") })
	if err != nil || string(other) != "another" {
		t.Errorf("got %q, %v", other, err)
	}
}

func testHeartbeats(t *testing.T, b backend) {
	s, ctx := b.open(t), t.Context()
	if at, ok, err := s.LastHeartbeat(ctx, "g"); ok || err != nil {
		t.Errorf("before any: got %v, %v", at, err)
	}
	must(t, s.Heartbeats(ctx, nil))
	must(t, s.Heartbeats(ctx, map[game.GameID]time.Time{"g": noon, "h": noon}))
	must(t, s.Heartbeats(ctx, map[game.GameID]time.Time{"g": noon.Add(time.Second)}))
	must(t, s.Heartbeats(ctx, map[game.GameID]time.Time{"g": noon.Add(-time.Hour)}))
	s = b.reopen(t, s)
	for id, want := range map[game.GameID]time.Time{"g": noon.Add(time.Second), "h": noon} {
		if at, ok, err := s.LastHeartbeat(ctx, id); err != nil || !ok || at != want {
			t.Errorf("%s: got %v, %v, %v; want %v", id, at, ok, err, want)
		}
	}
}

func testLatest(t *testing.T, b backend) {
	s, ctx := b.open(t), t.Context()
	is := func(want time.Time) {
		t.Helper()
		if at, err := s.Latest(ctx); err != nil || at != want {
			t.Errorf("got %v, %v; want %v", at, err, want)
		}
	}
	is(time.Time{})
	must(t, s.CreateGame(ctx, "g", "AAAAAA", noon.Add(time.Hour)))
	is(time.Time{}) // when it was hosted is the wall clock's affair
	appendOK(t, s, "g", joined(1, "ada", "ben"))
	is(noon.Add(2 * time.Millisecond))
	must(t, s.Heartbeats(ctx, map[game.GameID]time.Time{"g": noon.Add(time.Minute)}))
	is(noon.Add(time.Minute))
}

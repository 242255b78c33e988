package room

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"misfortune/game"
	"misfortune/game/gametest"
	"misfortune/game/view"
	"misfortune/internal/eventlog"
)

// BenchmarkAnswer tells how long a team waits for its answer in a full house,
// beside the least that durability costs on the same disk in the same seconds.
// Each iteration is one second of play: 50 teams give one command each, spread
// over the second, and as many bare commits of one row go to another file
// between them. "ratio" is the median answer divided by the median commit.
func BenchmarkAnswer(b *testing.B) {
	const teams = 50
	dir := b.TempDir()
	store, err := eventlog.Open(b.Context(), filepath.Join(dir, "games.db"))
	if err != nil {
		b.Fatal(err)
	}
	lib := gametest.Library("one")
	house := NewHouse(Options{
		Log: store, Pulse: store, Library: lib, Clock: NewClock(time.Time{}, 1),
		Announce: func(game.GameID, string, game.Snapshot) {}, Logger: slog.New(slog.DiscardHandler),
	})
	hall := newHall(b, house, lib, teams)
	commit := bareCommit(b, filepath.Join(dir, "bare.db"))

	var mu sync.Mutex
	var answers, commits []time.Duration
	measure := func(into *[]time.Duration, f func() error) {
		began := time.Now()
		err := f()
		took := time.Since(began)
		mu.Lock()
		defer mu.Unlock()
		*into = append(*into, took)
		if err != nil {
			b.Error(err)
		}
	}
	for b.Loop() {
		var wg sync.WaitGroup
		slot := time.NewTicker(time.Second / (2 * teams))
		for team := range teams {
			<-slot.C
			wg.Go(func() { measure(&answers, func() error { return hall.act(b.Context(), team) }) })
			<-slot.C
			wg.Go(func() { measure(&commits, commit) })
		}
		slot.Stop()
		wg.Wait()
	}
	median := func(d []time.Duration) time.Duration { slices.Sort(d); return d[len(d)/2] }
	answer, bare := median(answers), median(commits)
	b.ReportMetric(0, "ns/op") // a second of play takes a second
	b.ReportMetric(float64(answer.Microseconds()), "µs/answer")
	b.ReportMetric(float64(bare.Microseconds()), "µs/commit")
	b.ReportMetric(float64(answer)/float64(bare), "ratio")
	if err := house.Close(context.WithoutCancel(b.Context())); err != nil {
		b.Error(err)
	}
	if err := store.Close(); err != nil {
		b.Error(err)
	}
}

// hall is a game day with many teams of one, in play.
type hall struct {
	house *House
	turns []int // how many commands each team has given
	jobs  []uint64
}

func newHall(b *testing.B, house *House, lib gametest.Shelf, teams int) *hall {
	h := &hall{house: house, turns: make([]int, teams), jobs: make([]uint64, teams)}
	names := make([]string, teams)
	for i := range names {
		names[i] = fmt.Sprint("Team ", i+1)
	}
	n := 0
	give := func(by view.Party, c game.Command) {
		n++
		if _, err := house.Do(b.Context(), day, by, game.CommandID(fmt.Sprintf("opening-%08d", n)), c); err != nil {
			b.Fatalf("%T: %v", c, err)
		}
	}
	setup := gametest.Setup(lib, names, "one")
	setup.Open = true // the round has no end
	give(trainer, game.HostGame{Setup: setup})
	for i := range names {
		give(member(i), game.Join{Nick: fmt.Sprint("Person ", i+1)})
	}
	for _, c := range []game.Command{game.OpenWheel{}, game.ChooseSlice{}, game.PrepareRound{Scenario: "hash-one"}, game.StartRound{}} {
		give(trainer, c)
	}
	for i := range names {
		give(member(i), game.Acknowledge{})
	}
	return h
}

func member(team int) view.Party {
	return view.Party{Role: view.Participant, ID: fmt.Sprint("person-", team+1)}
}

// act starts a look, or cancels the one that was started: always one record.
func (h *hall) act(ctx context.Context, team int) error {
	h.turns[team]++
	cause := game.CommandID(fmt.Sprintf("team-%02d-turn-%06d", team, h.turns[team]))
	var c game.Command = game.StartLook{Look: "l3"} // takes twelve seconds
	if h.jobs[team] > 0 {
		c = game.CancelJob{Job: fmt.Sprint(h.jobs[team])}
	}
	seq, err := h.house.Do(ctx, day, member(team), cause, c)
	if h.jobs[team] > 0 {
		seq = 0
	}
	h.jobs[team] = seq
	return err
}

// bareCommit returns a function that commits one row as long as a record, with
// the settings of the log.
func bareCommit(b *testing.B, file string) func() error {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	b.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec(`CREATE TABLE bare (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT`); err != nil {
		b.Fatal(err)
	}
	insert, err := db.Prepare(`INSERT INTO bare (body) VALUES (?)`)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = insert.Close() })
	body := strings.Repeat("x", 240)
	return func() error { _, err := insert.Exec(body); return err }
}

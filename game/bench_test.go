package game_test

import (
	"fmt"
	"testing"
	"time"

	"misfortune/game"
	"misfortune/game/gametest"
	"misfortune/game/view"
)

// crowd is a day of 50 teams of two in mid-round.
func crowd(b *testing.B) (*game.GameDay, []game.Record, time.Time) {
	b.Helper()
	lib := gametest.Library("one")
	var teams []string
	for i := range 50 {
		teams = append(teams, fmt.Sprint("Team ", i))
	}
	day, log, now := game.NewDay(lib), []game.Record(nil), time.Date(2026, 3, 3, 14, 0, 0, 0, time.UTC)
	trainer := view.Party{Role: view.Trainer, ID: "t"}
	give := func(by view.Party, c game.Command) {
		rs, err := day.Step(game.Input{At: now, By: by, Cause: game.CommandID(fmt.Sprintf("%016d", len(log))), Command: c})
		if err != nil {
			b.Fatal(err)
		}
		if err := day.Apply(rs...); err != nil {
			b.Fatal(err)
		}
		log = append(log, rs...)
	}
	give(trainer, game.HostGame{Setup: gametest.Setup(lib, teams, "one")})
	person := func(i int) view.Party { return view.Party{Role: view.Participant, ID: fmt.Sprint("p", i)} }
	for i := range 100 {
		give(person(i), game.Join{Nick: fmt.Sprint("Person ", i)})
	}
	give(trainer, game.OpenWheel{})
	give(trainer, game.ChooseSlice{})
	give(trainer, game.PrepareRound{Scenario: "hash-one"})
	give(trainer, game.StartRound{})
	for i := range 50 {
		give(person(i), game.Acknowledge{})
	}
	for n := 0; len(log) < 1000; n++ {
		now = now.Add(500 * time.Millisecond)
		rs, _ := day.Step(game.Input{At: now, By: person(n % 100), Cause: game.CommandID(fmt.Sprintf("%016d", n+5000)), Command: game.StartLook{Look: fmt.Sprint("l", 1+n%3)}})
		if err := day.Apply(rs...); err != nil {
			b.Fatal(err)
		}
		log = append(log, rs...)
	}
	return day, log, now
}

// BenchmarkDecision is one command of one of 50 teams: time catches up, and the
// rules propose a record.
func BenchmarkDecision(b *testing.B) {
	day, _, now := crowd(b)
	in := game.Input{By: view.Party{Role: view.Participant, ID: "p1"}, Command: game.Claim{Severity: "SEV1", Scope: "global", Diagnosis: "d1"}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		in.At, in.Cause = now, game.CommandID(fmt.Sprintf("bench-%016d", i))
		if rs, err := day.Step(in); err != nil || len(rs) != 1 {
			b.Fatal(rs, err)
		}
	}
}

// BenchmarkFold folds a log of some 1,000 records. As long as it stays in
// milliseconds there is no need for snapshots on disk.
func BenchmarkFold(b *testing.B) {
	_, log, _ := crowd(b)
	lib := gametest.Library("one")
	b.ReportMetric(float64(len(log)), "records")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := game.OpenDay(lib, gametest.Records(log)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkView projects one team's war room.
func BenchmarkView(b *testing.B) {
	day, _, _ := crowd(b)
	sn := day.Snapshot()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := sn.View(view.Audience{Role: view.Participant, Team: "a", Lang: "fr"}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSnapshot is what a room hands to the hub after every record.
func BenchmarkSnapshot(b *testing.B) {
	day, _, _ := crowd(b)
	for b.Loop() {
		_ = day.Snapshot()
	}
}

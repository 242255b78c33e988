package game_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"misfortune/game"
	"misfortune/game/sim"
)

// samples holds one event of every kind, each field filled.
func samples() []game.Event {
	at := time.Date(2026, 3, 3, 14, 0, 0, 123456000, time.UTC)
	label := map[string]string{"en": "Blank pages", "fr": "Des pages blanches"}
	score := game.Score{Lines: []game.ScoreLine{{Name: "acknowledge", Points: 10, Max: 10, Reason: "acknowledge.within_par",
		Args: map[string]any{"seconds": 23.0, "par": 60.0}, Records: []uint64{7}}}, Raw: 10, Offered: 85, Points: 12}
	return []game.Event{
		game.GameHosted{Setup: game.Setup{Code: "K7M4QX", Name: "Tuesday", Lang: "fr", Solo: true, Factor: 1.5, Open: true, Hands: 3, Teams: []string{"Red"},
			Wheel: []game.SliceSetup{{Scenario: "hash", ID: "blank-pages", Label: label, Note: label, Difficulty: 2, Minutes: 15}}, Spin: 7000}},
		game.ParticipantJoined{Nick: "Ann", Team: "a"},
		game.PositionHeld{Team: "a", Position: game.Commander, Person: "p1", From: "p2"},
		game.WheelOpened{}, game.WheelSpun{Slice: 2, Place: 0.25, StartsAt: at, Millis: 7000},
		game.SpinVetoed{Slice: 2, Why: "played"}, game.SliceChosen{Slice: 1},
		game.RoundPrepared{Round: 1, Slice: 1, Scenario: "hash", Seed: 18446744073709551615, Engine: 1},
		game.ParticipantReady{}, game.RoundStarted{Teams: []string{"a", "b"}, Limit: 900}, game.RoundEnded{Why: game.ByLimit}, game.DayClosed{},
		game.ClocksPaused{StopWord: true}, game.ClocksResumed{}, game.ClocksSuspended{}, game.ClocksRecovered{Since: at},
		game.LimitExtended{Minutes: 5, Limit: 1200},
		game.PageAcknowledged{Team: "a", Step: 23}, game.PageEscalated{Team: "a", Step: 180},
		game.JobStarted{Team: "a", Kind: game.ActionJob, Ref: "freeze", Step: 24, End: 48, Verdict: game.Best, Rule: 1},
		game.LookEnded{Team: "a", Job: 9, Step: 30, Variant: 1},
		game.ActionEnded{Team: "a", Job: 9, Step: 48, Sets: sim.Facts{"frozen": true, "level": 2.0, "mode": "safe"}, Failed: true},
		game.JobCancelled{Team: "a", Job: 9, Step: 40},
		game.TriageClaimed{Team: "a", Step: 60, Severity: "SEV1", Scope: "global", Diagnosis: "latent-bug", Evidence: []uint64{9, 11}},
		game.MitigationReached{Team: "a", Step: 300, Since: 276}, game.MitigationRevoked{Team: "a", Step: 400, Since: 376},
		game.AllClearGiven{Team: "a", Step: 310, Refused: true},
		game.TeamFinished{Team: "a", Step: 320, Why: game.ByThrough, Ledger: 19.9, Stride: 2, Curve: []float64{0.85, 0.1}, Score: score},
	}
}

// TestWire holds one frozen file for each kind of event. A file that is there
// decodes for ever; a kind without a file fails; a file is never rewritten.
func TestWire(t *testing.T) {
	known := map[string]bool{}
	for _, want := range samples() {
		kind, body, err := game.EncodeEvent(want)
		if err != nil {
			t.Fatal(err)
		}
		known[kind+".json"] = true
		file := filepath.Join("testdata", "wire", kind+".json")
		frozen, err := os.ReadFile(file)
		if os.IsNotExist(err) && *update {
			frozen = append(body, '\n')
			err = os.WriteFile(file, frozen, 0o644)
		}
		if err != nil {
			t.Errorf("%s has no frozen file: %v", kind, err)
			continue
		}
		got, err := game.DecodeEvent(kind, frozen)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s reads differently:\n%s", kind, diff)
		}
		if got, want := string(body), strings.TrimSpace(string(frozen)); got != want {
			t.Errorf("%s is written differently: %s, was %s", kind, got, want)
		}
	}
	files, err := os.ReadDir("testdata/wire")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !known[f.Name()] {
			t.Errorf("%s is in old logs but no event answers to it", f.Name())
		}
	}
	if got := len(game.Kinds()); got != len(known) {
		t.Errorf("%d kinds, %d samples", got, len(known))
	}
}

// TestWireRefuses keeps a log of a newer version from being read as less.
func TestWireRefuses(t *testing.T) {
	for kind, body := range map[string]string{"page.acknowledged": `{"team":"a","step":1,"mood":"good"}`, "team.bribed": `{}`, "look.ended": `{`} {
		if e, err := game.DecodeEvent(kind, []byte(body)); err == nil {
			t.Errorf("%s %s was read as %+v", kind, body, e)
		}
	}
}

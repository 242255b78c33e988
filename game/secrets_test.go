package game_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"misfortune/game"
	"misfortune/game/gametest"
	"misfortune/game/view"
)

// everybody is all audiences in all languages.
func everybody() []view.Audience {
	var out []view.Audience
	for _, lang := range []string{"en", "fr"} {
		out = append(out, view.Audience{Role: view.Trainer, Lang: lang}, view.Audience{Role: view.Screen, Lang: lang},
			view.Audience{Role: view.Participant, Team: "a", Lang: lang}, view.Audience{Role: view.Participant, Team: "b", Lang: lang})
	}
	return out
}

// watch plays a game and shows the oracle everything that anybody was sent.
// It returns how many tokens were rightly sent, so that a test can tell a
// clean game from an empty one.
func watch(t testing.TB, seed uint64, moves int) (sent int) {
	t.Helper()
	c := newChaos(seed)
	o, told := gametest.NewOracle(), 0
	for range moves {
		refused := len(c.Refused)
		c.Move()
		o.Learn(c.Log[told:]...)
		told = len(c.Log)
		sn := c.Day.Snapshot()
		for _, err := range c.Refused[refused:] {
			var r *game.Rejection
			if !errors.As(err, &r) {
				t.Fatalf("seed %d: %v is no rejection", seed, err)
			}
			if err := o.Check(view.Audience{Role: view.Screen}, fmt.Sprint(err, r.Args)); err != nil {
				t.Fatalf("seed %d: an error text: %v", seed, err)
			}
		}
		for _, a := range everybody() {
			v, err := sn.View(a)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := json.Marshal([]any{v, sn.You(view.Party{Role: a.Role, ID: "p1"}, a.Lang), sn.Series(a)})
			if err != nil {
				t.Fatal(err)
			}
			if a.Role == view.Participant { // "you" of p1 belongs to p1's own team
				if team, ok := sn.Member("p1"); !ok || team != a.Team {
					raw, _ = json.Marshal([]any{v, sn.Series(a)})
				}
			}
			if err := o.Check(a, string(raw)); err != nil {
				t.Fatalf("seed %d, record %d: %v\n%s", seed, sn.Seq(), err, raw)
			}
			sent += len(raw)
		}
	}
	return sent
}

// TestSecrets plays random games and searches what every audience is sent after
// each record.
func TestSecrets(t *testing.T) {
	for seed := range uint64(6) {
		watch(t, seed, 250)
	}
}

// TestOracleBites makes sure that the oracle is not asleep: what the trainer may
// see must trouble it when a team is sent it, and the other way round in the
// other language.
func TestOracleBites(t *testing.T) {
	o := gametest.NewOracle()
	o.Learn(game.Record{Seq: 1, Event: game.RoundPrepared{Scenario: "hash-one"}}, game.Record{Seq: 2, Event: game.RoundStarted{Teams: []string{"a"}}})
	team, trainer := view.Audience{Role: view.Participant, Team: "a", Lang: "en"}, view.Audience{Role: view.Trainer, Lang: "en"}
	for _, text := range []string{"canary-one-title-en-", "x canary-one-notes-en-.", "canary-one-page-text-fr-", "canary-two-briefing-en-", "canary-one-cable-", "canary-one-look-ping-en-", "canary-one-nonsense-"} {
		if o.Check(team, text) == nil {
			t.Errorf("a team may see %q", text)
		}
	}
	if err := o.Check(trainer, "canary-one-title-en- canary-one-notes-en-"); err != nil {
		t.Error(err)
	}
	if err := o.Check(team, "canary-one-page-text-en- canary-one-briefing-en-"); err != nil {
		t.Error(err)
	}
}

// TestSecretsAreShut prints, formats and encodes a scenario: no text comes out.
func TestSecretsAreShut(t *testing.T) {
	sc := gametest.Canary("one")
	inside := struct{ hidden game.Secret }{sc.Title}
	o := gametest.NewOracle()
	for _, text := range []string{fmt.Sprint(sc.Title), fmt.Sprintf("%+v", inside), fmt.Sprintf("%#v", inside), fmt.Sprint(sc.Debrief.Happened), fmt.Sprintf("%#v", sc.Looks[0].Title)} {
		if err := o.Check(view.Audience{Role: view.Trainer, Lang: "en"}, text); err != nil {
			t.Errorf("%v: %s", err, text)
		}
	}
	if raw, err := json.Marshal(sc.Title); err == nil {
		t.Errorf("a secret was encoded: %s", raw)
	}
}

// FuzzSecrets lets the fuzzer choose the game.
func FuzzSecrets(f *testing.F) {
	f.Add(uint64(7), uint16(120))
	f.Fuzz(func(t *testing.T, seed uint64, moves uint16) { watch(t, seed, int(moves%600)) })
}

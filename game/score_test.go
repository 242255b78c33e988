package game

import (
	"testing"
	"time"

	"misfortune/game/sim"
)

// judged is a scenario whose answer is SEV2, region, "cable".
func judged(t *testing.T) *Scenario {
	t.Helper()
	zero, err := sim.CompileNumber("0.0", sim.Names{})
	if err != nil {
		t.Fatal(err)
	}
	show := func(supports, against []string) []Variant { return []Variant{{Supports: supports, Against: against}} }
	return &Scenario{
		Severity: "SEV2", Scope: "region", Idle: 50, Par: Par{Acknowledge: time.Minute, Impact: 20}, World: &sim.World{Impact: zero},
		Diagnoses: []Diagnosis{{ID: "cable", Right: true}, {ID: "attack"}, {ID: "deploy"}},
		Looks: []Look{{ID: "ping", Shows: show([]string{"cable"}, nil)}, {ID: "trace", Shows: show([]string{"cable"}, nil)},
			{ID: "rumour", Shows: show([]string{"attack"}, []string{"cable"})}},
	}
}

func claimed(severity, scope string, diagnoses ...string) []TriageClaim {
	var out []TriageClaim
	for i, d := range diagnoses {
		out = append(out, TriageClaim{Seq: uint64(10 + i), Severity: severity, Scope: scope, Diagnosis: d})
	}
	return out
}

func did(verdicts ...Verdict) []Job {
	var out []Job
	for i, v := range verdicts {
		out = append(out, Job{ID: uint64(i + 1), Kind: ActionJob, Ref: string(rune('a' + i)), Over: Done, Verdict: v})
	}
	return out
}

func looked(refs ...string) []Job {
	var out []Job
	for i, r := range refs {
		out = append(out, Job{ID: uint64(i + 1), Kind: LookJob, Ref: r, Over: Done})
	}
	return out
}

// TestScoreLines walks docs/rules.md, section 5, line by line.
func TestScoreLines(t *testing.T) {
	well := &Mitigation{Seq: 5}
	with := func(ids ...uint64) []TriageClaim {
		c := claimed("SEV2", "region", "cable")
		c[0].Evidence = ids
		return c
	}
	cases := []struct {
		line   string
		want   float64
		reason string
		run    TeamRun
		ledger float64
	}{
		{"acknowledge", 10, "within_par", TeamRun{AckSeq: 1, Acked: 60}, 0},
		{"acknowledge", 5, "within_three", TeamRun{AckSeq: 1, Acked: 61}, 0},
		{"acknowledge", 5, "within_three", TeamRun{AckSeq: 1, Acked: 180}, 0},
		{"acknowledge", 0, "escalated", TeamRun{AckSeq: 1, Acked: 180, Escalated: true}, 0},
		{"acknowledge", 0, "never", TeamRun{}, 0},
		{"severity", 5, "exact", TeamRun{Claims: claimed("SEV2", "region", "cable")}, 0},
		{"severity", 5, "one_higher", TeamRun{Claims: claimed("SEV1", "region", "cable")}, 0},
		{"severity", 0, "lower", TeamRun{Claims: claimed("SEV3", "region", "cable")}, 0},
		{"severity", 0, "none", TeamRun{}, 0},
		{"scope", 5, "exact", TeamRun{Claims: claimed("SEV2", "region", "cable")}, 0},
		{"scope", 2, "wider", TeamRun{Claims: claimed("SEV2", "global", "cable")}, 0},
		{"scope", 0, "narrower", TeamRun{Claims: claimed("SEV2", "some", "cable")}, 0},
		{"diagnosis", 10, "first", TeamRun{Claims: claimed("SEV2", "region", "cable")}, 0},
		{"diagnosis", 10, "first", TeamRun{Claims: claimed("SEV2", "region", "cable", "cable")}, 0},
		{"diagnosis", 7, "second", TeamRun{Claims: claimed("SEV2", "region", "attack", "cable")}, 0},
		{"diagnosis", 4, "third", TeamRun{Claims: claimed("SEV2", "region", "attack", "deploy", "cable")}, 0},
		{"diagnosis", 0, "late", TeamRun{Claims: claimed("SEV2", "region", "attack", "deploy", "attack", "cable")}, 0},
		{"diagnosis", 0, "wrong", TeamRun{Claims: claimed("SEV2", "region", "cable", "attack")}, 0},
		{"evidence", 5, "two", TeamRun{Jobs: looked("ping", "trace"), Claims: with(1, 2)}, 0},
		{"evidence", 3, "one", TeamRun{Jobs: looked("ping", "ping"), Claims: with(1, 2)}, 0},
		{"evidence", 0, "against", TeamRun{Jobs: looked("ping", "trace", "rumour"), Claims: with(1, 2, 3)}, 0},
		{"evidence", 0, "none", TeamRun{Jobs: looked("ping", "trace"), Claims: with()}, 0},
		{"mitigate", 0, "not", TeamRun{Jobs: did(Best)}, 0},
		{"mitigate", 25, "mean", TeamRun{Mitigated: well, Jobs: did(Best, Best)}, 0},
		{"mitigate", 13, "mean", TeamRun{Mitigated: well, Jobs: did(Best, Harmful)}, 0},                 // 12.5 rounds up
		{"mitigate", 17, "mean", TeamRun{Mitigated: well, Jobs: did(Best, Workable, Wasteful)}, 0},      // 25 × 2/3
		{"mitigate", 22, "mean", TeamRun{Mitigated: well, Jobs: did(Best), Refused: []uint64{7, 8}}, 0}, // −3 once
		{"mitigate", 0, "mean", TeamRun{Mitigated: well, Jobs: did(Harmful), Refused: []uint64{7}}, 0},  // not below 0
		{"mitigate", 0, "no_actions", TeamRun{Mitigated: well}, 0},
		{"impact", 25, "share", TeamRun{}, 20},
		{"impact", 25, "share", TeamRun{}, 3},
		{"impact", 13, "share", TeamRun{}, 35},
		{"impact", 0, "share", TeamRun{}, 50},
		{"impact", 0, "share", TeamRun{}, 80},
		{"coordination", 3, "commander", TeamRun{}, 0},
	}
	for _, c := range cases {
		got := score(scoring{sc: judged(t), run: &c.run, why: ByLimit, ledger: c.ledger, commander: 4})
		for _, l := range got.Lines {
			if l.Name == c.line && (l.Points != c.want || l.Reason != c.line+"."+c.reason) {
				t.Errorf("%s: got %g for %s, want %g for %s", c.line, l.Points, l.Reason, c.want, c.reason)
			}
		}
	}
}

// TestScoreLeavesOutWhatWasNotOffered: alone nobody can coordinate; a story that
// the trainer ended early has no impact line for teams not yet mitigated; the
// rest is scaled to 100.
func TestScoreLeavesOutWhatWasNotOffered(t *testing.T) {
	full := TeamRun{AckSeq: 1, Acked: 1, Claims: claimed("SEV2", "region", "cable"), Mitigated: &Mitigation{}, Jobs: append(looked("ping", "trace"), did("", "", Best)[2])}
	full.Claims[0].Evidence = []uint64{1, 2}
	cases := []struct {
		name    string
		in      scoring
		offered float64
		points  int
	}{
		{"all", scoring{run: &full, why: ByThrough, commander: 1}, 88, 100},
		{"alone", scoring{run: &full, why: ByThrough, alone: true}, 85, 100},
		{"early, mitigated", scoring{run: &full, why: ByTrainer, alone: true}, 85, 100},
		{"early, not mitigated", scoring{run: &TeamRun{AckSeq: 1}, why: ByTrainer, alone: true}, 60, 17},
		{"nothing at all", scoring{run: &TeamRun{}, why: ByLimit, alone: true, ledger: 99}, 85, 0},
	}
	for _, c := range cases {
		c.in.sc = judged(t)
		got := score(c.in)
		if got.Offered != c.offered || got.Points != c.points {
			t.Errorf("%s: %d points of %g offered, want %d of %g", c.name, got.Points, got.Offered, c.points, c.offered)
		}
	}
}

// TestBands holds the thresholds of the bands.
func TestBands(t *testing.T) {
	for points, want := range map[float64]int{10: 3, 8: 3, 7.9: 2, 5.5: 2, 5.4: 1, 3: 1, 2.9: 0, 0: 0} {
		if got := band(points, 10); got != want {
			t.Errorf("band(%g of 10) = %d, want %d", points, got, want)
		}
	}
}

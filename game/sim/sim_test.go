package sim_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"misfortune/game/sim"
)

func number(t testing.TB, src string, f sim.Facts) *sim.Number {
	t.Helper()
	n, err := sim.CompileNumber(src, sim.Names{Facts: f})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func world(t testing.TB) *sim.World {
	start := sim.Facts{"link": "down", "storm": false, "level": 0.0}
	return &sim.World{Start: start, Below: 0.1, For: 10, StepMinutes: 0.1,
		Impact: number(t, "(link == 'down' ? 0.8 : 0) + (storm ? 0.5 : 0) + level", start)}
}

// TestARunLivesThroughChanges follows one world: it suffers, it is made worse,
// it is cured, and after ten steps it counts as well.
func TestARunLivesThroughChanges(t *testing.T) {
	changes := []sim.Change{{Step: 10, Sets: sim.Facts{"storm": true}}, {Step: 20, Sets: sim.Facts{"storm": false, "link": "up"}}}
	r := sim.NewRun(world(t))
	r.Advance(changes, 9)
	if r.Impact() != 0.8 || r.Trend() != 0 {
		t.Fatalf("step 9: %v, trend %d", r.Impact(), r.Trend())
	}
	r.Advance(changes, 10)
	if r.Impact() != 1 || r.Trend() != 1 { // 1.3, clamped
		t.Fatalf("step 10: %v, trend %d", r.Impact(), r.Trend())
	}
	r.Advance(changes, 29)
	if since, long := r.Well(); since != 20 || long {
		t.Fatalf("step 29: well since %d, long enough %v", since, long)
	}
	r.Advance(changes, 30)
	if since, long := r.Well(); since != 20 || !long {
		t.Fatalf("step 30: well since %d, long enough %v", since, long)
	}
	// Ten steps of 0.8, ten of 1, ten of 0, a tenth of a minute each.
	if got := r.Ledger(); math.Abs(got-1.8) > 1e-12 {
		t.Errorf("ledger %v, want 1.8", got)
	}
}

// TestAnySplitOfTimeIsTheSame: however time is cut, whenever the memo is cloned
// or built anew, a world lives the same.
func TestAnySplitOfTimeIsTheSame(t *testing.T) {
	w := world(t)
	rapid.Check(t, func(t *rapid.T) {
		var changes []sim.Change
		step := 0
		for range rapid.IntRange(0, 8).Draw(t, "changes") {
			step += rapid.IntRange(0, 40).Draw(t, "after")
			changes = append(changes, sim.Change{Step: step, Sets: sim.Facts{"level": rapid.Float64Range(-1, 1).Draw(t, "level"), "storm": rapid.Bool().Draw(t, "storm")}})
		}
		end := rapid.IntRange(1, 900).Draw(t, "end")
		whole, cut := sim.NewRun(w), sim.NewRun(w)
		whole.Advance(changes, end)
		ledger := 0.0
		for at := 0; at < end; {
			at = min(end, at+rapid.IntRange(1, 60).Draw(t, "cut"))
			if rapid.Bool().Draw(t, "clone") {
				lost := cut.Clone()
				lost.Advance(changes, at+5)
				cut = cut.Clone()
			}
			cut.Advance(changes, at)
			if cut.Ledger() < ledger {
				t.Fatal("the ledger went back")
			}
			ledger = cut.Ledger()
		}
		s1, v1 := whole.Curve()
		s2, v2 := cut.Curve()
		if whole.Ledger() != cut.Ledger() || s1 != s2 || len(v1) != len(v2) || len(v1) > sim.MaxPoints {
			t.Fatalf("ledger %v and %v, %d and %d points", whole.Ledger(), cut.Ledger(), len(v1), len(v2))
		}
		for i := range v1 {
			if v1[i] != v2[i] {
				t.Fatalf("point %d: %v and %v", i, v1[i], v2[i])
			}
		}
	})
}

// TestCurveKeepsSpikes: a spike of one step is still there when a curve of an
// hour is thinned to 400 points.
func TestCurveKeepsSpikes(t *testing.T) {
	r := sim.NewRun(world(t))
	r.Advance([]sim.Change{{Step: 1, Sets: sim.Facts{"link": "up"}}, {Step: 1501, Sets: sim.Facts{"level": 0.9}}, {Step: 1502, Sets: sim.Facts{"level": 0.0}}}, 3600)
	_, values := r.Curve()
	worst := 0.0
	for _, v := range values[1:] {
		worst = max(worst, v)
	}
	if len(values) > sim.MaxPoints || worst != 0.9 {
		t.Errorf("%d points, worst %v", len(values), worst)
	}
}

// TestBadExpressions: what is wrong is named, with its column.
func TestBadExpressions(t *testing.T) {
	names := sim.Names{Facts: sim.Facts{"link": "down", "level": 1.0}, Actions: []string{"dig"}, Milestones: true}
	for src, want := range map[string]string{
		"lnik == 'up'":                       "1:1 unknown name",
		"level > 1 &&":                       "1:12 unexpected token",
		"link == 'up' && done('burrow')":     "1:17 done(\"burrow\"): there is no such action",
		"done(link)":                         "1:1 done() takes the id",
		"level + 1":                          "expected bool",
		"link > 1":                           "invalid operation",
		"all([1], # > 0)":                    "1:1",
		"now() == now()":                     "1:1",
		strings.Repeat("!", 300) + "triaged": "exceeds maximum",
	} {
		_, err := sim.CompileCond(src, names)
		var bad *sim.ExprError
		if !errors.As(err, &bad) {
			t.Errorf("%.40s: %v", src, err)
			continue
		}
		if got := strings.TrimSpace(position(bad) + " " + bad.Message); !strings.Contains(got, want) {
			t.Errorf("%.40s: got %q, want %q", src, got, want)
		}
	}
	if _, err := sim.CompileNumber("done('dig') ? 1 : 0", sim.Names{Facts: names.Facts, Actions: names.Actions}); err == nil {
		t.Error("impact may not depend on what was done, only on facts")
	}
}

func position(e *sim.ExprError) string {
	return fmt.Sprintf("%d:%d", e.Line, e.Column)
}

// TestNotANumberKeepsTheLastValue: a division by zero is no crash and no jump.
func TestNotANumberKeepsTheLastValue(t *testing.T) {
	start := sim.Facts{"a": 1.0, "b": 2.0}
	w := &sim.World{Start: start, Impact: number(t, "a / b", start), Below: 0.1, For: 1, StepMinutes: 1}
	r := sim.NewRun(w)
	r.Advance([]sim.Change{{Step: 1, Sets: sim.Facts{"b": 0.0}}}, 3)
	if r.Impact() != 0.5 {
		t.Errorf("impact %v, want the last value 0.5", r.Impact())
	}
}

package main

import (
	"math"
	"strings"
	"testing"
	"time"

	"misfortune/game"
	"misfortune/scenarios"
)

// plot is what the people of a story make of a scenario. It is written by hand,
// from the scenario's file and docs/rules.md, so that it can say what a score
// must be without asking the rules. Ids are the author's.
type plot struct {
	*game.Scenario

	idle  float64  // ledger of who does nothing: the first level x minutes x clock
	par   float64  // par.impact
	calm  int      // impact.for, in running seconds
	first float64  // impact when the page goes off
	looks []string // two that support the right diagnosis and never speak against it
	right string   // diagnosis
	wrong []string // two others
	scope string   // the right one; the severity is SEV1 everywhere

	good   []move // the best way
	detour []move // a harmful action, and the way out of it
}

// move is an action, its worth for the mitigate line (best 1, workable 0.7,
// harmful 0) and the impact after it.
type move struct {
	action string
	worth  float64
	level  float64
}

// plots are the built-in scenarios, by id.
func plots(t *testing.T) map[string]*plot {
	t.Helper()
	all := map[string]*plot{
		"blank-pages": {
			idle: .85 * 15 * 5, par: 30, calm: 12, first: .85, scope: "global",
			looks: []string{"activation-log", "first-errors"}, right: "customer-change", wrong: []string{"attack", "bad-release"},
			good: []move{{"freeze-changes", 1, .85}, {"undo-madrid", 1, .81}, {"undo-everywhere", 1, .04}},
			detour: []move{
				{"purge-caches", 0, .93},
				{"freeze-changes", 1, .93}, {"undo-madrid", 1, .89}, {"undo-everywhere", 1, .34}, {"limit-requests", .7, .06},
			},
		},
		"edge-vanishes": {
			idle: .90 * 20 * 8, par: 70, calm: 15, first: .90, scope: "global",
			looks: []string{"route-collector", "edge-host"}, right: "path-lost", wrong: []string{"hijack", "resolvers"},
			good: []move{{"send-engineers", 1, .90}, {"restore-routers", 1, .45}, {"open-by-region", 1, .04}},
			detour: []move{
				{"force-announce", 0, .97},
				{"send-engineers", 1, .97}, {"restore-routers", 1, .45}, {"open-by-region", 1, .04},
			},
		},
		"empty-directory": {
			idle: .85 * 18 * 5, par: 28, calm: 24, first: .85, scope: "global",
			looks: []string{"primary-disk", "standby"}, right: "files-removed", wrong: []string{"spam-load", "volume-failed"},
			good: []move{{"hold-everything", 1, .75}, {"copy-afternoon", 1, .45}, {"reopening-checklist", 1, .06}},
			detour: []move{
				{"reconfigure", 0, 1},
				{"hold-everything", 1, .75}, {"copy-afternoon", 1, .45}, {"reopening-checklist", 1, .06},
			},
		},
		"slow-heartbeat": {
			idle: .60 * 18 * 5, par: 20, calm: 24, first: .60, scope: "region",
			looks: []string{"path", "leader-gc"}, right: "gc-pauses", wrong: []string{"slow-disk", "bad-release"},
			good: []move{{"larger-proxies", 1, .30}, {"one-election", 1, .05}},
			detour: []move{
				{"larger-heap", 0, .90},
				{"larger-proxies", 1, .60}, {"one-election", 1, .05},
			},
		},
	}
	for _, f := range scenarios.BuiltIn() {
		sc, problems := scenarios.Parse(f.Name, f.Source)
		if sc == nil {
			t.Fatal(problems)
		}
		p, ok := all[sc.ID]
		if !ok {
			t.Fatalf("nobody has written how %s is played", sc.ID)
		}
		p.Scenario = sc
	}
	return all
}

// plotCalled finds the plot that a slice's label stands for. White space of any
// kind and length counts as one space, as it does for who reads a page.
func plotCalled(t *testing.T, label, lang string) *plot {
	t.Helper()
	for _, p := range plots(t) {
		if oneLine(p.Wheel.Open(lang)) == oneLine(label) {
			return p
		}
	}
	t.Fatalf("no scenario's slice says %q", label)
	return nil
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// lookTitle is what the page calls a look.
func (p *plot) lookTitle(id, lang string) (title string, takes time.Duration) {
	for _, l := range p.Looks {
		if l.ID == id {
			return l.Title.Open(lang), p.running(l.Takes)
		}
	}
	panic("no look " + id)
}

// actionTitle is what the page calls an action.
func (p *plot) actionTitle(id, lang string) (title string, takes time.Duration) {
	for _, a := range p.Actions {
		if a.ID == id {
			return a.Title.Open(lang), p.running(a.Takes)
		}
	}
	panic("no action " + id)
}

func (p *plot) diagnosisTitle(id, lang string) string {
	for _, d := range p.Diagnoses {
		if d.ID == id {
			return d.Title.Open(lang)
		}
	}
	panic("no diagnosis " + id)
}

// running is how long incident time takes on the team's clock, which at factor
// 1 runs like any other.
func (p *plot) running(incident time.Duration) time.Duration {
	return incident / time.Duration(p.Clock)
}

// ledger integrates impact over a team's round: the seconds at which its moves
// ended, and the second at which its round did.
func (p *plot) ledger(moves []move, ended []int, end int) float64 {
	sum, level, since := 0.0, p.first, 0
	for i, at := range ended {
		sum += level * float64(at-since)
		level, since = moves[i].level, at
	}
	sum += level * float64(end-since)
	return sum * float64(p.Clock) / 60
}

// impactPoints are those of section 5: 25 x clamp((idle - H)/(idle - par), 0, 1).
func (p *plot) impactPoints(ledger float64) int {
	return halfUp(25 * min(max((p.idle-ledger)/(p.idle-p.par), 0), 1))
}

// mitigatePoints are 25 x the mean worth of the moves, less 3 for a false
// all-clear.
func mitigatePoints(moves []move, falseClear bool) int {
	sum := 0.0
	for _, m := range moves {
		sum += m.worth
	}
	points := 25 * sum / float64(len(moves))
	if falseClear {
		points -= 3
	}
	return halfUp(points)
}

func halfUp(x float64) int { return int(math.Floor(x + 0.5)) }

// scored is a card as it is shown: the points of its lines in the order of the
// rules, what they could have given together, and the total of 100.
type scored struct {
	lines          []int
	offered, total int
}

// hundred scales lines to 100 points.
func hundred(offered int, lines ...int) scored {
	sum := 0
	for _, points := range lines {
		sum += points
	}
	return scored{lines: lines, offered: offered, total: halfUp(100 * float64(sum) / float64(offered))}
}
